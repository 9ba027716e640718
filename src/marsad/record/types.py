"""The record: what one article says, every field pointing at its words (the output contract, `marsad/1`).

Offsets are Unicode code points, half-open, into `Article.text`: `article.text[span.start:span.end] == span.text`.
`None` (JSON `null`) means "not stated"; a count of 0 means "stated none". Meanings of types, modes, status, figures and
claims: the coding guidelines (docs/guidelines.md); the ontology is PLOVER 2.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

import msgspec

SCHEMA: Literal["marsad/1"] = "marsad/1"

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
OWN_TYPE = "[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+"  # a hyphen tells it from PLOVER's types
TypeCode = Annotated[str, msgspec.Meta(pattern=f"^(?:{'|'.join(get_args(EventType))}|{OWN_TYPE})$")]
Status = Literal["reported", "denied", "planned", "demanded", "conditional"]
Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
MentionKind = Literal[
    "person", "organisation", "group", "country", "place", "facility", "agreement", "media", "date", "number"
]
SourceKind = Literal[
    "official", "institution", "armed_group", "agency", "media", "organisation", "witness", "anonymous", "document"
]
Measure = Literal[
    "killed", "injured", "casualties", "missing", "detained", "released", "displaced", "kidnapped",
    "buildings_destroyed", "aid_trucks", "prisoners", "violations", "strikes", "other",
]  # fmt: skip
Qualifier = Literal["exact", "at_least", "at_most", "about", "vague"]
Scope = Literal["incident", "daily", "cumulative", "since_agreement"]
ClaimKind = Literal["commitment", "demand", "violation", "compliance", "talks"]
PlacePrecision = Literal["point", "quarter", "town", "district", "region", "country"]
DatePrecision = Literal["minute", "day", "week", "month", "year", "range"]
DateBasis = Literal["explicit", "relative", "dateline", "published"]
SentencePart = Literal["title", "dateline", "body"]
Confidence = Annotated[float, msgspec.Meta(ge=0.0, le=1.0)]


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every part of the record: immutable and strict about unknown fields."""


class Span(Record, frozen=True, kw_only=True):
    """Words of the article: `text == article.text[start:end]`, code points, half-open.

    In "قتل مدني" the word "مدني" is `Span(start=4, end=8, text="مدني")`.
    """

    start: Annotated[int, msgspec.Meta(ge=0)]
    end: Annotated[int, msgspec.Meta(ge=0)]
    text: str


class Place(Record, frozen=True, kw_only=True):
    """A place phrase and, where it is known, the thing on the map; an unknown place keeps its words and has nulls.

    `lat`/`lon` in degrees (WGS 84); `radius_m` is the radius in metres within which the place lies;
    `geonames` is the GeoNames id; `country` ISO 3166 alpha-3.
    """

    span: Span | None
    name: str
    geonames: int | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision | None = None
    radius_m: int | None = None


class Date(Record, frozen=True, kw_only=True):
    """A time phrase and the interval that it means (ISO 8601, local times of the outlet, `end` inclusive for days).

    A phrase that cannot be computed ("بعد الهجوم", or "أمس" in an article without publication time) keeps its words
    and has nulls. `basis`: `explicit` (a calendar date in the words), `relative` (counted from publication), `dateline`
    (the printed dateline), `published` (no phrase: the publication day or the day before; `span` is null).
    """

    span: Span | None
    start: str | None
    end: str | None
    precision: DatePrecision | None
    basis: DateBasis | None


class Sentence(Record, frozen=True, kw_only=True):
    """A sentence of the article: code point offsets and the part of the page it stands in."""

    start: int
    end: int
    part: SentencePart


class Party(Record, frozen=True, kw_only=True):
    """Somebody who does it or to whom it is done: the words, and the actor that they name if it is known.

    `name` is the antecedent where the words point back ("الجانبان"), else the words themselves; `actor` is an id of the
    actor files; `country` ISO 3166 alpha-3 or a PLOVER non-state code (UNO, IGO …); `sectors` PLOVER (GOV, MIL …).
    """

    span: Span
    name: str
    actor: str | None = None
    country: str | None = None
    sectors: list[str] = []


