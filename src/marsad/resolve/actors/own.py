"""A user's own actors: more names for known ones, or actors that Marsad does not know. Their names win over the shipped ones.

A YAML file is a list; `id` and `ar` are enough to give a known actor another name:

    - id: hamas
      ar: [الفصيل الأخضر]
    - id: tal-alzanabiq-council
      kind: authority
      country: SYR
      sectors: [GOV]
      en: Tal al-Zanabiq local council
      ar: [مجلس تل الزنابق, مجلس بلدة تل الزنابق]

A TSV file has the seven columns of the shipped ones (knowledge/actors).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import msgspec
import yaml

from marsad.errors import DataError
from marsad.resolve.actors.book import Actor, read_actors


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    ar: list[str]
    kind: str = "organisation"
    country: str | None = None
    sectors: list[str] = []
    en: str = ""
    parent: str | None = None
    since: int | None = None
    until: int | None = None
    wikidata: str | None = None
    src: str | None = None


def own_actors(path: Path, known: Mapping[str, Actor]) -> Iterator[Actor]:
    """The actors of a user's file; one whose id is `known` keeps what is known of it and gains the names.

    Raises `DataError` when the file cannot be read or is not as described above.
    """
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError("knowledge.missing", f"Cannot read the actor file {path}: {error}") from error
    found = _of_yaml(path, content) if path.suffix in (".yaml", ".yml") else read_actors(path.name, content)
    for actor in found:
        old = known.get(actor.id)
        yield actor if old is None else _with_names(old, actor)


def _with_names(old: Actor, new: Actor) -> Actor:
    return replace(old, names=(*old.names, *(name for name in new.names if name not in old.names)))


def _of_yaml(path: Path, content: str) -> Iterator[Actor]:
    try:
        entries = msgspec.convert(yaml.safe_load(content) or [], list[_Entry])
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        hint = "It is a list of entries with at least `id` and `ar`."
        raise DataError("knowledge.actors", f"{path.name} is no list of actors: {error}", hint=hint) from error
    for e in entries:
        since, until = (str(year) if year else None for year in (e.since, e.until))
        yield Actor(
            id=e.id,
            kind=e.kind,
            country=e.country,
            sectors=tuple(e.sectors),
            english=e.en or e.id,
            names=tuple(e.ar),
            parent=e.parent,
            since=since,
            until=until,
            wikidata=e.wikidata,
            src=e.src,
        )
