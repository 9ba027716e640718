from __future__ import annotations

import msgspec

from marsad.web.reading import read, source_chain
from marsad.web.stylesheet import stylesheet

from .samples import bare, truce


def test_cards_come_in_the_order_of_their_words() -> None:
    report = truce()
    backwards = msgspec.structs.replace(report, events=report.events[::-1])
    assert [card.event.id for card in read(backwards).cards] == [event.id for event in report.events]


def test_a_source_brings_those_who_relay_it() -> None:
    card = next(card for card in read(truce()).cards if card.event.id == "e-shelling")
    assert [source.name for source in card.sources] == ["وزارة الصحة", "وكالة النهار"]


def test_a_loop_of_relays_ends() -> None:
    report = truce()
    ministry, agency, *others = report.sources
    looped = msgspec.structs.replace(
        report, sources=[ministry, msgspec.structs.replace(agency, via=ministry.id), *others]
    )
    assert [source.id for source in source_chain(looped, ministry.id)] == [ministry.id, agency.id]


def test_figures_and_claims_stand_with_their_event_or_apart() -> None:
    reading = read(truce())
    figures = {card.event.id: [each.figure.id for each in card.figures] for card in reading.cards if card.figures}
    assert figures == {"e-shelling": ["f-killed", "f-injured"], "e-aid": ["f-trucks"]}
    assert [each.figure.id for each in reading.figures] == ["f-missing"]
    assert {card.event.id for card in reading.cards if card.claims} == {"e-accuse"}
    assert [each.claim.id for each in reading.claims] == ["c-talks"]


def test_the_title_is_apart_from_the_body_and_nothing_is_lost() -> None:
    report = truce()
    reading = read(report)
    assert len(reading.title) == 1
    lines = ["".join(piece.text for piece in line) for line in reading.title + reading.body]
    assert "\n".join(lines) == report.article.text


def test_an_article_without_events_has_no_cards_and_no_rules() -> None:
    reading = read(bare("a", "عنوان\nنص."))
    assert reading.cards == []
    assert stylesheet(reading).strip() == ""


def test_the_style_sheet_has_a_rule_for_every_field_and_card() -> None:
    rules = stylesheet(read(truce()))
    article = truce().article.text
    start = article.index("حي الروضة شمالي مدينة الواحة")
    assert f".text:has(#span-{start}-{start + 28}:target) .s-{start}-{start + 28}" in rules
    assert rules.count("[data-card=") == 10
