from __future__ import annotations

import html
import json
import re
from urllib.parse import quote

import pytest

from marsad.record import Report

from .conftest import Browse
from .samples import truce

ODD_ID = "أخبار/2025?a=b#c.json"
ODD_PATH = f"/articles/{quote(ODD_ID, safe='').removesuffix('.json')}%2Ejson"


@pytest.mark.parametrize("path", ["/", "/events", "/articles/truce-1", "/nowhere"])
def test_a_page_is_arabic_and_right_to_left_unless_asked_otherwise(browse: Browse, path: str) -> None:
    assert '<html lang="ar" dir="rtl">' in browse(path).text
    assert '<html lang="en" dir="ltr">' in browse(f"{path}?lang=en").text


@pytest.mark.parametrize("path", ["/", "/events", "/articles/truce-1", "/nowhere", "/articles.json"])
def test_every_answer_allows_nothing_from_elsewhere(browse: Browse, path: str) -> None:
    headers = browse(path).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/events", "/articles/truce-1", "/articles/hostile"])
def test_a_page_loads_only_its_own_files_and_has_nothing_inline(browse: Browse, path: str) -> None:
    page = browse(path).text
    loaded = re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="([^"]+)"', page)
    assert loaded and all(each.startswith("/") for each in loaded)
    assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", page)
    assert [browse(each).status_code for each in loaded] == [200] * len(loaded)


def test_the_list_shows_title_outlet_day_and_events(browse: Browse) -> None:
    page = browse("/").text
    assert "قتلى في قصف على حي الروضة" in page
    assert "صحيفة المثال" in page
    assert "15 أكتوبر 2025، 09:30" in page
    assert "الأحداث: 10" in page
    assert "اعتداء" in page


def test_the_list_has_pages(browse: Browse) -> None:
    first = browse("/")
    assert 'rel="next" href="/?page=2"' in first.text and 'rel="prev"' not in first.text
    second = browse("/?page=2")
    assert 'rel="prev" href="/"' in second.text and 'rel="next"' not in second.text


def test_the_list_is_searched(browse: Browse) -> None:
    found = browse("/articles.json?q=الوسطاء").json()
    assert {row["id"] for row in found["articles"]} == {"truce-1", ODD_ID}
    assert "لا شيء يطابق البحث" in browse("/?q=كركدن").text


def test_the_list_of_articles_is_at_the_front(browse: Browse) -> None:
    moved = browse("/articles?q=الهدنة")
    assert moved.is_redirect and moved.headers["location"].startswith("/?q=")


def test_the_json_of_the_list_follows_its_pages(browse: Browse) -> None:
    first = browse("/articles.json").json()
    assert first["total"] == 54 and len(first["articles"]) == 50 and first["previous"] is None
    second = browse(first["next"]).json()
    assert len(second["articles"]) == 4 and second["next"] is None