class Mention(Record, frozen=True, kw_only=True):
    """A named or described thing of the text, whether or not an event uses it."""

    id: str
    span: Span
    kind: MentionKind
    actor: str | None = None
    place: Place | None = None


class Source(Record, frozen=True, kw_only=True):
    """Who says so: "بحسب مصادر أمنية تركية، نقلت تفاصيلها وسائل إعلام محلية" is a source with `via` its relay."""

    id: str
    span: Span
    name: str
    kind: SourceKind
    actor: str | None = None
    via: str | None = None


class Event(Record, frozen=True, kw_only=True):
    """One political interaction, as this article presents it.

    `type`, `mode`, `contexts`: PLOVER 2; `quad` and `intensity` (-10 … +10, conflict to cooperation) come from its type
    table; `sentence` indexes `Report.sentences`; `source` null means that the outlet says it in its own voice.
    A model with an ontology of its own (docs/own-ontology.md) gives types with a hyphen (`WATER-ATTACK`), and the words
    of its own fields by name in `fields`; the shipped model leaves `fields` empty.
    """

    id: str
    sentence: int
    type: TypeCode
    mode: str | None
    quad: Quad
    intensity: float
    contexts: list[str]
    trigger: Span
    actors: list[Party]
    recipients: list[Party]
    place: Place | None
    date: Date | None
    status: Status
    source: str | None
    topics: list[Span]
    figures: list[str]
    confidence: Confidence
    confidences: dict[str, Confidence] = {}
    fields: dict[str, list[Span]] = {}


class Figure(Record, frozen=True, kw_only=True):
    """A reported count: "أكثر من 30 قتيلا" is killed, low 31, high null, `at_least`.

    `low`/`high` are integers, null = unbounded; `who` the class counted; `period` the time that it covers, if stated.
    """

    id: str
    span: Span
    measure: Measure
    low: int | None
    high: int | None
    qualifier: Qualifier
    who: Span | None
    scope: Scope
    period: Date | None
    source: str | None
    event: str | None
    confidence: Confidence


class AgreementClaim(Record, frozen=True, kw_only=True):
    """What somebody says about an agreement: never that it *was* broken, always who says so."""

    id: str
    span: Span
    agreement: str | None
    agreement_span: Span | None
    provision: str | None
    provision_span: Span | None
    kind: ClaimKind
    by: Party | None
    about: Party | None
    source: str | None
    event: str | None
    confidence: Confidence


class Article(Record, frozen=True, kw_only=True):
    """The article as published: `text` has line feeds as line ends and is otherwise untouched (title, then body)."""

    id: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    published_precision: Literal["minute", "day", "month", "year"] | None
    dateline_place: Place | None
    agency: str | None
    language: str
    text: str
    sha256: str


class CoderInfo(Record, frozen=True, kw_only=True):
    """Which coder made the record: program version, model id, knowledge hash."""

    version: str
    model: str
    knowledge: str


class Report(Record, frozen=True, kw_only=True):
    """Everything that one article says. Encode with `report.to_json()`; two runs give identical bytes."""

    schema: Literal["marsad/1"] = SCHEMA
    article: Article
    sentences: list[Sentence]
    mentions: list[Mention]
    sources: list[Source]
    events: list[Event]
    figures: list[Figure]
    agreement_claims: list[AgreementClaim]
    coder: CoderInfo

    def to_json(self) -> bytes:
        """The record as one line of UTF-8 JSON, without a line end."""
        return msgspec.json.encode(self)

    @staticmethod
    def from_json(data: bytes | str) -> Report:
        """Read a record back; raises `msgspec.ValidationError` when it breaks the contract."""
        return msgspec.json.decode(data, type=Report)
