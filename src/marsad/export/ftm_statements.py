"""FollowTheMoney statements: the entities of `marsad.export.ftm` as CSV, one value a row, each with its origin.

The columns and the ids of statements are those of followthemoney 4 (`followthemoney.statement`): a statement's id is the
SHA-1 of its dataset, entity, property and value; the row `id` of an entity has a checksum over its statements as value.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from hashlib import sha1
from typing import BinaryIO

from marsad.export.formats import Format
from marsad.export.ftm import Entity, entities
from marsad.store import Selection

DATASET = "marsad"

COLUMNS = {
    "canonical_id": "id of the entity; the same as `entity_id` until somebody merges entities",
    "entity_id": "id of the entity, as in `ftm`",
    "prop": "property; `id` for the row that stands for the entity itself",
    "prop_type": "FollowTheMoney's type of the property",
    "schema": "schema of the entity",
    "value": "one value of the property",
    "dataset": "marsad",
    "origin": "empty",
    "lang": "empty",
    "original_value": "empty",
    "external": "f: none of them is only a candidate",
    "first_seen": "empty: two exports of the same events are the same bytes",
    "last_seen": "empty",
    "id": "id of the statement",
}

TYPES = {
    "name": "name", "alias": "name",
    "country": "country", "language": "language", "location": "address", "sourceUrl": "url", "wikidataId": "identifier",
    "summary": "text", "description": "text", "notes": "text",
    "startDate": "date", "endDate": "date", "publishedAt": "date",
    "involved": "entity", "proof": "entity",
}  # fmt: skip
"""Property → FollowTheMoney's type; all others are `string`."""


def write(selections: Iterable[Selection], to: BinaryIO) -> int:
    """CSV as `ftm` reads it (Unix dialect: all quoted, lines end in a line feed)."""
    text = io.TextIOWrapper(to, encoding="utf-8", newline="", write_through=True)
    writer, total = csv.writer(text, dialect=csv.unix_dialect), 0
    writer.writerow(COLUMNS)
    for entity, events in entities(selections):
        writer.writerows(_rows(entity))
        total += events
    text.detach()
    return total


def _rows(entity: Entity) -> Iterator[list[str]]:
    ids = []
    for prop, values in entity.properties.items():
        for value in values:
            ids.append(_key(entity.id, prop, value))
            yield _row(entity, prop, TYPES.get(prop, "string"), value, ids[-1])
    checksum = sha1((entity.schema + "".join(sorted(ids))).encode()).hexdigest()
    yield _row(entity, "id", "id", checksum, _key(entity.id, "id", checksum))


def _row(entity: Entity, prop: str, kind: str, value: str, key: str) -> list[str]:
    return [entity.id, entity.id, prop, kind, entity.schema, value, DATASET, "", "", "", "f", "", "", key]


def _key(entity: str, prop: str, value: str) -> str:
    return sha1(f"{DATASET}.{entity}.{prop}.{value}".encode()).hexdigest()


FORMAT = Format(
    "ftm-statements", "FollowTheMoney statements: one value of an entity a row.", ".csv", write, columns=COLUMNS
)
