"""The article that the project began from is coded as a reader would: one line of it, one test.

The article is other people's text and stays beside the repository; only the short phrases that a test looks for are here.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from marsad.coder import Coder
from marsad.ingest import Document, read
from marsad.record import AgreementClaim, Event, Figure, Party, Report, Source
from marsad.text.normalise import fold

pytestmark = pytest.mark.shared
ISTANBUL = 745044


@pytest.fixture(scope="module")
def report(shared: Path) -> Report:
    """The record of the article, read from its file as `marsad code` reads it."""
    (document,) = read(shared / "seed/article.txt")
    assert isinstance(document, Document)
    return Coder().code(document)


def says(words: str | None, phrase: str) -> bool:
    """Whether the words hold the phrase, whatever the diacritics."""
    return words is not None and fold(phrase) in fold(words)


def named(parties: Iterable[Party], phrase: str) -> list[Party]:
    return [p for p in parties if says(p.name, phrase) or says(p.span.text, phrase)]


def of_type(report: Report, *types: str, status: str | None = None) -> list[Event]:
    return [e for e in report.events if e.type in types and status in (None, e.status)]


def meetings(report: Report) -> list[Event]:
    """The reception of the delegation: a CONSULT of the delegation with the chief."""
    return [
        e
        for e in of_type(report, "CONSULT")
        if named(e.actors, "وفد") and named((*e.actors, *e.recipients), "الاستخبارات")
    ]


def source_of(report: Report, part: Event | Figure | AgreementClaim) -> Source | None:
    return next((s for s in report.sources if s.id == part.source), None)


def at(event: Event, phrase: str) -> bool:
    return event.place is not None and (
        says(event.place.name, phrase) or (event.place.span is not None and says(event.place.span.text, phrase))
    )


def test_the_time_of_publication_is_read_to_the_minute(report: Report) -> None:
    assert (report.article.published, report.article.published_precision) == ("2026-03-23T22:40", "minute")


def test_the_title_and_the_printed_time_are_told_from_the_body(report: Report) -> None:
    assert [s.part for s in report.sentences[:3]] == ["title", "dateline", "body"]


def test_the_delegation_is_received_by_the_chief(report: Report) -> None:
    meeting = [e for e in of_type(report, "CONSULT") if named(e.actors, "وفد")]
    assert [e for e in meeting if named(e.recipients, "رئيس جهاز الاستخبارات")]


def test_the_delegation_is_of_hamas(report: Report) -> None:
    delegations = [p for e in of_type(report, "CONSULT") for p in named(e.actors, "وفد")]
    assert "hamas" in {p.actor for p in delegations}


def test_the_chief_is_of_the_turkish_intelligence(report: Report) -> None:
    chiefs = [p for e in of_type(report, "CONSULT") for p in named(e.recipients, "رئيس جهاز الاستخبارات")]
    assert ("TUR", True) in {(p.country, "SPY" in p.sectors) for p in chiefs}


def test_the_meeting_is_in_istanbul(report: Report) -> None:
    assert ISTANBUL in {e.place.geonames for e in meetings(report) if e.place}


def test_the_meeting_is_news_of_the_day(report: Report) -> None:
    assert "2026-03-23" in {e.date.end[:10] for e in meetings(report) if e.date and e.date.end}


def test_security_sources_speak_through_local_media(report: Report) -> None:
    sources = {s.id: s for s in report.sources}
    security = [s for s in report.sources if says(s.span.text, "مصادر أمنية تركية")]
    assert [s for s in security if s.via and says(sources[s.via].span.text, "وسائل إعلام محلية")]


def test_the_agenda_of_the_meeting_is_kept(report: Report) -> None:
    topics = [topic.text for e in of_type(report, "CONSULT") for topic in e.topics]
    assert any(says(topic, words) for topic in topics for words in ("تطورات الأوضاع", "المرحلة", "الملفات"))


def test_the_participants_make_a_demand_that_names_both_parties(report: Report) -> None:
    demands = [e for e in of_type(report, "REQUEST") if len(e.actors) >= 2]
    assert [
        e
        for e in demands
        if any(p.actor == "hamas" for p in e.actors)
        and any(p.country == "TUR" and "SPY" in p.sectors for p in e.actors)
        and all(says(p.span.text, "المشاركون") for p in e.actors)
    ]


def test_the_halt_of_operations_is_demanded(report: Report) -> None:
    assert [e for e in of_type(report, "RETREAT", status="demanded") if says(e.trigger.text, "وقف")]


def test_bringing_in_aid_is_demanded(report: Report) -> None:
    assert [e for e in of_type(report, "AID", status="demanded") if says(e.trigger.text, "إدخال")]


def test_settlers_attack_in_the_west_bank(report: Report) -> None:
    attacks = [e for e in of_type(report, "ASSAULT") if named(e.actors, "مستوطنون")]
    assert [e for e in attacks if at(e, "الضفة الغربية")]


def test_settlement_activity_is_coercion_in_the_west_bank(report: Report) -> None:
    text = report.article.text
    activity = [
        e
        for e in of_type(report, "COERCE")
        if says(text[e.trigger.start - 20 : e.trigger.end + 20], "الاستيطانية") and at(e, "الضفة الغربية")
    ]
    assert activity


def test_appreciation_and_thanks_are_support(report: Report) -> None:
    assert len(of_type(report, "SUPPORT")) >= 2


def test_turkey_mediates(report: Report) -> None:
    mediation = [e for e in of_type(report, "CONSULT") if e.mode == "third-party"]
    assert "TUR" in {p.country for e in mediation for p in e.actors}


def test_the_agreement_is_mentioned(report: Report) -> None:
    agreements = [m.span.text for m in report.mentions if m.kind == "agreement"]
    assert [a for a in agreements if says(a, "اتفاق وقف إطلاق النار")]


def test_a_claim_is_about_the_second_phase(report: Report) -> None:
    provisions = [c.provision_span.text for c in report.agreement_claims if c.provision_span]
    assert [p for p in provisions if says(p, "المرحلة الثانية")]


def test_breaches_are_a_violation_that_is_claimed(report: Report) -> None:
    claims = [c for c in report.agreement_claims if c.kind == "violation" and says(c.span.text, "خروقات")]
    attacks = [e for e in of_type(report, "ASSAULT") if says(e.trigger.text, "خروقات")]
    assert claims or attacks


def test_hundreds_are_killed_and_injured_since_the_truce_says_the_ministry(report: Report) -> None:
    figure = next(f for f in report.figures if (f.low, f.high) == (200, 999))
    source = source_of(report, figure)
    assert figure.measure in ("casualties", "killed", "other")  # "ضحايا": readers differ
    assert figure.scope == "since_agreement"
    assert source is not None and says(source.span.text, "وزارة الصحة")


def test_tens_of_thousands_are_killed_since_october_2023(report: Report) -> None:
    figure = next(f for f in report.figures if (f.low, f.high) == (20_000, 99_999))
    assert (figure.measure, figure.scope) == ("killed", "cumulative")
    assert figure.period is not None and figure.period.start is not None
    assert figure.period.start.startswith("2023-10")


def test_every_span_is_its_words(report: Report) -> None:
    text = report.article.text
    spans = [e.trigger for e in report.events] + [p.span for e in report.events for p in (*e.actors, *e.recipients)]
    spans += [
        x.span for part in (report.mentions, report.sources, report.figures, report.agreement_claims) for x in part
    ]
    assert len(spans) > 30
    assert [s for s in spans if text[s.start : s.end] != s.text] == []
