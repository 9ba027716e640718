"""News and background in records made by hand, so that the reader's weights do not decide."""

from __future__ import annotations

from typing import Any

import pytest

from marsad.record import Article, CoderInfo, Date, Event, Party, Place, Report, Sentence, Span, text_sha256
from marsad.record.types import EventType
from marsad.resolve.news import background, news, stale
from marsad.text.sentences import sentences

PUBLISHED = "2026-03-10"


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def _event(text: str, trigger: str, kind: EventType = "ASSAULT", **fields: Any) -> Event:
    words = {name: fields.pop(name, None) for name in ("actor", "recipient", "place")}

    def party(name: str) -> list[Party]:
        said = words[name]
        return [Party(span=_span(text, said), name=said)] if said else []

    place = Place(span=_span(text, words["place"]), name=words["place"]) if words["place"] else None
    default: dict[str, Any] = {
        "id": f"e-{trigger}", "sentence": 0, "type": kind, "mode": None, "quad": "material conflict", "intensity": -9.0,
        "contexts": [], "trigger": _span(text, trigger), "actors": party("actor"), "recipients": party("recipient"),
        "place": place, "date": None, "status": "reported", "source": None, "topics": [], "figures": [],
        "confidence": 0.9,
    }  # fmt: skip
    return Event(**(default | fields))


def _report(text: str, *events: Event) -> Report:
    article = Article(
        id="a", url=None, outlet=None, title=None, published=PUBLISHED, published_precision="day", dateline_place=None,
        agency=None, language="ar", text=text, sha256=text_sha256(text),
    )  # fmt: skip
    return Report(
        article=article,
        sentences=[Sentence(start=start, end=end, part="body") for start, end in sentences(text)],
        mentions=[],
        sources=[],
        events=list(events),
        figures=[],
        agreement_claims=[],
        coder=CoderInfo(version="0", model="none", knowledge="none"),
    )


def _dated(text: str, words: str, start: str, end: str) -> Date:
    return Date(span=_span(text, words), start=start, end=end, precision="day", basis="explicit")


RAID = "قصفت المدفعية أطراف البلدة الشرقية صباح اليوم."


def test_a_raid_with_its_particulars_is_news() -> None:
    event = _event(RAID, "قصفت", actor="المدفعية", place="أطراف البلدة الشرقية")
    assert news(_report(RAID, event)) == [event]


@pytest.mark.parametrize("status", ["denied", "planned", "demanded", "conditional"])
def test_what_did_not_happen_is_no_news(status: str) -> None:
    event = _event(RAID, "قصفت", actor="المدفعية", place="أطراف البلدة الشرقية", status=status)
    assert background(event, _report(RAID, event)) == "not reported"


def test_what_the_reader_doubts_is_no_news() -> None:
    event = _event(RAID, "قصفت", actor="المدفعية", place="أطراف البلدة الشرقية", confidence=0.3)
    assert background(event, _report(RAID, event)) == "unsure"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("باشر القاضي التحقيق في اغتيال المحافظ في المدينة.", "اغتيال"),
        ("زار الوفد ضحايا القصف على المخيم.", "القصف"),
        ("أول زيارة للوفد منذ اغتيال المحافظ في المدينة.", "اغتيال"),
        ("عرض التلفزيون سيرة الرجل الذي قتل المحافظ في المدينة.", "قتل"),
    ],
)
def test_a_topic_a_time_and_a_relative_clause_are_background(text: str, trigger: str) -> None:
    event = _event(text, trigger, recipient=text.rsplit(maxsplit=1)[-1].rstrip("."), place=text.split()[-2])
    assert background(event, _report(text, event)) == "the topic of something else"


def test_what_is_only_condemned_is_background() -> None:
    text = "أدان المجلس هجوم المسلحين على العاصمة."
    judged = _event(text, "أدان", "ACCUSE", actor="المجلس", recipient="المسلحين")
    attack = _event(text, "هجوم", actor="المسلحين", place="العاصمة")
    report = _report(text, judged, attack)
    assert background(judged, report) is None
    assert background(attack, report) == "the topic of something else"


def test_a_bare_mention_is_background_but_a_headline_needs_little() -> None:
    text = "تحدث الوزير طويلا عن الأوضاع في عموم البلاد وعن العنف فيها."
    event = _event(text, "العنف", place="البلاد")
    assert background(event, _report(text, event)) == "nothing particular"
    headline = "اقتحام قرية شرق المدينة"
    event = _event(headline, "اقتحام", "COERCE", place="قرية شرق المدينة")
    assert background(event, _report(headline, event)) is None
    assert background(event, _report(headline, event), particulars=3) == "nothing particular"


def test_a_question_tells_nothing() -> None:
    text = "هجوم المسلحين على العاصمة: ماذا جرى؟"
    event = _event(text, "هجوم", actor="المسلحين", place="العاصمة")
    assert background(event, _report(text, event)) == "a question"


@pytest.mark.parametrize(
    ("words", "start", "end", "why"),
    [
        ("صباح اليوم", "2026-03-10", "2026-03-10", None),
        ("صباح اليوم", "2025-03-10", "2025-03-10", "long ago"),
        ("صباح اليوم", "2026-03-01", "2026-03-09", "a stretch of time"),
    ],
)
def test_old_dates_and_stretches_of_time_are_stale(words: str, start: str, end: str, why: str | None) -> None:
    event = _event(RAID, "قصفت", actor="المدفعية", date=_dated(RAID, words, start, end))
    assert stale(event, _report(RAID, event)) == why


def test_a_running_total_is_stale() -> None:
    text = "قتل المئات في غارات على المدينة منذ بداية الحرب."
    event = _event(text, "غارات", place="المدينة", recipient="المئات")
    assert stale(event, _report(text, event)) == "a running total"
