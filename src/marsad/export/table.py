"""The events of a record as a table for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from marsad.record import Event, Party, Report


def print_events(report: Report, console: Console | None = None) -> None:
    """One row an event: what, when, how it is presented, who → whom, where, according to whom, with which figures.

    Columns that no event fills are left out.
    """
    console = console or Console()
    title = report.article.title or report.article.id
    console.print(escape(f"{title}  ({report.article.published or 'no publication time'})"), highlight=False)
    rows = list(_rows(report))
    if not rows:
        console.print("no events")
        return
    columns = [name for name in rows[0] if name in _WHOLE or any(row[name] for row in rows)]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        table.add_column(name, no_wrap=name in _WHOLE, overflow="fold")
    for row in rows:
        table.add_row(*(escape(row[name]) for name in columns))
    console.print(table)


_WHOLE = ("event", "when", "status")  # columns whose cells are never broken


def _rows(report: Report) -> Iterator[dict[str, str]]:
    sources = {s.id: s for s in report.sources}
    figures = {f.id: f for f in report.figures}
    for e in report.events:
        said = sources.get(e.source or "")
        via = sources.get(said.via or "") if said else None
        yield {
            "event": "\n".join(x for x in (e.type, e.mode, e.trigger.text) if x),
            "when": _when(e),
            "status": e.status,
            "who → whom": "\n".join([*map(_party, e.actors), *(f"→ {_party(p)}" for p in e.recipients)]),
            "where": _place(e),
            "fields": "\n".join(f"{name}: {'، '.join(s.text for s in spans)}" for name, spans in e.fields.items()),
            "source": (said.name if said else "") + (f" ← {via.name}" if via else ""),
            "figures": "\n".join(
                f"{f.measure} {_interval(f.low, f.high)}" for f in map(figures.__getitem__, e.figures)
            ),
        }


def _party(party: Party) -> str:
    return party.name + (f" ({_codes(party)})" if party.country or party.sectors else "")


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
