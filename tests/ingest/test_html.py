from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from marsad.errors import InputError
from marsad.ingest import Document, read_html

PARAGRAPHS = [
    "وصلت قافلة مساعدات إلى المدينة، صباح الخميس، بعد تفتيش استمر ثلاث ساعات عند المعبر الشرقي.",
    "وقال منسق القافلة إن الحمولة تكفي سكان المدينة مدة شهر، وشكر لجنة المراقبة على تسهيل المرور.",
    "وأضاف أن قافلة ثانية ستصل خلال أيام، إذا سمحت الظروف الأمنية بذلك على الطريق الدولي.",
]


def page(head: str = "", above: str = "", below: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>قافلة جديدة | موقع</title>{head}</head>'
        f"<body><article><h1>قافلة جديدة تصل</h1>{above}{body}{below}</article></body></html>"
    )


def linked(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value, ensure_ascii=False)}</script>'


def test_json_ld_goes_before_meta_tags_and_meta_tags_before_print() -> None:
    meta = (
        '<meta property="article:published_time" content="2026-01-02T10:00:00Z">'
        '<meta property="og:title" content="قافلة أخرى">'
        '<meta property="og:site_name" content="شبكة الخزامى">'
    )
    stated = {
        "@graph": [
            {"@type": "WebPage"},
            {
                "@type": ["NewsArticle"],
                "headline": "قافلة ثالثة",
                "datePublished": "2026-01-03T10:00:00+03:00",
                "publisher": {"name": "بوابة السنديان"},
            },
        ]
    }
    printed = "<div>السبت 3 مايو 2025، 18:30</div>"
    by_print = read_html(page("", printed), name="a.html")
    by_meta = read_html(page(meta, printed), name="a.html")
    by_json = read_html(page(meta + linked(stated), printed), name="a.html")
    assert (by_print.title, by_print.published, by_print.outlet) == ("قافلة جديدة تصل", "2025-05-03T18:30", None)
    assert (by_meta.title, by_meta.published, by_meta.outlet) == ("قافلة أخرى", "2026-01-02T10:00Z", "شبكة الخزامى")
    assert (by_json.title, by_json.published, by_json.outlet) == (
        "قافلة ثالثة",
        "2026-01-03T10:00+03:00",
        "بوابة السنديان",
    )


def test_the_text_is_the_title_an_empty_line_and_the_paragraphs() -> None:
    document = read_html(page(), name="a.html")
    assert document.text == "\n".join(["قافلة جديدة تصل", "", *PARAGRAPHS])
    assert document.title_span == (0, 15)


def test_links_to_other_articles_and_house_rules_are_left_out() -> None:
    rules = "<p>اقرأ أيضًا: خبر آخر</p><p>يرجى مراجعة شروط الاستخدام وسياسة الخصوصية قبل كتابة أي تعليق في الموقع.</p>"
    assert read_html(page(below=rules), name="a.html").text == read_html(page(), name="a.html").text


def test_the_outlet_is_known_by_its_domain() -> None:
    document = read_html(page(), name="a.html", url="https://ara.reuters.com/x")
    assert (document.outlet, document.url) == ("رويترز", "https://ara.reuters.com/x")


def test_broken_json_ld_is_passed_over() -> None:
    broken = '<script type="application/ld+json">{"@type": "NewsArticle",</script>'
    assert read_html(page(broken), name="a.html").title == "قافلة جديدة تصل"


def test_bytes_in_windows_1256_are_read_by_their_declared_charset() -> None:
    old = page().replace("utf-8", "windows-1256")
    assert read_html(old.encode("cp1256"), name="a.html").text == read_html(page(), name="a.html").text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html><body></body></html>", "input.no_article"),
        (b"", "input.empty"),
        (b"<p>" + b"Talks resumed in the capital on Thursday after a long pause. " * 9, "input.not_arabic"),
    ],
)
def test_a_page_without_an_arabic_article_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_html(data, name="a.html")
    assert caught.value.code == code


def body_f1(document: Document, expected: str) -> float:
    assert document.title_span is not None
    found, wanted = Counter(document.text[document.title_span[1] :].split()), Counter(expected.split())
    return 2 * (found & wanted).total() / (found.total() + wanted.total())


@pytest.mark.shared
def test_the_page_of_a_lebanese_broadcaster(shared: Path) -> None:
    sites = shared / "data/sites"
    wanted = json.loads((sites / "LBCGroup.expected.json").read_text(encoding="utf-8"))["V1"]
    document = read_html(gzip.decompress((sites / "LBCGroup_2026_01_08.html.gz").read_bytes()), name="lbc.html")
    assert document.title == wanted["title"]
    assert document.published == "2026-01-08T11:42+00:00"
    assert body_f1(document, "\n".join(wanted["body"]["sections"][0]["paragraphs"])) >= 0.99


@pytest.mark.shared
def test_the_page_of_an_american_broadcaster(shared: Path) -> None:
    sites = shared / "data/sites"
    document = read_html((sites / "newspaper4k_arabic_article.html").read_bytes(), name="cnn.html")
    assert document.published == "2013-08-28T14:00+04:00"
    assert (document.outlet, document.agency) == ("سي إن إن", "سي إن إن")
    assert document.dateline_place_span == (46, 57)
    assert body_f1(document, (sites / "newspaper_arabic_expected.txt").read_text(encoding="utf-8")) >= 0.97
