"""The JSON Schema of the record, generated from the types (written to `docs/schema.json`, checked in CI)."""

from __future__ import annotations

from typing import Any

import msgspec

from marsad.record.types import SCHEMA, Report


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one line of `marsad code --format jsonl`."""
    schema = msgspec.json.schema(Report)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Marsad record ({SCHEMA})", **schema}
