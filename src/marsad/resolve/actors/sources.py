"""What sort of source a phrase names, from its first telling word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from marsad.record.types import SourceKind
from marsad.resolve.actors.book import Actor
from marsad.resolve.actors.phrase import Piece

_OF_ACTOR: dict[str, SourceKind] = {
    "state_body": "institution", "authority": "institution", "coalition": "institution", "country": "institution",
    "office": "official", "person": "official", "armed_group": "armed_group", "agency": "agency", "media": "media",
    "people": "witness",
}  # fmt: skip


def source_kind(pieces: Sequence[Piece]) -> SourceKind:
    """The kind of a source phrase; a name that is not known counts as an official, for news names those it quotes.

    Who speaks for an armed group is that group ("المتحدث باسم كتائب القسام"), who speaks for anybody else an official.
    """
    for i, piece in enumerate(pieces):
        if piece.role and piece.role.source:
            return _of_role(cast(SourceKind, piece.role.source), pieces[i + 1 :])
        if piece.actor:
            return _of_actor(piece.actor)
        if piece.among:
            return _of_actor(piece.among[0])
        if piece.kind in ("country", "capital"):
            return "institution"
        if piece.kind == "nisba":
            return "witness" if piece.plural else "institution"
    return "official"


def _of_role(kind: SourceKind, rest: Sequence[Piece]) -> SourceKind:
    if kind in ("official", "organisation", "institution"):
        for piece in rest:
            if piece.actor and piece.actor.kind == "armed_group":
                return "armed_group"
            if piece.kind in ("actor", "role", "towards") and not _is_adjective(piece):
                break
    return kind


def _of_actor(actor: Actor) -> SourceKind:
    if actor.kind == "person" and actor.sectors[:1] == ("REB",):
        return "armed_group"
    return _OF_ACTOR.get(actor.kind, "organisation")


def _is_adjective(piece: Piece) -> bool:
    return piece.role is not None and piece.role.takes in ("adj", "part")
