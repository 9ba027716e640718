"""The events of a record as a table for a terminal."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from marsad.record import Event, Party, Report


def print_events(report: Report, console: Console | None = None) -> None:
    """One row an event: what, who, whom, where, when, how it is presented, according to whom, with which figures."""
    console = console or Console()
    title = report.article.title or report.article.id
    table = Table(
        title=escape(f"{title}  ({report.article.published or 'no publication time'})"), title_justify="left",
        box=box.SIMPLE_HEAD, pad_edge=False,
    )  # fmt: skip
    for column in ("event", "when", "status"):
        table.add_column(column, no_wrap=True)
    for column in ("who", "whom", "where", "according to", "figures"):
        table.add_column(column, overflow="fold", ratio=1)
    sources = {s.id: s for s in report.sources}
    figures = {f.id: f for f in report.figures}
    for e in report.events:
        said = sources.get(e.source or "")
        via = sources.get(said.via or "") if said else None
        cells = [
            "\n".join(x for x in (e.type, e.mode, e.trigger.text) if x),
            _when(e),
            e.status,
            _parties(e.actors),
            _parties(e.recipients),
            _place(e),
            (said.name if said else "") + (f" ← {via.name}" if via else ""),
            "\n".join(f"{figures[f].measure} {_interval(figures[f].low, figures[f].high)}" for f in e.figures),
        ]
        table.add_row(*map(escape, cells))
    console.print(table)


def _parties(parties: list[Party]) -> str:
    return "\n".join(p.name + (f" ({_codes(p)})" if p.country or p.sectors else "") for p in parties)


def _codes(party: Party) -> str:
    return "·".join(x for x in (party.country, *party.sectors[:1]) if x)


def _place(event: Event) -> str:
    if event.place is None:
        return ""
    return event.place.name + (f" ({event.place.country})" if event.place.country else "")


def _when(event: Event) -> str:
    if event.date is None:
        return ""
    if event.date.start is None:
        return event.date.span.text if event.date.span else ""
    return "\n".join(dict.fromkeys(x for x in (event.date.start, event.date.end) if x))


def _interval(low: int | None, high: int | None) -> str:
    if low == high:
        return str(low)
    return f"{'…' if low is None else low}–{'…' if high is None else high}"
