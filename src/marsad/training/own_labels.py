"""`labels.yaml`: the event types and fields that a user defines, and what of the shipped reader they start from.

    types:
      WATER-ATTACK: {plover: ASSAULT, modes: [shelling, drone], names: ["هجوم على المياه"]}
      WATER-REPAIR: {quad: material cooperation, intensity: 6}
    fields:
      facility: {like: place}

A type needs `plover` (it counts like that type, and starts from it) or both `quad` and `intensity`. A PLOVER type may
stand among them as it is. docs/own-ontology.md explains every key.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args

import msgspec
import yaml

from marsad.errors import InputError
from marsad.reader.labels import EVENT_ROLES, Labels, OwnField, OwnType
from marsad.record.types import OWN_TYPE, Event, EventType, Quad
from marsad.resolve.ontology import intensity, modes, quad

_FIELD = re.compile(r"[a-z][a-z0-9_]*")
_MODE = re.compile(r"[a-z0-9][a-z0-9-]*")
_PLURALS = {"actors": "actor", "recipients": "recipient"}


class _Type(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    plover: EventType | None = None
    quad: Quad | None = None
    intensity: Annotated[float, msgspec.Meta(ge=-10, le=10)] | None = None
    modes: list[str] | None = None
    about: str = ""
    names: list[str] = []


class _Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    like: str | None = None
    many: bool = True
    about: str = ""
    names: list[str] = []


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    types: dict[str, _Type | None]
    fields: dict[str, _Field | None] = {}
    roles: dict[str, list[str]] = {}
    keep: list[EventType] | Literal["all"] = []
    ignore: list[str] = []
    name: str = ""


@dataclass(frozen=True)
class OwnLabels:
    """The labels of the model to be, the old label that each new one is like, and what annotation tools call them."""

    name: str
    labels: Labels
    like: Mapping[str, str]
    kept: frozenset[str]
    names: Mapping[str, str]
    ignored: frozenset[str]

    def code(self, label: str) -> str | None:
        """The type, role or field that a label of an annotation tool names; none for one that is to be ignored.

        "Water attack", "water_attack" and "WATER-ATTACK" are the same. Raises `InputError` for an unknown label.
        """
        key = _folded(label)
        if key in self.names:
            return self.names[key]
        if key in self.ignored:
            return None
        near = difflib.get_close_matches(key, self.names, 1)
        meant = f'Did you mean "{self.names[near[0]]}"? ' if near else ""
        hint = f"{meant}Put it under types, fields, or the names of one of them, or under ignore, in the labels file."
        raise InputError("labels.unknown", f'The label "{label}" is no type, role or field.', hint=hint)

    def knows(self, label: str) -> bool:
        """Whether a label is a type, role or field."""
        return _folded(label) in self.names


def read_labels(path: Path, base: Labels) -> OwnLabels:
    """Read `labels.yaml`; `base` are the labels of the reader to start from. Raises `InputError` in a sentence."""
    try:
        file = msgspec.convert(yaml.safe_load(path.read_text("utf-8")), _File)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("labels.missing", f"The labels file {path} cannot be read: {error}.") from error
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        hint = "docs/own-ontology.md shows what a labels file holds."
        raise InputError(
            "labels.damaged", f"The labels file {path} is not as it should be: {error}.", hint=hint
        ) from error
    if not file.types:
        raise InputError("labels.no_types", f"The labels file {path} lists no types.")
    kept = get_args(EventType) if file.keep == "all" else tuple(file.keep)
    kept = tuple(t for t in kept if t not in file.types)
    fields = {name: field or _Field() for name, field in file.fields.items()}
    types = {name: kind or _Type() for name, kind in file.types.items()}
    for role in file.roles:
        _check(role in EVENT_ROLES, f'"{role}" is no role; the roles are {", ".join(EVENT_ROLES)}.')
    labels = msgspec.structs.replace(
        base,
        types=[*types, *kept],
        modes={t: _modes(t, types.get(t, _Type())) for t in (*types, *kept)},
        groups=[*base.groups, *fields],
        roles=[*base.roles, *fields],
        own={name: _own(name, kind) for name, kind in types.items() if name not in get_args(EventType)},
        fields={name: _field(name, field, base) for name, field in fields.items()},
    )
    like = {t: kind.plover for t, kind in types.items() if kind.plover} | {
        f: field.like for f, field in fields.items() if field.like
    }
    named = _names(types, kept, fields, file.roles)
    return OwnLabels(file.name or path.stem, labels, like, frozenset(kept), named, frozenset(map(_folded, file.ignore)))


def _own(name: str, kind: _Type) -> OwnType:
    _check(
        re.fullmatch(OWN_TYPE, name) is not None,
        f'"{name}" is neither a PLOVER type nor a code of your own, which is capitals with a hyphen: WATER-ATTACK.',
    )
    if kind.plover is None and (kind.quad is None or kind.intensity is None):
        _check(False, f"{name} needs plover (the PLOVER type that it is a kind of), or both quad and intensity.")
    side = kind.quad or quad(str(kind.plover))
    strength = intensity(str(kind.plover)) if kind.intensity is None else kind.intensity
    return OwnType(quad=side, intensity=strength, plover=kind.plover, about=kind.about)


def _modes(name: str, kind: _Type) -> list[str]:
    listed = list(modes(name)) if kind.modes is None else kind.modes
    for mode in listed:
        _check(_MODE.fullmatch(mode) is not None, f'The mode "{mode}" of {name} is not small letters and hyphens.')
    return listed


def _field(name: str, field: _Field, base: Labels) -> OwnField:
    taken = {*base.groups, *base.roles, *_PLURALS, *Event.__struct_fields__}
    _check(_FIELD.fullmatch(name) is not None, f'The field "{name}" is not small letters.')
    _check(name not in taken, f'A field cannot be called "{name}": the record has something of that name.')
    known = [role for role in base.roles if role in base.groups]
    _check(field.like in (None, *known), f'{name} cannot be like "{field.like}"; it can be like {", ".join(known)}.')
    return OwnField(many=field.many, about=field.about)


def _names(
    types: Mapping[str, _Type], kept: Iterable[str], fields: Mapping[str, _Field], roles: Mapping[str, list[str]]
) -> dict[str, str]:
    """What every folded label of an annotation tool stands for; raises `InputError` when one stands for two things."""
    meant: list[tuple[str, str]] = [(x, x) for x in (*types, *fields, *EVENT_ROLES)]
    meant += list(_PLURALS.items())
    meant += [(x, name) for name, kind in types.items() for x in kind.names]
    meant += [(x, name) for name, field in fields.items() for x in field.names]
    meant += [(x, role) for role, listed in roles.items() for x in listed]
    out: dict[str, str] = {}
    for label, code in meant:
        _check(out.setdefault(_folded(label), code) == code, f'The label "{label}" stands for two things.')
    return out


def _folded(label: str) -> str:
    return re.sub(r"[\s_-]+", "-", label.strip()).casefold()


def _check(holds: bool, otherwise: str) -> None:
    if not holds:
        raise InputError("labels.damaged", otherwise)
