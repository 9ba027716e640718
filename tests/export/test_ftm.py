from __future__ import annotations

import csv
import io
import json
from typing import Any

import msgspec
import pytest
from store.reports import report

from export.given import full_report, selections
from export.written import written
from marsad.export.ftm_statements import COLUMNS, TYPES
from marsad.record.types import Party, Report
from marsad.store import Selection


def entities(*reports: Report) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written("ftm", selections(*reports)).splitlines()]


def event_with(*actors: str | None) -> Report:
    """The full report with these actors, by id, in its first event."""
    made = full_report()
    event = made.events[0]
    parties = [
        Party(span=event.trigger, name=event.trigger.text, actor=actor, country="TUR" if actor else None)
        for actor in actors
    ]
    return msgspec.structs.replace(made, events=[msgspec.structs.replace(event, actors=parties)])


def test_a_party_without_an_actor_id_is_no_entity_but_words_in_the_event() -> None:
    found = entities(event_with(None))
    assert [entity["schema"] for entity in found] == ["Article", "Event"]
    assert "قصف الجيش" in found[1]["properties"]["summary"][0]
    assert "involved" not in found[1]["properties"]


@pytest.mark.parametrize(
    ("actor", "schema", "name"),
    [
        ("tur", "PublicBody", "تركيا"),
        ("jnim", "Organization", "جماعة نصرة الإسلام والمسلمين"),
        ("bloomberg", "Organization", "بلومبيرغ"),
    ],
)
def test_a_known_actor_is_an_entity_with_its_own_name(actor: str, schema: str, name: str) -> None:
    _, found, event = entities(event_with(actor))
    assert (found["schema"], found["properties"]["name"][0]) == (schema, name)
    assert event["properties"]["involved"] == [found["id"]]


def test_every_event_begins_with_who_says_it() -> None:
    said = [e["properties"]["summary"][0] for e in entities() if e["schema"] == "Event"]
    assert said[0].startswith("بحسب صحيفة المرصد")
    assert said[1].startswith("بحسب مصادر طبية، عن أحمد الطيب، في صحيفة المرصد")


def test_an_actor_of_many_articles_comes_once() -> None:
    found = entities(full_report("a-1"), full_report("a-2"))
    assert len({entity["id"] for entity in found}) == len(found)


def test_ids_do_not_change_with_what_else_is_exported() -> None:
    alone = {entity["id"] for entity in entities(full_report("a-2"))}
    assert alone <= {entity["id"] for entity in entities(report(), full_report("a-2"))}


def test_the_text_of_the_article_stays_out() -> None:
    made = full_report()
    one = Selection(report=made, events=made.events[:1])
    assert made.article.text.splitlines()[3] not in written("ftm", [one]).decode()


def test_statements_hold_the_values_of_the_entities() -> None:
    rows = list(csv.DictReader(io.StringIO(written("ftm-statements", selections()).decode())))
    values = {(row["entity_id"], row["prop"], row["value"]) for row in rows if row["prop"] != "id"}
    assert values == {
        (entity["id"], prop, value)
        for entity in entities()
        for prop, listed in entity["properties"].items()
        for value in listed
    }
    assert list(rows[0]) == list(COLUMNS)


def test_followthemoney_reads_every_entity_as_it_was_written() -> None:
    pytest.importorskip("followthemoney")
    from followthemoney import EntityProxy, model

    for entity in entities(event_with("tur", "jnim", "bloomberg"), full_report("a-2")):
        read: EntityProxy = EntityProxy.from_dict(entity, cleaned=False)
        assert read.to_dict()["properties"] == entity["properties"]
        model.get(entity["schema"]).validate(entity)


def test_followthemoney_reads_the_statements_with_the_ids_that_it_gives_itself() -> None:
    pytest.importorskip("followthemoney")
    from followthemoney import Dataset
    from followthemoney.statement import Statement, StatementEntity
    from followthemoney.statement.serialize import read_csv_statements

    content = written("ftm-statements", selections())
    read = list(read_csv_statements(io.BytesIO(content)))
    assert [s.id for s in read] == [Statement.make_key("marsad", s.entity_id, s.prop, s.value, False) for s in read]
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    assert [row["prop_type"] for row in rows] == [s.prop_type for s in read]
    dataset = Dataset({"name": "marsad", "title": "Marsad"})
    for entity in entities():
        mine = [s for s in read if s.entity_id == entity["id"]]
        made = StatementEntity.from_statements(dataset, mine)
        checksums = [s.value for s in made.statements if s.prop == "id"]
        assert checksums == [s.value for s in mine if s.prop == "id"]
        assert {name: sorted(values) for name, values in made.to_dict()["properties"].items()} == {
            name: sorted(values) for name, values in entity["properties"].items()
        }


def test_every_property_has_its_type_said() -> None:
    written_props = {prop for entity in entities(event_with("jnim")) for prop in entity["properties"]}
    plain = {"title", "author", "publisher", "keywords", "recordId"}
    assert written_props <= set(TYPES) | plain
