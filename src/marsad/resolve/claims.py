"""Claims about agreements: who says that a provision is promised, demanded, kept, broken or under talks."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reader.reading import ReadHead, Reading
from marsad.record import AgreementClaim, Event, Sentence, stable_id
from marsad.resolve.agreements import AgreementMention, find_provisions, resolve_agreement
from marsad.resolve.article import ArticleScope, Range
from marsad.resolve.events import CLAIMS, chars, code_source, edges
from marsad.resolve.reasons import Reasons


def code_claims(
    reading: Reading, parts: Sequence[Sentence], events: Sequence[Event], scope: ArticleScope, reasons: Reasons
) -> list[AgreementClaim]:
    """All claims in text order; a demand for two provisions is two claims."""
    out: list[AgreementClaim] = []
    for head in reading.heads:
        if head.kind not in CLAIMS:
            continue
        at = chars(reading, head)
        part = next(s for s in parts if s.start <= at[0] < s.end)
        agreement = _agreement(reading, head, at, scope)
        provisions: list[Range | None] = [*edges(reading, head, "provision")]
        for provision in provisions or [None]:
            out.append(_claim(reading, head, at, agreement, provision, part, events, scope, reasons))
    out += _on_the_agenda(parts, events, out, scope, reasons)
    return sorted(out, key=lambda c: (c.span.start, c.span.end, c.id))


def _on_the_agenda(
    parts: Sequence[Sentence],
    events: Sequence[Event],
    found: Sequence[AgreementClaim],
    scope: ArticleScope,
    reasons: Reasons,
) -> list[AgreementClaim]:
    """A meeting whose agenda holds an agreement or a provision of one: talks about it, unless the reader found them."""
    out: list[AgreementClaim] = []
    for event in events:
        for topic in event.topics:
            part = next(s for s in parts if s.start <= topic.start < s.end)
            provisions = find_provisions(topic.text, None)
            named = [m for m in scope.agreements if m.start < topic.end and topic.start < m.end]
            if provisions and not named:  # "… إلى الاتفاق، مع التركيز على المرحلة الثانية منه"
                named = [m for m in scope.agreements if part.start <= m.start < topic.start][-1:]
            if not named or any(c.kind == "talks" and part.start <= c.span.start < part.end for c in found):
                continue
            record = stable_id("c", scope.id, "talks", topic.start, topic.end)
            reasons.add(record, "kind", "it is on the agenda of a meeting")
            reasons.add(record, "agreement", named[0].reason)
            out.append(
                AgreementClaim(
                    id=record,
                    span=topic,
                    agreement=named[0].id,
                    agreement_span=scope.span(named[0].start, named[0].end),
                    provision=provisions[0].id if provisions else None,
                    provision_span=topic if provisions else None,
                    kind="talks",
                    by=None,
                    about=None,
                    source=event.source,
                    event=event.id,
                    confidence=event.confidence,
                )
            )
    return out


def _agreement(reading: Reading, head: ReadHead, at: Range, scope: ArticleScope) -> AgreementMention | None:
    """The mention at the reader's words for the agreement, else the nearest before the claim (or the first after it)."""
    named = edges(reading, head, "agreement")
    if named:
        same = [m for m in scope.agreements if m.start < named[0][1] and named[0][0] < m.end]
        if same:
            return same[0]
        phrase = scope.text[slice(*named[0])]
        known, why = resolve_agreement(phrase, countries=scope.context.countries, published=scope.published)
        return AgreementMention(*named[0], known, why)
    near = sorted(scope.agreements, key=lambda m: (m.start > at[1], abs(m.start - at[0])))
    return near[0] if near else None


def _claim(
    reading: Reading, head: ReadHead, at: Range, agreement: AgreementMention | None, provision: Range | None,
    part: Sentence, events: Sequence[Event], scope: ArticleScope, reasons: Reasons,
) -> AgreementClaim:  # fmt: skip
    record = stable_id("c", scope.id, head.kind, *at, *(provision or ()))
    reasons.add(record, "kind", f"the reader gives {head.kind} {head.confidence:.2f}")
    reasons.add(record, "agreement", agreement.reason if agreement else "no agreement is named")
    by, about = (next(iter(edges(reading, head, role)), None) for role in ("by", "about"))
    event = next((e for e in events if e.trigger.start < at[1] and at[0] < e.trigger.end), None)
    event = event or next((e for e in events if part.start <= e.trigger.start < part.end), None)
    return AgreementClaim(
        id=record,
        span=scope.span(*at),
        agreement=agreement.id if agreement else None,
        agreement_span=scope.span(agreement.start, agreement.end) if agreement else None,
        provision=_provision(provision, agreement.id if agreement else None, scope),
        provision_span=scope.span(*provision) if provision else None,
        kind=head.kind,  # type: ignore[arg-type]
        by=scope.party(*by)[0] if by else None,
        about=scope.party(*about)[0] if about else None,
        source=code_source(reading, head, part, scope, record, events, reasons),
        event=event.id if event else None,
        confidence=round(head.confidence, 3),
    )


def _provision(at: Range | None, agreement: str | None, scope: ArticleScope) -> str | None:
    if at is None:
        return None
    found = find_provisions(scope.text[slice(*at)], agreement)
    return found[0].id if found else None
