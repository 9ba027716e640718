from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import StoreError
from marsad.store import EventFilter, Store, open_store, statements
from store.reports import TEXT, Happening, long_report, report

AID_TEXT = (
    "وصول مساعدات\nتعتزم هيئة الإغاثة إدخال شاحنات إلى معبر أدري بين الأول والعاشر من مايو، وفق متحدثة باسم الهيئة.\n"
)
AID = Happening(
    type="AID",
    trigger="إدخال",
    status="planned",
    actors=(("هيئة الإغاثة", "org.relief", None),),
    place=("معبر أدري", 245669, "TCD"),
    date=("2024-05-01", "2024-05-10"),
    source="متحدثة باسم الهيئة",
    confidence=0.4,
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store") / "marsad.db"


@pytest.fixture(scope="module")
def store(path: Path) -> Iterator[Store]:
    with open_store(path) as store:
        store.add(report())
        store.add(report(AID_TEXT, AID, article_id="a-2"))
        yield store


def triggers(store: Store, where: EventFilter) -> list[str]:
    return [row.event.trigger.text for row in store.events(where)]


ALL = ["قصف الجيش", "إدخال", "دعا", "مقتل"]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (EventFilter(), ALL),
        (EventFilter(type="ASSAULT"), ["قصف الجيش", "مقتل"]),
        (EventFilter(mode="yield"), ["دعا"]),
        (EventFilter(status="planned"), ["إدخال"]),
        (EventFilter(actor="sudan.army"), ["قصف الجيش"]),
        (EventFilter(actor="الجيش"), ["قصف الجيش"]),
        (EventFilter(actor="احمد"), ["دعا"]),
        (EventFilter(actor="مدنيين"), ["مقتل"]),
        (EventFilter(actor="البرلمان"), []),
        (EventFilter(country="SDN"), ["قصف الجيش"]),
        (EventFilter(country="tcd"), ["إدخال"]),
        (EventFilter(place="نيالا"), ["قصف الجيش"]),
        (EventFilter(place=245669), ["إدخال"]),
        (EventFilter(place="245669"), ["إدخال"]),
        (EventFilter(place="٢٤٥٦٦٩"), ["إدخال"]),
        (EventFilter(place="9" * 30), []),
        (EventFilter(actor="\udcff", article="\udcff"), []),
        (EventFilter(source="مصادر"), ["مقتل"]),
        (EventFilter(article="a-2"), ["إدخال"]),
        (EventFilter(query="الإغاثة"), ["إدخال"]),
        (EventFilter(query="اغاثة", type="ASSAULT"), []),
        (EventFilter(min_confidence=0.5), ["قصف الجيش", "دعا", "مقتل"]),
        (EventFilter(actor=" ", query="", place=""), ALL),
    ],
)
def test_a_filter_finds_what_it_says(store: Store, where: EventFilter, expected: list[str]) -> None:
    assert triggers(store, where) == expected
    assert store.event_count(where) == len(expected)
    assert sum(store.counts("type", where).values()) == len(expected)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-05-01", "2024-05-01", ["قصف الجيش", "إدخال"]),
        ("2024-05-02", "2024-05-02", ["إدخال", "دعا"]),
        ("2024-05-10", None, ["إدخال"]),
        ("2024-05-11", None, []),
        (None, "2024-04-30", []),
        (None, "9999-12-31", ["قصف الجيش", "إدخال", "دعا"]),
    ],
)
def test_days_are_inclusive_and_an_interval_counts_when_it_touches_them(
    store: Store, first: str | None, last: str | None, expected: list[str]
) -> None:
    assert triggers(store, EventFilter(date_from=first, date_to=last)) == expected


