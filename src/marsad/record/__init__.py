"""The data model of a record; see `types` for every field."""

from marsad.record.ids import stable_id, text_sha256
from marsad.record.schema import json_schema
from marsad.record.types import (
    SCHEMA,
    AgreementClaim,
    Article,
    CoderInfo,
    Date,
    Event,
    Figure,
    Mention,
    Party,
    Place,
    Report,
    Sentence,
    Source,
    Span,
)

__all__ = [
    "SCHEMA",
    "AgreementClaim",
    "Article",
    "CoderInfo",
    "Date",
    "Event",
    "Figure",
    "Mention",
    "Party",
    "Place",
    "Report",
    "Sentence",
    "Source",
    "Span",
    "json_schema",
    "stable_id",
    "text_sha256",
]
