"""Pages of common makes, in own words: all of the article comes out, and nothing else."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from extraction import PAGES, Page, own_pages, real_pages, score

from marsad.errors import InputError
from marsad.ingest import Document, read, read_html
from marsad.ingest.sites import rules_for
from marsad.knowledge import load

OWN = list(own_pages())
PARAGRAPHS = "".join(
    f"<p>وصلت القافلة {n} إلى المدينة صباح الخميس، بعد تفتيش استمر ثلاث ساعات عند المعبر الشرقي.</p>" for n in range(9)
)
ARTICLE = f"<article><h1>قوافل جديدة</h1>{PARAGRAPHS}</article>"


@pytest.mark.parametrize("page", OWN, ids=lambda page: page.name)
def test_a_page_gives_its_article_its_time_and_nothing_else(page: Page) -> None:
    f1, wrong, leaks = score(page)
    assert (wrong, leaks) == ([], [])
    assert f1 >= 0.97


@pytest.mark.shared
def test_two_real_pages_give_their_articles_and_times(shared: Path) -> None:
    for page in real_pages(shared):
        f1, wrong, _ = score(page)
        assert (page.name, wrong, f1 >= 0.99) == (page.name, [], True)


def test_each_message_of_a_telegram_export_is_an_article() -> None:
    wanted = json.loads((PAGES / "telegram.json").read_text(encoding="utf-8"))["articles"]
    found = list(read((PAGES / "telegram.html").read_bytes(), "telegram.html"))
    assert [{key: getattr(d, key) for key in wanted[0]} for d in found] == wanted


def test_a_message_that_is_not_arabic_is_named_and_the_others_are_kept() -> None:
    export = (PAGES / "telegram.html").read_text(encoding="utf-8")
    export = export.replace("حالة أحد المصابين خطيرة، وفق الوزارة.", "x" * 900)
    found = list(read(export.encode(), "telegram.html"))
    assert [item.id if isinstance(item, Document) else str(item).partition(":")[0] for item in found] == [
        "telegram-101",
        "telegram.html, message 103",
        "telegram-104",
    ]


def test_every_selector_of_the_site_rules_is_css() -> None:
    from lxml import html  # type: ignore[import-untyped]

    known = load("sites")
    tree = html.fromstring("<p>نص</p>")
    for domain in (domain for site in known["sites"] for domain in site["domains"]):
        assert rules_for(tree, f"https://www.{domain}/a").drop
    from marsad.ingest.sites import select

    for rule in [known["everywhere"], *known["systems"], *known["sites"]]:
        for value in (value for key, value in rule.items() if key not in ("id", "domains")):
            for selector in value if isinstance(value, list) else [value]:
                assert list(select(tree, selector)) == []


def test_an_element_called_litter_that_holds_the_article_stays() -> None:
    page = f"<html><body><div class='share-wrapper'>{ARTICLE}</div></body></html>"
    assert "القافلة 8" in read_html(page, name="a.html").text


@pytest.mark.parametrize(
    "below",
    [
        "<div>" * 100_000,
        "<b>" * 100_000,
        "<ul><li>" * 50_000,
        "<table><tr><td>" * 30_000,
        "<!--" * 100_000,
        "<" * 500_000,
        "<script type='application/ld+json'>" + "[" * 100_000 + "</script>",
        "<script type='application/ld+json'>[" + '{"@type":"Thing"},' * 50_000 + "{}]</script>",
    ],
    ids=["div", "b", "list", "table", "comment", "angle", "json", "objects"],
)
def test_nesting_without_end_costs_little_and_loses_nothing_before_it(below: str) -> None:
    began = time.process_time()
    document = read_html(f"<html><body>{ARTICLE}{below}</body></html>", name="a.html")
    assert "القافلة 8" in document.text
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "below",
    ["<div " + " ".join(f"a{n}='>'" for n in range(200_000)) + ">", "<div><a href=x>خبر</a></div>" * 100_000],
    ids=["attributes", "elements"],
)
def test_a_page_of_attributes_or_elements_without_end_is_refused_at_once(below: str) -> None:
    began = time.process_time()
    with pytest.raises(InputError) as caught:
        read_html(f"<html><body>{ARTICLE}{below}</body></html>", name="a.html")
    assert caught.value.code == "input.too_long"
    assert time.process_time() - began < 5


def test_a_page_whose_article_lies_too_deep_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        read_html("<html><body>" + "<div>" * 100_000 + PARAGRAPHS, name="a.html")
    assert caught.value.code == "input.no_article"


def test_entities_of_a_page_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("كلمة السر", encoding="utf-8")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE html [<!ENTITY l0 "ها"><!ENTITY x SYSTEM "{secret.as_uri()}">{laughs}]>'
    page = f'<?xml version="1.0"?>{doctype}<html><body>{ARTICLE}<p>سطر أخير &x; &l11; انتهى.</p></body></html>'
    began = time.process_time()
    text = read_html(page, name="a.html").text
    assert "القافلة 8" in text
    assert "كلمة السر" not in text
    assert len(text) < 2_000
    assert time.process_time() - began < 5
