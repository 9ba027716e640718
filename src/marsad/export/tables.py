"""Reports as tables that lose nothing: one row an article, sentence, event, party, figure, claim, source, mention.

Columns follow from the types of the record: the path of a field with underscores for dots (`place.lat` of an event is
`place_lat`), in the order of the record. So a field that the record gains is a column that the tables gain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, Literal

import msgspec
import msgspec.inspect as inspection

from marsad.record.types import (
    AgreementClaim,
    Article,
    CoderInfo,
    Date,
    Event,
    Figure,
    Mention,
    Party,
    Place,
    Record,
    Report,
    Sentence,
    Source,
    Span,
)
from marsad.store import Selection

Kind = Literal["text", "integer", "number", "flag", "texts", "json"]
Row = dict[str, Any]

LISTS: dict[str, tuple[str, type[Record]]] = {
    "sentences": ("sentences", Sentence),
    "events": ("events", Event),
    "figures": ("figures", Figure),
    "claims": ("agreement_claims", AgreementClaim),
    "sources": ("sources", Source),
    "mentions": ("mentions", Mention),
}
"""Table → the list of the report that it holds, and the type of its items."""

ROLES = {"actor": ("events", "actors"), "recipient": ("events", "recipients"), "by": ("agreement_claims", "by"),
         "about": ("agreement_claims", "about")}  # fmt: skip
"""Role of a party → the list of the report and the field in which such parties stand."""

TABLES = ("articles", *LISTS, "parties")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what its cells are ("texts" is a list of texts, "json" anything nested), and the field it comes from."""

    name: str
    kind: Kind
    origin: str


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a struct: a column, or (with `parts`) a struct that is null exactly where the column `given` is."""

    key: str
    column: Column | None = None
    parts: tuple[_Field, ...] = ()
    given: str = ""


_KEY = {"article": Column("article", "text", "id of the article")}
_HEADS: dict[str, dict[str, Column]] = {
    "articles": {"schema": Column("schema", "text", "version of the record: marsad/1")},
    **{name: {**_KEY, "position": Column("position", "integer", "place in the list, from 0")} for name in LISTS},
    "parties": {
        **_KEY,
        "position": Column("position", "integer", "`position` of the event or claim"),
        "role": Column("role", "text", ", ".join(ROLES)),
        "event": Column("event", "text", "id of the event; empty for a claim's party"),
        "claim": Column("claim", "text", "id of the claim; empty for an event's party"),
    },
}
_HEADS["events"]["matched"] = Column("matched", "flag", "whether the event is one of those asked for")


@cache
def columns(table: str) -> dict[str, Column]:
    """The columns of one of `TABLES`, in order."""
    found = dict(_HEADS[table])
    for field in _fields(table):
        found |= {column.name: column for column in _columns(field)}
    return found


def meanings() -> dict[str, str]:
    """Name of table and column, as in "events.place_lat" → where the value stands in the record, for the docs."""
    return {
        f"{table}.{name}": f"{column.origin} ({column.kind})"
        for table in TABLES
        for name, column in columns(table).items()
    }


def rows(selection: Selection) -> dict[str, list[Row]]:
    """The rows of one report in every table; all its events, those asked for marked as `matched`."""
    report = msgspec.to_builtins(selection.report)
    article, asked = report["article"], {event.id for event in selection.events}
    found: dict[str, list[Row]] = {table: [] for table in TABLES}
    found["articles"].append(
        {"schema": report["schema"]} | _flat(_fields("articles"), article | {"coder": report["coder"]})
    )
    for table, (key, _) in LISTS.items():
        fields = _fields(table)
        for position, item in enumerate(report[key]):
            row = {"article": article["id"], "position": position}
            if table == "events":
                row["matched"] = item["id"] in asked
            found[table].append(row | _flat(fields, item))
    found["parties"] = list(_parties(report))
    return found


def report(tables: dict[str, list[Row]]) -> Report:
    """The report whose rows these are; raises `msgspec.ValidationError` where they break the contract."""
    (row,) = tables["articles"]
    article = _nested(_fields("articles"), row)
    built: Row = {"schema": row["schema"], "coder": article.pop("coder"), "article": article}
    for table, (key, _) in LISTS.items():
        built[key] = [_nested(_fields(table), row) for row in tables[table]]
    for event in built["events"]:
        event |= {"actors": [], "recipients": []}
    for claim in built["agreement_claims"]:
        claim |= {"by": None, "about": None}
    for (role, position), parties in groupby(tables["parties"], lambda row: (row["role"], row["position"])):
        key, field = ROLES[role]
        found = [_nested(_fields("parties"), party) for party in parties]
        built[key][position][field] = found if key == "events" else found[0]
    return msgspec.convert(built, Report)


def _parties(report: Row) -> Iterator[Row]:
    fields = _fields("parties")
    for role, (key, field) in ROLES.items():
        owner = "event" if key == "events" else "claim"
        for position, item in enumerate(report[key]):
            found = item[field] or []
            for party in found if isinstance(found, list) else [found]:
                row = {
                    "article": report["article"]["id"],
                    "position": position,
                    "role": role,
                    "event": None,
                    "claim": None,
                }
                yield row | {owner: item["id"]} | _flat(fields, party)


@cache
def _fields(table: str) -> tuple[_Field, ...]:
    if table == "articles":
        coder = _struct(CoderInfo, "coder", ("coder",), "CoderInfo")
        return (*_of(Article, (), "Article"), coder)
    kind = Party if table == "parties" else LISTS[table][1]
    return _of(kind, (), kind.__name__)


def _of(struct: type[Record], path: tuple[str, ...], origin: str) -> tuple[_Field, ...]:
    info = inspection.type_info(struct)
    assert isinstance(info, inspection.StructType)
    return tuple(f for field in info.fields if (f := _field(field.name, field.type, (*path, field.name), origin)))


def _field(key: str, found: inspection.Type, path: tuple[str, ...], origin: str) -> _Field | None:
    if isinstance(found, inspection.UnionType):
        (found,) = (member for member in found.types if not isinstance(member, inspection.NoneType))
    if isinstance(found, inspection.StructType):
        return None if found.cls is Party else _struct(found.cls, key, path, origin)
    if isinstance(found, inspection.ListType) and _holds(found.item_type, Party):
        return None  # parties have a table of their own
    return _Field(key, Column("_".join(path), _kind(found), f"`{'.'.join(path)}` of {origin}"))


def _struct(struct: Any, key: str, path: tuple[str, ...], origin: str) -> _Field:
    """A nested struct; of a date every field may be null, so that a column of its own says whether there is one."""
    name = "_".join(path)
    given = {Span: f"{name}_start", Place: f"{name}_name", Date: f"{name}_given", CoderInfo: f"{name}_version"}[struct]
    stated = Column(given, "flag", f"whether there is a `{'.'.join(path)}` of {origin}") if struct is Date else None
    return _Field(key, stated, _of(struct, path, origin), given)


def _kind(found: inspection.Type) -> Kind:
    match found:
        case inspection.StrType() | inspection.LiteralType():
            return "text"
        case inspection.IntType():
            return "integer"
        case inspection.FloatType():
            return "number"
        case inspection.ListType(item_type=inspection.StrType()):
            return "texts"
        case inspection.ListType() | inspection.DictType():
            return "json"
    raise TypeError(f"no column for {found}")


def _holds(found: inspection.Type, struct: type[Record]) -> bool:
    return isinstance(found, inspection.StructType) and found.cls is struct


def _columns(field: _Field) -> Iterator[Column]:
    if field.column:
        yield field.column
    for part in field.parts:
        yield from _columns(part)


def _flat(fields: tuple[_Field, ...], value: Row | None) -> Row:
    found: Row = {}
    for field in fields:
        inner = None if value is None else value[field.key]
        if field.parts:
            if field.column:
                found[field.given] = inner is not None
            found |= _flat(field.parts, inner)
        elif field.column:
            found[field.column.name] = inner
    return found


def _nested(fields: tuple[_Field, ...], row: Row) -> Row:
    found: Row = {}
    for field in fields:
        if field.parts:
            given = row[field.given]
            found[field.key] = None if given is None or given is False else _nested(field.parts, row)
        elif field.column:
            found[field.key] = row[field.column.name]
    return found
