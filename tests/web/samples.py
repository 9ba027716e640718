"""Records for the pages: invented articles with everything that a page has to show."""

from __future__ import annotations

from marsad.record import (
    AgreementClaim,
    Article,
    CoderInfo,
    Date,
    Event,
    Figure,
    Party,
    Place,
    Report,
    Sentence,
    Source,
    Span,
    text_sha256,
)
from marsad.record.types import SentencePart
from marsad.resolve import ontology

CODER = CoderInfo(version="0.1.0", model="none", knowledge="000000000000")

TEXT = """\
قتلى في قصف على حي الروضة والوسطاء يدعون إلى تثبيت الهدنة
قالت وزارة الصحة، بحسب ما نقلت وكالة النهار، إن قصفا مدفعيا استهدف حي الروضة شمالي مدينة الواحة مساء أمس الثلاثاء \
وأسفر عن مقتل أكثر من 30 مدنيا وإصابة نحو 50 آخرين.
ونفى الجيش استهداف المدنيين، واتهم كتائب الشمال بخرق اتفاق وقف إطلاق النار.
واستقبل رئيس الوزراء وفد الوسطاء في العاصمة، وبحث الجانبان إدخال المساعدات الإنسانية وتبادل الأسرى.
وأدخلت الأمم المتحدة 120 شاحنة مساعدات إلى المدينة، وتعهدت الحكومة بفتح معبر الجسر الأسبوع المقبل.
وحذر ناطق باسم كتائب الشمال من رد قاس إذا استمر القصف، فيما طالبت منظمة أطباء بلا حدود بحماية المستشفيات.
ولا يزال عشرات المفقودين تحت الأنقاض، وفق شهود."""


def at(words: str, text: str = TEXT) -> Span:
    """The span of the first occurrence of some words."""
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def event(name: str, code: str, trigger: Span, **fields: object) -> Event:
    """An event of type "TYPE" or "TYPE/mode" with empty fields except those given."""
    kind, _, mode = code.partition("/")
    values: dict[str, object] = {
        "id": name, "sentence": TEXT.count("\n", 0, trigger.start), "type": kind, "mode": mode or None,
        "quad": ontology.quad(kind), "intensity": ontology.intensity(kind, mode or None), "contexts": [],
        "trigger": trigger, "actors": [], "recipients": [], "place": None, "date": None, "status": "reported",
        "source": None, "topics": [], "figures": [], "confidence": 0.9,
    }  # fmt: skip
    return Event(**{**values, **fields})  # type: ignore[arg-type]


def party(words: str, name: str | None = None, **fields: object) -> Party:
    return Party(span=at(words), name=name or words, **fields)  # type: ignore[arg-type]


def figure(name: str, words: str, measure: str, low: int | None, high: int | None, **fields: object) -> Figure:
    values: dict[str, object] = {
        "id": name, "span": at(words), "measure": measure, "low": low, "high": high, "qualifier": "exact",
        "who": None, "scope": "incident", "period": None, "source": None, "event": None, "confidence": 0.8,
    }  # fmt: skip
    return Figure(**{**values, **fields})  # type: ignore[arg-type]


def article(identity: str, text: str, **fields: object) -> Article:
    values: dict[str, object] = {
        "id": identity, "url": "https://news.example/1", "outlet": "صحيفة المثال", "title": text.partition("\n")[0],
        "published": "2025-10-15T09:30:00+03:00", "published_precision": "minute", "dateline_place": None,
        "agency": None, "language": "ar", "text": text, "sha256": text_sha256(text),
    }  # fmt: skip
    return Article(**{**values, **fields})  # type: ignore[arg-type]


def lines(text: str) -> list[Sentence]:
    """Each line as a sentence, the first one as the title."""
    sentences, start = [], 0
    for number, line in enumerate(text.split("\n")):
        part: SentencePart = "body" if number else "title"
        sentences.append(Sentence(start=start, end=start + len(line), part=part))
        start += len(line) + 1
    return sentences


def bare(identity: str, text: str, **fields: object) -> Report:
    """A record without events."""
    return Report(
        article=article(identity, text, **fields), sentences=lines(text), mentions=[], sources=[], events=[],
        figures=[], agreement_claims=[], coder=CODER,
    )  # fmt: skip