def test_a_time_of_day_belongs_to_its_day(tmp_path: Path) -> None:
    with open_store(tmp_path / "t.db") as store:
        evening = Happening(type="ASSAULT", trigger="مقتل", date=("2024-05-01T23:30", "2024-05-01T23:30"))
        store.add(report(TEXT, evening))
        assert store.event_count(EventFilter(date_from="2024-05-01", date_to="2024-05-01")) == 1
        assert store.event_count(EventFilter(date_to="2024-04-30")) == 0
        assert store.event_count(EventFilter(date_from="2024-05-02")) == 0


def test_a_day_that_is_none_is_a_store_error_at_once(store: Store) -> None:
    with pytest.raises(StoreError) as caught:
        store.events(EventFilter(date_from="أمس"))
    assert caught.value.code == "store.bad_date"


def test_a_row_brings_its_article_its_sentence_and_its_source(store: Store) -> None:
    (row,) = store.events(EventFilter(source="طبية"))
    text = store.article(row.article.id).article.text
    assert row.article.title == "قصف مدفعي على أطراف المدينة"
    assert row.sentence in text
    assert row.event.trigger.text in row.sentence
    assert row.source is not None
    assert text[row.source.span.start : row.source.span.end] == row.source.name


def test_pages_follow_each_other_without_gap_or_overlap(store: Store) -> None:
    pages = [next(iter(store.events(limit=1, offset=n))).event.trigger.text for n in range(4)]
    assert pages == ALL


def test_the_order_does_not_depend_on_the_order_of_adding(tmp_path: Path) -> None:
    reports = [long_report(n, words=90, events=5) for n in range(8)]
    listed = []
    for number, order in enumerate((reports, reports[::-1])):
        with open_store(tmp_path / f"{number}.db") as store:
            list(store.add_many(order))
            listed.append([(row.article.id, row.event.id) for row in store.events()])
    assert listed[0] == listed[1]


def test_counts_come_commonest_first(store: Store) -> None:
    assert list(store.counts().items()) == [("ASSAULT", 2), ("AID", 1), ("REQUEST", 1)]
    assert store.counts("country") == {"SDN": 1, "TCD": 1}
    assert store.counts("status", EventFilter(country="SDN")) == {"reported": 1}


@pytest.mark.parametrize(
    ("where", "index"),
    [
        (EventFilter(type="AID"), "events_type"),
        (EventFilter(status="denied"), "events_status"),
        (EventFilter(place=371760), "events_geonames"),
        (EventFilter(country="SDN"), "events_country"),
        (EventFilter(country="SDN"), "event_parties_country"),
        (EventFilter(actor="sudan.army"), "event_parties_actor"),
        (EventFilter(date_to="2024-05-01"), "events_date"),
        (EventFilter(article="a-1"), "PRIMARY KEY (article=?)"),
    ],
)
def test_a_filter_searches_an_index(path: Path, store: Store, where: EventFilter, index: str) -> None:
    assert any(step.startswith("SEARCH") and index in step for step in plan(path, where))


@pytest.mark.parametrize(
    "where", [EventFilter(actor="sudan.army"), EventFilter(country="SDN"), EventFilter(query="قصف")]
)
def test_events_of_a_party_or_a_text_are_looked_up_and_not_probed_one_by_one(
    path: Path, store: Store, where: EventFilter
) -> None:
    steps = plan(path, where)
    assert not any(step.startswith("SCAN e") and "event_parties" not in step for step in steps)


@pytest.mark.parametrize("where", [EventFilter(), EventFilter(type="AID"), EventFilter(date_to="2024-05-01")])
def test_a_page_by_date_needs_no_sorting(path: Path, store: Store, where: EventFilter) -> None:
    assert not any("TEMP B-TREE" in step for step in plan(path, where))


def plan(path: Path, where: EventFilter) -> list[str]:
    statement, parameters = statements.events(where, 50, 0)
    connection = sqlite3.connect(path)
    steps = [str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    connection.close()
    return steps


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_no_text_in_a_filter_is_an_error(store: Store, text: str) -> None:
    where = EventFilter(actor=text, country=text, place=text, source=text, query=text, article=text)
    assert store.event_count(where) in (0, len(ALL))