def test_the_json_of_an_article_is_exactly_its_record(browse: Browse) -> None:
    answer = browse("/articles/truce-1.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.content == truce().to_json()
    assert Report.from_json(answer.content) == truce()


def test_a_page_names_its_json(browse: Browse) -> None:
    for path, twin in [("/", "/articles.json"), ("/events", "/events.json"), (ODD_PATH, f"{ODD_PATH}.json")]:
        assert f'href="{twin}"' in browse(path).text
        assert browse(twin).headers["content-type"] == "application/json"


def test_an_id_may_hold_any_characters(browse: Browse) -> None:
    assert f'href="{ODD_PATH}"' in browse("/").text
    assert "حي الروضة" in browse(ODD_PATH).text
    assert browse(f"{ODD_PATH}.json").content == truce(ODD_ID).to_json()


def test_a_card_says_who_did_what_to_whom_and_according_to_whom(browse: Browse) -> None:
    page = browse("/articles/truce-1").text
    card = _words(page[page.index('id="event-e-shelling"') : page.index('id="event-e-denied"')])
    for expected in [
        "اعتداء ASSAULT قصف مدفعي أو صاروخي",
        "بحسب وزارة الصحة مؤسسة عبر وكالة النهار",
        "الفاعل غير مذكور",
        "مدنيا مدنيون",
        "حي الروضة حي الروضة شمالي مدينة الواحة",
        "مساء أمس الثلاثاء 14 أكتوبر 2025",
        "قتلى: 31 على الأقل أكثر من 30 · مدنيا",
        "جرحى: نحو 50",
        "94%",
    ]:
        assert expected in card
    denied = _words(page[page.index('id="event-e-denied"') : page.index('id="event-e-accuse"')])
    assert "منفي" in denied and "لا عبارة زمنية" in denied


def test_what_nobody_is_quoted_for_is_the_outlets_own_voice(browse: Browse) -> None:
    page = browse("/articles/truce-1").text
    card = page[page.index('id="event-e-aid"') : page.index('id="event-e-pledge"')]
    assert "بلسان الوسيلة" in card and "attributed" not in card


def test_every_field_leads_to_its_words_without_script(browse: Browse) -> None:
    page = browse("/articles/truce-1").text
    targets = set(re.findall(r'id="(span-\d+-\d+)"', page))
    links = re.findall(r'href="#(span-\d+-\d+)"', page)
    assert len(links) > 40 and set(links) <= targets
    assert len(targets) == len(re.findall(r'id="span-', page))
    text = truce().article.text
    for start, end in (map(int, link.split("-")[1:]) for link in links):
        pieces = re.findall(rf'<mark class="(?:[^"]* )?s-{start}-{end}[ "][^>]*>(.*?)</mark>', page)
        assert "".join(map(_words, pieces)).replace(" ", "") == text[start:end].replace(" ", "")


def test_a_trigger_leads_to_its_card(browse: Browse) -> None:
    page = browse("/articles/truce-1").text
    for target in re.findall(r'<a href="#(event-[^"]+)">', page):
        assert f'id="{target}"' in page


def test_hostile_text_is_shown_and_never_run(browse: Browse) -> None:
    for path in ("/", "/articles/hostile"):
        page = browse(path).text
        assert "<script>alert" not in page and "<b>وكالة" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "javascript:" not in browse("/articles/hostile").text
    assert html.escape('"><script>', quote=True).replace("&quot;", "&#34;") in browse('/?q="><script>').text


def test_events_are_filtered_by_the_address(browse: Browse) -> None:
    everything = browse("/events.json").json()
    assert everything["total"] == 20
    aid = browse("/events.json?type=AID").json()
    assert aid["total"] == 2 and {row["event"]["type"] for row in aid["events"]} == {"AID"}
    assert browse("/events.json?status=denied&source=الجيش").json()["total"] == 2
    assert browse("/events.json?actor=الأمم&article=truce-1").json()["total"] == 1
    assert browse("/events.json?date_from=2025-10-20&date_to=2025-10-21").json()["total"] == 2


def test_the_table_of_events_links_to_the_cards_and_keeps_the_filter(browse: Browse) -> None:
    page = browse("/events?type=CONSULT&lang=en").text
    assert 'href="/articles/truce-1?lang=en#event-e-visit"' in page
    assert '<option value="CONSULT" selected>Consult</option>' in page
    assert '<option value="visit">visit</option>' in page
    assert 'href="/events.json?type=CONSULT"' in page
    assert 'href="/events?type=CONSULT" lang="ar"' in page


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/nowhere", 404, "page.missing"),
        ("/articles/none", 404, "store.no_article"),
        ("/events?type=NOPE", 400, "query.invalid"),
        ("/events?colour=red", 400, "query.invalid"),
        ("/events?date_from=soon", 400, "store.bad_date"),
        ("/?page=0", 400, "query.invalid"),
        ("/?page=x", 400, "query.invalid"),
        ("/?lang=fr", 400, "query.invalid"),
    ],
)
def test_an_error_has_one_shape_as_page_and_as_json(browse: Browse, path: str, status: int, code: str) -> None:
    page = browse(path)
    assert page.status_code == status and f"{status} {code}" in page.text
    answer = browse(path, accept="application/json")
    assert answer.status_code == status
    assert set(answer.json()["error"]) == {"code", "message", "hint"} and answer.json()["error"]["code"] == code


def test_an_address_that_ends_in_json_answers_errors_in_json(browse: Browse) -> None:
    assert browse("/articles/none.json").json()["error"]["code"] == "store.no_article"
    assert browse("/events.json?type=NOPE").json()["error"]["code"] == "query.invalid"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_changed(browse: Browse, method: str) -> None:
    assert browse("/articles/truce-1", method=method).status_code == 405


def test_a_page_may_be_asked_for_its_head(browse: Browse) -> None:
    assert browse("/articles/truce-1", method="HEAD").status_code == 200


@pytest.mark.parametrize("host", ["news.example", "127.0.0.1.example:8800", "10.0.0.7"])
def test_a_request_meant_for_another_name_is_refused(browse: Browse, host: str) -> None:
    assert browse("/", host=host).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8800", "[::1]:8800", "127.0.0.2"])
def test_every_name_of_this_machine_is_answered(browse: Browse, host: str) -> None:
    assert browse("/", host=host).status_code == 200


def test_json_is_readable_arabic(browse: Browse) -> None:
    answer = browse("/events.json?type=AID")
    assert "الأمم المتحدة" in answer.text
    assert json.loads(answer.content)["events"][0]["event"]["trigger"]["text"] == "وأدخلت"


def _words(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())