def truce(identity: str = "truce-1") -> Report:
    """An article with ten events of all quads, a relayed source, overlapping spans, figures and claims."""
    ministry = Source(id="s-ministry", span=at("وزارة الصحة"), name="وزارة الصحة", kind="institution", via="s-agency")
    agency = Source(id="s-agency", span=at("وكالة النهار"), name="وكالة النهار", kind="agency")
    witness = Source(id="s-witness", span=at("شهود"), name="شهود", kind="witness")
    army = Source(id="s-army", span=at("الجيش"), name="الجيش", kind="official")
    quarter = Place(span=at("حي الروضة شمالي مدينة الواحة"), name="حي الروضة", lat=33.0, lon=35.0, precision="quarter")
    tuesday = Date(
        span=at("مساء أمس الثلاثاء"), start="2025-10-14", end="2025-10-14", precision="day", basis="relative"
    )
    undated = Date(span=None, start="2025-10-14", end="2025-10-15", precision="day", basis="published")
    next_week = Date(
        span=at("الأسبوع المقبل"), start="2025-10-20", end="2025-10-26", precision="week", basis="relative"
    )
    army_party = party("الجيش", sectors=["MIL"])
    north = party("كتائب الشمال", sectors=["REB"])
    premier = party("رئيس الوزراء", sectors=["GOV"])
    mediators = party("وفد الوسطاء", sectors=["GOV"])
    medics = party("منظمة أطباء بلا حدود", country="NGO", sectors=["MED"])
    events = [
        event("e-title", "ASSAULT/heavy-weapons", at("قصف"), place=Place(span=at("حي الروضة"), name="حي الروضة")),
        event("e-call", "REQUEST/yield", at("يدعون"), actors=[party("الوسطاء")]),
        event("e-shelling", "ASSAULT/heavy-weapons", at("قصفا مدفعيا"), recipients=[party("مدنيا", sectors=["CVL"])],
              place=quarter, date=tuesday, source="s-ministry", figures=["f-killed", "f-injured"],
              contexts=["military", "human_security"], confidence=0.94),
        event("e-denied", "ASSAULT", at("استهداف"), actors=[army_party],
              recipients=[party("المدنيين", sectors=["CVL"])], status="denied", source="s-army", date=undated,
              confidence=0.71),
        event("e-accuse", "ACCUSE/allege", at("واتهم"), actors=[army_party], recipients=[north], date=undated),
        event("e-visit", "CONSULT/visit", at("واستقبل"), actors=[mediators], recipients=[premier],
              place=Place(span=at("العاصمة"), name="العاصمة", precision="town"), date=undated,
              topics=[at("إدخال المساعدات الإنسانية"), at("تبادل الأسرى")], contexts=["diplomatic"]),
        event("e-aid", "AID", at("وأدخلت"), actors=[party("الأمم المتحدة", country="UNO", sectors=["SOC"])],
              place=Place(span=at("المدينة"), name="الواحة", precision="town"), figures=["f-trucks"]),
        event("e-pledge", "CONCEDE", at("وتعهدت"), actors=[party("الحكومة", sectors=["GOV"])],
              date=next_week, status="planned"),
        event("e-warn", "THREATEN/violence", at("وحذر"), actors=[party("ناطق باسم كتائب الشمال", sectors=["REB"])]),
        event("e-protect", "REQUEST/assist", at("طالبت"), actors=[medics],
              topics=[at("حماية المستشفيات")]),
    ]  # fmt: skip
    figures = [
        figure("f-killed", "أكثر من 30", "killed", 31, None, qualifier="at_least", who=at("مدنيا"),
               source="s-ministry", event="e-shelling"),
        figure("f-injured", "نحو 50", "injured", 50, 50, qualifier="about", source="s-ministry", event="e-shelling"),
        figure("f-trucks", "120", "aid_trucks", 120, 120, event="e-aid"),
        figure("f-missing", "عشرات", "missing", 20, 99, qualifier="vague", who=at("المفقودين"), source="s-witness"),
    ]  # fmt: skip
    claims = [
        AgreementClaim(
            id="c-violation", span=at("خرق"), agreement=None, agreement_span=at("اتفاق وقف إطلاق النار"),
            provision=None, provision_span=None, kind="violation", by=army_party, about=north, source="s-army",
            event="e-accuse", confidence=0.8,
        ),
        AgreementClaim(
            id="c-talks", span=at("بحث"), agreement=None, agreement_span=None, provision=None,
            provision_span=at("تبادل الأسرى"), kind="talks", by=party("الجانبان", "رئيس الوزراء ووفد الوسطاء"),
            about=None, source=None, event=None, confidence=0.6,
        ),
    ]  # fmt: skip
    return Report(
        article=article(identity, TEXT, agency="وكالة النهار", dateline_place=Place(span=None, name="الواحة")),
        sentences=lines(TEXT), mentions=[], sources=[ministry, agency, witness, army], events=events, figures=figures,
        agreement_claims=claims, coder=CODER,
    )  # fmt: skip
