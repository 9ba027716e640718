"""`marsad explain`: why an event is coded as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli.options import another_model, own_actors, own_places
from marsad.errors import InputError
from marsad.record import Event, Report, Span

if TYPE_CHECKING:
    from marsad.coder import Explained


@click.command()
@click.argument("path", metavar="FILE")
@click.option("--event", "wanted", metavar="ID", help="One event by its id (or the start of it); default: all of them.")
@click.option("--published", metavar="ISO", help="Publication time, if the article prints none.")
@another_model
@own_actors
@own_places
def explain(
    path: str,
    wanted: str | None,
    published: str | None,
    model: Path | None,
    actors: Path | None,
    places: Path | None,
) -> None:
    """Print the sentence of an event with its spans marked, and the reason for each field."""
    from marsad.cli.code import dated
    from marsad.coder import Coder
    from marsad.ingest import Failure, read_paths

    coder, shown = Coder(model=model, actors=actors, places=places), 0
    for item in read_paths([path]):
        if isinstance(item, Failure):
            raise click.ClickException(str(item)) from item.error
        explained = coder.explain(dated(item, published))
        for event in explained.report.events:
            if wanted is None or event.id.startswith(wanted):
                click.echo("\n".join(_explain(explained, event)) + "\n")
                shown += 1
    if not shown:
        hint = "List them with: marsad code FILE --format jsonl"
        raise InputError("explain.no_event", f"{path} has no event {wanted or ''}.".replace(" .", "."), hint=hint)


def _explain(explained: Explained, event: Event) -> Iterator[str]:
    report = explained.report
    yield f"{event.id}  {event.type}{'/' + event.mode if event.mode else ''}  {event.status}  ({event.confidence:.2f})"
    yield "  " + marked(report, event)
    for field, why in explained.reasons.of(event.id):
        yield f"  {field}: {why}"
    for figure in (f for f in report.figures if f.id in event.figures):
        value = f"{figure.measure} {figure.low}–{figure.high} {figure.qualifier}"
        yield f"  figure {figure.span.text}: {value}, {figure.scope}"
        for field, why in explained.reasons.of(figure.id):
            yield f"    {field}: {why}"
    for topic in event.topics:
        yield f"  topic: {topic.text}"


def marked(report: Report, event: Event) -> str:
    """The sentence of the event with each span in brackets and its role after it: "[استقبل]trigger"."""
    sentence = report.sentences[event.sentence]
    marks = sorted(_marks(report, event), key=lambda m: (m[1].start, -m[1].end))
    inside = [(role, span) for role, span in marks if sentence.start <= span.start and span.end <= sentence.end]
    opens: dict[int, int] = {}
    closes: dict[int, list[str]] = {}
    for role, span in inside:
        opens[span.start] = opens.get(span.start, 0) + 1
        closes.setdefault(span.end, []).insert(0, role)
    out = []
    for i in range(sentence.start, sentence.end + 1):
        out += [f"]{role}" for role in closes.get(i, [])]
        out.append("[" * opens.get(i, 0))
        out.append(report.article.text[i] if i < sentence.end else "")
    return "".join(out)


def _marks(report: Report, event: Event) -> Iterator[tuple[str, Span]]:
    yield "trigger", event.trigger
    for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for start, end in dict.fromkeys((p.span.start, p.span.end) for p in parties):
            yield role, Span(start=start, end=end, text=report.article.text[start:end])
    for role, part in (("place", event.place), ("date", event.date)):
        if part and part.span:
            yield role, part.span
    yield from ((name, span) for name, spans in event.fields.items() for span in spans)
    for source in report.sources:
        if source.id == event.source:
            yield "source", source.span
    for figure in report.figures:
        if figure.id in event.figures:
            yield "figure", figure.span
