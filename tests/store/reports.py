"""Builds whole reports from own sentences: say the words, the offsets are looked up."""

from __future__ import annotations

import random
from dataclasses import dataclass

from marsad.record import stable_id, text_sha256
from marsad.record.types import (
    AgreementClaim,
    Article,
    CoderInfo,
    Date,
    Event,
    EventType,
    Figure,
    Party,
    Place,
    Report,
    Sentence,
    Source,
    Span,
    Status,
)
from marsad.resolve.ontology import intensity, quad

TEXT = (
    "قصف مدفعي على أطراف المدينة\n"
    "قصف الجيش السوداني حي الرياض في مدينة نيالا يوم الأربعاء.\n"
    "وقالت مصادر طبية إن القصف أسفر عن مقتل 7 مدنيين.\n"
    "ودعا أحمد الطيب إلى الالتزام بوقف إطلاق النار.\n"
)


@dataclass(frozen=True, kw_only=True)
class Happening:
    """An event in words of the text; `actors` are (words, actor id, country)."""

    type: EventType
    trigger: str
    mode: str | None = None
    status: Status = "reported"
    actors: tuple[tuple[str, str | None, str | None], ...] = ()
    recipients: tuple[tuple[str, str | None, str | None], ...] = ()
    place: tuple[str, int | None, str | None] | None = None
    date: tuple[str, str] | None = None
    source: str | None = None
    confidence: float = 0.8


SHELLING = Happening(
    type="ASSAULT",
    mode="heavy-weapons",
    trigger="قصف الجيش",
    actors=(("الجيش السوداني", "sudan.army", "SDN"),),
    place=("حي الرياض في مدينة نيالا", 371760, "SDN"),
    date=("2024-05-01", "2024-05-01"),
)
DEATHS = Happening(type="ASSAULT", trigger="مقتل", recipients=(("مدنيين", None, None),), source="مصادر طبية")
APPEAL = Happening(
    type="REQUEST",
    mode="yield",
    trigger="دعا",
    actors=(("أحمد الطيب", None, "EGY"),),
    date=("2024-05-02", "2024-05-02"),
)


def report(
    text: str = TEXT,
    *happenings: Happening,
    article_id: str = "a-1",
    published: str | None = "2024-05-02T09:30+02:00",
    coder: str = "0.1.0",
    outlet: str | None = "صحيفة المرصد",
) -> Report:
    """A report of one text; without happenings, of `TEXT` with three events, a source, a figure and a claim."""
    if text == TEXT and not happenings:
        happenings = (SHELLING, DEATHS, APPEAL)
    sentences = _sentences(text)
    sources = {words: _source(article_id, text, words) for h in happenings if (words := h.source)}
    events = [_event(article_id, text, sentences, sources, h) for h in happenings]
    return Report(
        article=Article(
            id=article_id,
            url=f"https://example.org/{article_id}",
            outlet=outlet,
            title=text.split("\n", 1)[0],
            published=published,
            published_precision="minute" if published else None,
            dateline_place=None,
            agency=None,
            language="ar",
            text=text,
            sha256=text_sha256(text),
        ),
        sentences=sentences,
        mentions=[],
        sources=list(sources.values()),
        events=events,
        figures=[_figure(article_id, text)] if "7 مدنيين" in text else [],
        agreement_claims=[_claim(article_id, text)] if "وقف إطلاق النار" in text else [],
        coder=CoderInfo(version=coder, model="test", knowledge="test"),
    )


def long_report(number: int, *, words: int = 300, events: int = 15) -> Report:
    """A report of the usual size, the same for the same number: for speed and for plans."""
    chance = random.Random(number)
    vocabulary = [f"{prefix}{root}{suffix}" for prefix in ("", "ال", "وال") for root in _ROOTS for suffix in ("", "ات")]
    names = [f"{chance.choice(_ROOTS)} {chance.choice(_ROOTS)}" for _ in range(events)]
    lines = [" ".join(chance.choices(vocabulary, k=words // events - 4)) for _ in range(events)]
    text = "\n".join(f"ضرب {name} {line}" for name, line in zip(names, lines, strict=True))
    happenings = [
        Happening(
            type=chance.choice(("ASSAULT", "CONSULT", "AID", "REQUEST")),
            trigger="ضرب",
            actors=((name, f"actor.{chance.randrange(500)}", chance.choice(_COUNTRIES)),),
            recipients=((name, None, chance.choice(_COUNTRIES)),),
            place=(name, chance.randrange(1, 5000), chance.choice(_COUNTRIES)),
            date=(day := f"2024-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}", day),
            source=name,
            status=chance.choice(("reported", "reported", "reported", "planned", "denied")),
        )
        for name in names
    ]
    return report(text, *happenings, article_id=f"a-{number}")


_ROOTS = (
    "جيش", "مدين", "قصف", "هدن", "شارع", "معبر", "وزير", "لقاء", "نازح", "طريق", "بيان", "مجلس", "شاحن", "مطار", "حدود",
)  # fmt: skip
_COUNTRIES = ("SDN", "SYR", "YEM", "LBN", "IRQ", "PSE", "EGY", None)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def _sentences(text: str) -> list[Sentence]:
    sentences, start = [], 0
    for line in text.splitlines(keepends=True):
        end = start + len(line.rstrip("\n"))
        sentences.append(Sentence(start=start, end=end, part="title" if start == 0 else "body"))
        start += len(line)
    return sentences


def _source(article_id: str, text: str, words: str) -> Source:
    found = span(text, words)
    return Source(id=stable_id("s", article_id, found.start), span=found, name=words, kind="witness")


def _event(
    article_id: str, text: str, sentences: list[Sentence], sources: dict[str, Source], happening: Happening
) -> Event:
    trigger, place, date = span(text, happening.trigger), happening.place, happening.date
    return Event(
        id=stable_id("e", article_id, trigger.start, trigger.end),
        sentence=next(n for n, sentence in enumerate(sentences) if trigger.start < sentence.end),
        type=happening.type,
        mode=happening.mode,
        quad=quad(happening.type),
        intensity=intensity(happening.type, happening.mode),
        contexts=[],
        trigger=trigger,
        actors=[_party(text, *party) for party in happening.actors],
        recipients=[_party(text, *party) for party in happening.recipients],
        place=Place(span=span(text, place[0]), name=place[0], geonames=place[1], country=place[2]) if place else None,
        date=Date(span=None, start=date[0], end=date[1], precision="day", basis="published") if date else None,
        status=happening.status,
        source=sources[happening.source].id if happening.source else None,
        topics=[],
        figures=[],
        confidence=happening.confidence,
    )


def _party(text: str, words: str, actor: str | None, country: str | None) -> Party:
    return Party(span=span(text, words), name=words, actor=actor, country=country, sectors=["MIL"] if actor else [])


def _figure(article_id: str, text: str) -> Figure:
    return Figure(
        id=stable_id("f", article_id, 1),
        span=span(text, "7 مدنيين"),
        measure="killed",
        low=7,
        high=7,
        qualifier="exact",
        who=span(text, "مدنيين"),
        scope="incident",
        period=None,
        source=None,
        event=None,
        confidence=0.9,
    )


def _claim(article_id: str, text: str) -> AgreementClaim:
    return AgreementClaim(
        id=stable_id("c", article_id, 1),
        span=span(text, "وقف إطلاق النار"),
        agreement=None,
        agreement_span=None,
        provision=None,
        provision_span=None,
        kind="demand",
        by=_party(text, "أحمد الطيب", None, "EGY") if "أحمد الطيب" in text else None,
        about=None,
        source=None,
        event=None,
        confidence=0.7,
    )
