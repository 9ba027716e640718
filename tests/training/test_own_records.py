"""Records of a model with an ontology of its own: valid, checkable, and shown wherever events are shown."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import msgspec
import pytest
from cli.shell import marsad
from relabelled import relabel

from marsad import Coder, code, open_store
from marsad.export.brat import standoff
from marsad.record import Event, Report, json_schema
from marsad.store import EventFilter
from marsad.web.app import create_app
from marsad.web.reading import event_words
from marsad.web.reading import read as arranged

TEXT = "قصفت المدفعية حيا سكنيا في مدينة نيالا فجر الأحد، ما أسفر عن مقتل 7 مدنيين، بحسب مصادر طبية.\n"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return relabel(tmp_path_factory.mktemp("own") / "model")


@pytest.fixture(scope="module")
def report(model: Path) -> Report:
    return code(TEXT, published="2026-05-03", coder=Coder(model=str(model)))


@pytest.fixture(scope="module")
def attack(report: Report) -> Event:
    return next(e for e in report.events if e.trigger.text == "قصفت")


def test_an_own_type_stands_in_the_record_with_its_own_weight(attack: Event) -> None:
    assert (attack.type, attack.quad, attack.intensity) == ("WATER-ATTACK", "material conflict", -8.5)


def test_the_words_of_an_own_field_lie_in_the_text(report: Report, attack: Event) -> None:
    assert attack.place is not None and attack.place.span is not None
    assert attack.fields == {"facility": [attack.place.span]}
    span = attack.fields["facility"][0]
    assert report.article.text[span.start : span.end] == span.text


def test_figures_belong_to_an_own_type_as_to_its_plover_type(report: Report, attack: Event) -> None:
    deaths = next(f for f in report.figures if f.measure == "killed")
    assert (deaths.low, deaths.event) == (7, next(e.id for e in report.events if e.id == deaths.event))
    assert next(e for e in report.events if e.id == deaths.event).type == "WATER-ATTACK"


def test_the_shipped_model_leaves_own_fields_empty() -> None:
    events = code(TEXT, published="2026-05-03").events
    assert [e.fields for e in events] == [{} for _ in events]
    assert {e.type for e in events} == {"ASSAULT"}


def test_the_record_is_valid_and_comes_back(report: Report) -> None:
    validator: Any = jsonschema.Draft202012Validator(json_schema())
    assert list(validator.iter_errors(json.loads(report.to_json()))) == []
    assert Report.from_json(report.to_json()) == report


def test_a_record_without_own_fields_is_read_as_before(report: Report) -> None:
    value = json.loads(report.to_json())
    for event in value["events"]:
        del event["fields"]
    assert all(e.fields == {} for e in Report.from_json(json.dumps(value)).events)


@pytest.mark.parametrize("kind", ["WAR", "WATER", "water-attack", "WATER-", "-WATER", "WATER ATTACK", "WATER--CUT", ""])
def test_a_type_that_is_neither_plover_s_nor_has_a_hyphen_is_refused(kind: str, report: Report) -> None:
    value = json.loads(report.to_json())
    value["events"][0]["type"] = kind
    with pytest.raises(msgspec.ValidationError, match="type"):
        Report.from_json(json.dumps(value))


def test_an_own_type_is_stored_and_found(report: Report, tmp_path: Path) -> None:
    with open_store(tmp_path / "own.db") as store:
        store.add(report)
        rows = list(store.events(EventFilter(type="WATER-ATTACK")))
        assert rows and {row.event.type for row in rows} == {"WATER-ATTACK"}
        assert list(store.events(EventFilter(type="ASSAULT"))) == []
        assert store.counts("type") == {"WATER-ATTACK": len(report.events)}


def test_brat_and_the_pages_show_own_fields(report: Report, attack: Event) -> None:
    assert "\tfacility " in standoff(report)
    card = next(card for card in arranged(report).cards if card.event.id == attack.id)
    assert attack.fields["facility"][0] in [span for _, span in event_words(card)]


def test_the_page_of_an_article_lists_the_words_of_own_fields(report: Report, attack: Event, tmp_path: Path) -> None:
    with open_store(tmp_path / "own.db") as store:
        store.add(report)
    app = create_app(lambda: open_store(tmp_path / "own.db", create=False))

    async def ask(path: str) -> str:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as browser:
            return (await browser.get(path)).text

    page = asyncio.run(ask(f"/articles/{report.article.id}?lang=en"))
    listed = asyncio.run(ask("/events?type=WATER-ATTACK"))
    span = attack.fields["facility"][0]
    assert "<bdi>facility</bdi>" in page
    assert f'href="#span-{span.start}-{span.end}"' in page
    assert "WATER-ATTACK" in listed


def test_every_command_takes_a_model(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    article, database = tmp_path / "a.txt", tmp_path / "own.db"
    article.write_text(TEXT, "utf-8")
    table = marsad("code", "--model", model, "--format", "table", article).stdout.decode()
    assert "WATER-ATTACK" in table and "facility" in table
    assert "]facility" in marsad("explain", "--model", model, article).stdout.decode()
    assert marsad("ingest", "--model", model, "--db", database, article).returncode == 0
    listed = marsad("events", "--db", database, "--type", "water-attack")
    assert b'"type":"WATER-ATTACK"' in listed.stdout
    assert marsad("events", "--db", database, "--type", "WAR").returncode == 2
