"""The table of a terminal: every column filled from the record, readable in eighty columns."""

from __future__ import annotations

import io

import msgspec
from rich.console import Console
from store.reports import DEATHS, Happening, report

from marsad.export.table import print_events
from marsad.record import Date, Report, Source, Span


def shown(coded: Report, width: int = 200) -> str:
    """What the table looks like on a terminal of this width."""
    stream = io.StringIO()
    print_events(coded, Console(file=stream, width=width))
    return stream.getvalue()


def test_a_row_says_what_who_where_when_and_how() -> None:
    told = shown(report())
    for words in (
        "ASSAULT",
        "heavy-weapons",
        "الجيش السوداني (SDN·MIL)",
        "2024-05-01",
        "reported",
        "مصادر طبية",
        "أحمد الطيب",
    ):
        assert words in told


def test_the_title_and_the_time_stand_above() -> None:
    assert shown(report()).startswith("قصف مدفعي على أطراف المدينة  (2024-05-02T09:30+02:00)")
    assert "no publication time" in shown(report(published=None))


def test_a_relay_follows_its_source() -> None:
    coded = report("وقالت مصادر طبية إن القصف أسفر عن مقتل 7 مدنيين.", DEATHS)
    agency = Source(id="s-0", span=Span(start=0, end=5, text="وقالت"), name="وكالة", kind="agency")
    source = msgspec.structs.replace(coded.sources[0], via="s-0")
    assert "مصادر طبية ← وكالة" in shown(msgspec.structs.replace(coded, sources=[source, agency]))


def test_a_figure_is_shown_as_an_interval() -> None:
    coded = report("وقالت مصادر طبية إن القصف أسفر عن مقتل 7 مدنيين.", DEATHS)
    figures = [msgspec.structs.replace(coded.figures[0], low=low, high=high) for low, high in ((7, 7), (31, None))]
    for figure, told in zip(figures, ("killed 7", "killed 31–…"), strict=True):
        event = msgspec.structs.replace(coded.events[0], figures=[figure.id])
        assert told in shown(msgspec.structs.replace(coded, events=[event], figures=[figure]))


def test_a_date_that_cannot_be_computed_keeps_its_words() -> None:
    coded = report("قصف الجيش المدينة بعد الهجوم.", Happening(type="ASSAULT", trigger="قصف"))
    words = Date(span=Span(start=18, end=28, text="بعد الهجوم"), start=None, end=None, precision=None, basis=None)
    event = msgspec.structs.replace(coded.events[0], date=words)
    assert "بعد الهجوم" in shown(msgspec.structs.replace(coded, events=[event]))


def test_a_column_that_no_event_fills_is_left_out() -> None:
    told = shown(report("قصف الجيش المدينة.", Happening(type="ASSAULT", trigger="قصف")))
    assert "event" in told
    assert "where" not in told
    assert "where" in shown(report())


def test_an_article_without_events_still_has_its_title() -> None:
    told = shown(msgspec.structs.replace(report(), events=[]))
    assert "قصف مدفعي" in told
    assert "no events" in told


def test_brackets_in_a_text_are_not_taken_for_markup() -> None:
    coded = report("قصف [bold]الجيش[/x] المدينة.", Happening(
        type="ASSAULT", trigger="قصف", actors=(("[bold]الجيش[/x]", None, None),)
    ))  # fmt: skip
    assert "[bold]الجيش[/x]" in shown(coded)


def test_type_status_and_day_are_whole_words_in_eighty_columns() -> None:
    told = shown(report(), width=80)
    for words in ("ASSAULT", "REQUEST", "heavy-weapons", "reported", "2024-05-01"):
        assert words in told
    assert max(map(len, told.splitlines())) <= 80
