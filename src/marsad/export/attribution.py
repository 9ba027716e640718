"""Who says it: what every format that keeps the speaker beside the words shares."""

from __future__ import annotations

from marsad.record.types import AgreementClaim, Event, Figure, Report, Source, Span
from marsad.resolve.ontology import label
from marsad.store import Selection

PUBLISHER = "الناشر"
"""What an outlet is called whose name is not known."""


def chain(report: Report, source: str | None) -> list[Source]:
    """The source with this id and those through whom it was quoted, nearest to the happening first.

    Of "بحسب مصادر طبية نقلت عنها الوكالة" it is the medics, then the agency. Empty where the outlet says it itself.
    """
    known = {each.id: each for each in report.sources}
    found: list[Source] = []
    while source in known and known[source] not in found:
        found.append(known[source])
        source = known[source].via
    return found


def according_to(report: Report, source: str | None) -> str:
    """Who says it, in Arabic words: "بحسب مصادر طبية، عن وكالة الأنباء، في صحيفة المرصد".

    An outlet whose name is not known is "الناشر", the publisher.
    """
    speakers = [each.name for each in chain(report, source)]
    outlet = report.article.outlet or PUBLISHER
    said = "، ".join(["بحسب " + speakers[0], *("عن " + name for name in speakers[1:])]) if speakers else ""
    return f"{said}، في {outlet}" if said else f"بحسب {outlet}"


def quote(report: Report, span: Span) -> str:
    """The sentence in which a span begins; the words alone where it stands in none."""
    for sentence in report.sentences:
        if sentence.start <= span.start < sentence.end:
            return report.article.text[sentence.start : sentence.end].strip()
    return span.text


def sentence_of(report: Report, event: Event) -> str:
    """The sentence that says the event."""
    sentence = report.sentences[event.sentence]
    return report.article.text[sentence.start : sentence.end].strip()


def kind(event: Event) -> str:
    """Type and mode in Arabic: "اعتداء: قصف جوي"."""
    name = label("types", event.type)
    return f"{name}: {label('modes', f'{event.type}/{event.mode}')}" if event.mode else name


def direction(event: Event) -> str:
    """Who → whom in the words of the article; a side that is not stated is "؟". Empty where neither is."""
    sides = ["، ".join(dict.fromkeys(party.name for party in side)) for side in (event.actors, event.recipients)]
    return " ← ".join(side or "؟" for side in sides) if any(sides) else ""


def count(figure: Figure) -> str:
    """A figure as Arabic words and digits: "قتلى: 7", "جرحى: 31 على الأقل", "نازحون: 100–200"."""
    low, high = figure.low, figure.high
    name = label("measures", figure.measure)
    if low is None and high is None:
        return f"{name}: {figure.span.text}"
    if high is None:
        return f"{name}: {low} على الأقل"
    if low is None:
        return f"{name}: {high} على الأكثر"
    return f"{name}: {low}" if low == high else f"{name}: {low}–{high}"


def figures_of(report: Report, event: Event) -> list[Figure]:
    """The figures that belong to an event."""
    return [figure for figure in report.figures if figure.id in event.figures or figure.event == event.id]


def figures(selection: Selection) -> list[Figure]:
    """The figures of the events asked for; where no event was left out, also those that belong to none."""
    if _whole(selection):
        return selection.report.figures
    asked, linked = _asked(selection), {name for event in selection.events for name in event.figures}
    return [figure for figure in selection.report.figures if figure.id in linked or figure.event in asked]


def claims(selection: Selection) -> list[AgreementClaim]:
    """The claims about agreements of the events asked for; where no event was left out, also those of none."""
    if _whole(selection):
        return selection.report.agreement_claims
    asked = _asked(selection)
    return [claim for claim in selection.report.agreement_claims if claim.event in asked]


def _whole(selection: Selection) -> bool:
    return len(selection.events) == len(selection.report.events)


def _asked(selection: Selection) -> set[str]:
    return {event.id for event in selection.events}
