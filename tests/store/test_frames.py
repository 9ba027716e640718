"""Events, figures and claims by keywords, and as tables."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from marsad.errors import StoreError
from marsad.export.event_row import COLUMNS, event_row
from marsad.store import ClaimFilter, EventFilter, FigureFilter, Rows, Store, open_store
from marsad.store.cells import CLAIM_COLUMNS, FIGURE_COLUMNS
from marsad.store.frames import _need
from store.reports import TEXT, Happening, report

EVENING = Happening(type="ASSAULT", trigger="قصف الجيش", date=("2024-05-03T21:40", "2024-05-03T21:40"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("frames") / "marsad.db") as store:
        store.add(report())
        store.add(report(TEXT, EVENING, article_id="a-2", published="2024-05", outlet=None))
        yield store


def triggers(rows: Rows[Any]) -> list[str]:
    return [row.event.trigger.text for row in rows]


@pytest.mark.parametrize(
    ("keywords", "where"),
    [
        ({"type": "ASSAULT"}, EventFilter(type="ASSAULT")),
        ({"since": "2024-05-02"}, EventFilter(date_from="2024-05-02")),
        ({"since": date(2024, 5, 2)}, EventFilter(date_from="2024-05-02")),
        ({"until": datetime(2024, 5, 1, 12)}, EventFilter(date_to="2024-05-01")),
        ({"actor": "احمد", "status": "reported"}, EventFilter(actor="أحمد", status="reported")),
        ({"place": 371760, "mode": None, "query": ""}, EventFilter(place=371760)),
        ({"source": "طبية", "min_confidence": 0.5}, EventFilter(source="طبية", min_confidence=0.5)),
    ],
)
def test_keywords_ask_for_what_a_filter_asks_for(store: Store, keywords: dict[str, Any], where: EventFilter) -> None:
    assert list(store.events(**keywords)) == list(store.events(where)) != []


def test_a_keyword_wins_over_the_filter_that_it_is_given_with(store: Store) -> None:
    where = EventFilter(type="REQUEST", article="a-1")
    assert triggers(store.events(where, type="ASSAULT")) == ["قصف الجيش", "مقتل"]


def test_a_keyword_that_there_is_not_is_a_type_error_that_lists_the_others(store: Store) -> None:
    with pytest.raises(TypeError, match=r"no filter 'colour'; there are type, .* since, until"):
        store.events(colour="red")  # type: ignore[call-arg]


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: store.events(type="assault"),
        lambda store: store.events(min_confidence="high"),
        lambda store: store.figures(measure="wounds"),
        lambda store: store.claims(kind="talk"),
    ],
)
def test_a_value_that_nothing_can_have_is_a_store_error_at_once(store: Store, ask: Callable[[Store], object]) -> None:
    with pytest.raises(StoreError) as caught:
        ask(store)
    assert caught.value.code == "store.bad_filter"


@pytest.mark.parametrize("ask", ["events", "figures", "claims"])
def test_a_day_that_is_none_is_a_store_error_at_once(store: Store, ask: str) -> None:
    with pytest.raises(StoreError) as caught:
        getattr(store, ask)(since="أمس")
    assert caught.value.code == "store.bad_date"


def test_rows_can_be_walked_again_and_counted_without_walking(store: Store) -> None:
    rows = store.events(article="a-1")
    assert list(rows) == list(rows)
    assert len(rows) == len(list(rows)) == 3
    assert [len(store.events(limit=2, offset=n)) for n in range(5)] == [2, 2, 2, 1, 0]


def test_the_first_row_is_none_where_nothing_is_found(store: Store) -> None:
    first = store.events().first()
    assert first is not None
    assert first.event.trigger.text == "قصف الجيش"
    assert store.events(type="AID").first() is None
    assert not store.events(type="AID")


def test_the_cells_of_an_event_are_those_of_its_exported_row(store: Store) -> None:
    told = store.article("a-2")
    assert store.events(article="a-2").to_dicts() == [event_row(told, told.events[0])]


def test_a_figure_comes_with_its_article_its_sentence_and_who_says_it(store: Store) -> None:
    row = store.figures(measure="killed", article="a-1").first()
    assert row is not None
    assert (row.figure.low, row.figure.high, row.article.outlet) == (7, 7, "صحيفة المرصد")
    assert row.figure.span.text in row.sentence
    assert (row.source, row.event) == (None, None)


def test_figures_and_claims_follow_the_day_of_publication(store: Store) -> None:
    assert [row.article.id for row in store.figures()] == ["a-2", "a-1"]
    assert [row.article.id for row in store.figures(since=date(2024, 5, 2), until="2024-05-02")] == ["a-1"]
    assert len(store.claims(until="2024-04-30")) == 0


def test_a_claim_is_found_by_who_makes_it(store: Store) -> None:
    assert [row.claim.kind for row in store.claims(by="احمد الطيب", article="a-1")] == ["demand"]
    assert list(store.claims(ClaimFilter(about="الطيب"))) == []
    assert len(store.claims(kind="demand", query="الالتزام")) == 2


def test_a_figure_is_found_by_the_event_that_it_counts_for_and_by_who_says_it(tmp_path: Path) -> None:
    told = report()
    deaths, source = told.events[1], told.sources[0]
    figure = replace(told.figures[0], event=deaths.id, source=source.id)
    with open_store(tmp_path / "t.db") as store:
        store.add(replace(told, figures=[figure]))
        rows = store.figures(type="ASSAULT", source="طبيه")
        assert [(row.figure, row.event, row.source) for row in rows] == [(figure, deaths, source)]
        assert [(cells["event_type"], cells["source"]) for cells in rows.to_dicts()] == [("ASSAULT", "مصادر طبية")]
        assert list(store.figures(FigureFilter(type="AID"))) == []
        assert list(store.figures(place="نيالا")) == []
        assert list(store.figures(source="الوزارة")) == []


COLUMNS_OF = {"events": list(COLUMNS), "figures": list(FIGURE_COLUMNS), "claims": list(CLAIM_COLUMNS)}


@pytest.mark.parametrize("what", COLUMNS_OF)
@pytest.mark.parametrize("limit", [None, 0])
def test_tables_have_their_columns_whatever_is_found(store: Store, what: str, limit: int | None) -> None:
    pytest.importorskip("polars")
    pytest.importorskip("pandas")
    rows = getattr(store, what)(limit=limit)
    assert rows.to_polars().columns == list(rows.to_pandas().columns) == COLUMNS_OF[what]
    assert all(list(cells) == COLUMNS_OF[what] for cells in rows.to_dicts())
    assert rows.to_polars().height == len(rows.to_pandas()) == len(rows)


@pytest.mark.parametrize("limit", [None, 0])
def test_columns_of_polars_are_typed(store: Store, limit: int | None) -> None:
    polars = pytest.importorskip("polars")
    types = store.events(limit=limit).to_polars().schema
    assert (types["geonames"], types["confidence"], types["type"]) == (polars.Int64, polars.Float64, polars.String)
    assert types["date_start"] == types["published"] == polars.Datetime("us")
    assert store.figures(limit=limit).to_polars().schema["high"] == polars.Int64


@pytest.mark.parametrize("limit", [None, 0])
def test_columns_of_pandas_are_typed_and_know_null(store: Store, limit: int | None) -> None:
    pytest.importorskip("pandas")
    types = store.events(limit=limit).to_pandas().dtypes.astype(str)
    assert list(types[["geonames", "confidence", "type", "date_start"]]) == [
        "Int64",
        "float64",
        "string",
        "datetime64[us]",
    ]


def test_times_are_times_where_they_name_a_day(store: Store) -> None:
    pytest.importorskip("polars")
    table = store.events(type="ASSAULT").to_polars()
    assert table["date_start"].to_list() == [datetime(2024, 5, 1), datetime(2024, 5, 3, 21, 40), None]
    assert table["published"].to_list() == [datetime(2024, 5, 2, 9, 30), None, datetime(2024, 5, 2, 9, 30)]
    assert store.events(type="ASSAULT", limit=1).to_dicts()[0]["published"] == "2024-05-02T09:30+02:00"


def test_pandas_holds_what_polars_holds(store: Store) -> None:
    pytest.importorskip("polars")
    pandas = pytest.importorskip("pandas")
    of_pandas = store.events().to_pandas().astype(object)
    rows = of_pandas.where(of_pandas.notna(), None).to_dict("records")
    times = [{k: v.to_pydatetime() if isinstance(v, pandas.Timestamp) else v for k, v in row.items()} for row in rows]
    assert times == store.events().to_polars().to_dicts()


def test_a_missing_library_is_named_with_the_line_that_installs_it() -> None:
    with pytest.raises(StoreError) as caught:
        _need("no_such_library")
    assert caught.value.code == "store.extra"
    assert 'pip install "marsad[frames]"' in str(caught.value)


def test_opening_a_store_loads_neither_pandas_nor_polars(tmp_path: Path) -> None:
    script = (
        "import sys, marsad; list(marsad.open_store(sys.argv[1]).events(type='AID'));"
        "print([m for m in ('pandas', 'polars', 'pyarrow') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "t.db")], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
