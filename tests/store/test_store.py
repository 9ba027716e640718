from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from marsad.errors import StoreError
from marsad.record.types import Report
from marsad.store import EventFilter, Store, open_store
from store.reports import APPEAL, SHELLING, TEXT, long_report, report

CHANGED = TEXT + "وأفادت فرق الإغاثة لاحقا عن نزوح عشرات الأسر.\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "marsad.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path) as store:
        yield store


def test_a_report_comes_back_as_it_was_kept(store: Store) -> None:
    kept = report()
    assert store.add(kept) == "new"
    assert store.article("a-1") == kept


def test_adding_twice_keeps_one_article_and_its_events_once(store: Store) -> None:
    store.add(report())
    assert store.add(report()) == "unchanged"
    assert (store.article_count(), store.event_count()) == (1, 3)


def test_a_changed_text_is_a_new_version_and_the_old_one_is_kept(store: Store) -> None:
    store.add(report())
    assert store.add(report(CHANGED, SHELLING)) == "new version"
    assert store.article("a-1").article.text == CHANGED
    assert store.article("a-1", version=1).article.text == TEXT
    assert [(row.version, row.events) for row in store.versions("a-1")] == [(1, 3), (2, 1)]


def test_queries_see_the_newest_version_only(store: Store) -> None:
    store.add(report())
    store.add(report(CHANGED, SHELLING))
    assert [row.version for row in store.articles()] == [2]
    assert store.counts() == {"ASSAULT": 1}
    assert [row.id for row in store.articles("نزوح")] == ["a-1"]
    store.add(report("نص ثالث قصير\n", article_id="a-1"))
    assert list(store.articles("نزوح")) == []
    assert list(store.events(EventFilter(query="نزوح"))) == []


def test_an_old_text_that_comes_again_is_no_new_version(store: Store) -> None:
    for _ in range(2):
        store.add(report())
        store.add(report(CHANGED, SHELLING))
    assert len(store.versions("a-1")) == 2
    assert store.article("a-1").article.text == CHANGED


def test_a_newer_coder_replaces_the_record(store: Store) -> None:
    store.add(report(coder="0.9.0"))
    newer = report(TEXT, APPEAL, coder="0.10.0")
    assert store.add(newer) == "recoded"
    assert store.article("a-1") == newer
    assert store.counts() == {"REQUEST": 1}
    assert len(store.versions("a-1")) == 1


def test_an_older_coder_does_not_replace_the_record(store: Store) -> None:
    store.add(report(coder="0.10.0"))
    assert store.add(report(TEXT, APPEAL, coder="0.9.0")) == "unchanged"
    assert store.event_count() == 3


def test_recoding_an_old_version_leaves_the_events_of_the_newest(store: Store) -> None:
    store.add(report())
    store.add(report(CHANGED, SHELLING))
    assert store.add(report(TEXT, APPEAL, coder="0.2.0")) == "recoded"
    assert store.counts() == {"ASSAULT": 1}
    assert len(store.article("a-1", version=1).events) == 1


def test_many_are_kept_in_batches_with_an_outcome_each(store: Store) -> None:
    reports = [report(article_id=f"a-{n % 3}") for n in range(5)]
    assert list(store.add_many(reports, batch=2)) == ["new", "new", "new", "unchanged", "unchanged"]
    assert store.article_count() == 3


def test_a_batch_that_fails_leaves_the_batches_before_it(store: Store, path: Path) -> None:
    def broken() -> Iterator[Report]:
        yield from (report(article_id=f"a-{n}") for n in range(3))
        raise ValueError("the source ended early")

    with pytest.raises(ValueError, match="ended early"):
        list(store.add_many(broken(), batch=2))
    with open_store(path) as again:
        assert again.article_count() == 2


def test_every_part_of_a_record_has_its_table(store: Store, path: Path) -> None:
    store.add(report())
    store.close()
    connection = sqlite3.connect(path)
    rows = {
        "event_parties": "SELECT role, name, actor, country, sectors FROM event_parties ORDER BY position",
        "sources": "SELECT name, kind FROM sources",
        "figures": "SELECT measure, low, high, who FROM figures",
        "agreement_claims": "SELECT kind, by_name FROM agreement_claims",
    }
    assert {table: connection.execute(query).fetchall() for table, query in rows.items()} == {
        "event_parties": [
            ("actor", "الجيش السوداني", "sudan.army", "SDN", "MIL"),
            ("recipient", "مدنيين", None, None, ""),
            ("actor", "أحمد الطيب", None, "EGY", ""),
        ],
        "sources": [("مصادر طبية", "witness")],
        "figures": [("killed", 7, 7, "مدنيين")],
        "agreement_claims": [("demand", "أحمد الطيب")],
    }
    connection.close()


def test_an_unknown_article_is_a_store_error(store: Store) -> None:
    store.add(report())
    with pytest.raises(StoreError) as caught:
        store.article("a-2")
    assert caught.value.code == "store.no_article"
    with pytest.raises(StoreError, match="version 7"):
        store.article("a-1", version=7)
    assert store.versions("a-2") == []


def test_articles_are_listed_latest_first_and_undated_last(store: Store) -> None:
    for article_id, published in [("b", "2024-05-01"), ("a", "2024-05-01"), ("c", None), ("d", "2024-06-01")]:
        store.add(report(article_id=article_id, published=published))
    assert [row.id for row in store.articles()] == ["d", "a", "b", "c"]
    assert [row.id for row in store.articles(limit=2, offset=1)] == ["a", "b"]


def test_a_listing_goes_on_when_articles_are_replaced_meanwhile(store: Store) -> None:
    store.add(report(article_id="a-1"))
    store.add(report(article_id="a-2"))
    rows = iter(store.events())
    assert next(rows).article.id == "a-1"
    store.add(report(CHANGED, APPEAL, article_id="a-2"))
    assert all(row.event.trigger.text in row.sentence for row in rows)


def test_a_list_can_be_given_up_half_way(store: Store) -> None:
    list(store.add_many(long_report(n) for n in range(3)))
    next(iter(store.events()))
    assert store.add(report(article_id="another")) == "new"
