"""What the reader can say: the label lists of its heads (stored beside the weights: a model carries its own)."""

from __future__ import annotations

from typing import get_args

import msgspec

from marsad.record.types import ClaimKind, EventType, Measure, Quad, Scope, Status

NO_MODE = "none"
GROUPS = (
    "party", "place", "date", "source", "agreement", "provision", "who", "person", "organisation", "location", "actor",
    "recipient",
)  # fmt: skip
EVENT_ROLES = ("actor", "recipient", "place", "date", "source", "via")
FIGURE_ROLES = ("who", "source", "via")
CLAIM_ROLES = ("by", "about", "agreement", "provision", "source")


class OwnType(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the record says of an event type that PLOVER does not have, and the PLOVER type that it is a kind of."""

    quad: Quad
    intensity: float
    plover: str | None = None
    about: str = ""


class OwnField(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A field of events beyond the usual roles, with a tagger and a role of its own name; `many` words may fill it."""

    many: bool = True
    about: str = ""


class Labels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Label lists in the order of the output units.

    `groups` are tagged independently of each other, so that a party may lie inside a source; `modes` maps an event type
    to the modes that it may take, each scored by one unit of a common list; `contexts` are what a passage may be about.
    `own` are the types that a user defined, and `fields` a user's own fields; both are empty in the shipped model.
    """

    types: list[str]
    measures: list[str]
    claims: list[str]
    groups: list[str]
    modes: dict[str, list[str]]
    statuses: list[str]
    scopes: list[str]
    roles: list[str]
    contexts: list[str] = []
    own: dict[str, OwnType] = {}
    fields: dict[str, OwnField] = {}

    @property
    def heads(self) -> list[str]:
        """Everything that can have roles: event types, `figure`, claim kinds (units of the head-kind embedding)."""
        return [*self.types, "figure", *self.claims]

    @property
    def mode_units(self) -> list[str]:
        """The common list of modes: `none`, then every `TYPE/mode`."""
        return [NO_MODE, *(f"{t}/{m}" for t in self.types for m in self.modes.get(t, []))]

    def foreign_modes(self, kind: str) -> list[bool]:
        """For every mode unit, whether it is another type's."""
        return [unit != NO_MODE and not unit.startswith(kind + "/") for unit in self.mode_units]

    def tag_slices(self) -> dict[str, slice]:
        """Columns of the tagger: each family takes 1 + 2 × labels (outside, then begin and inside of each)."""
        out: dict[str, slice] = {}
        at = 0
        families = {"trigger": len(self.types), "figure": len(self.measures), "claim": len(self.claims)}
        for name, size in {**families, **dict.fromkeys(self.groups, 1)}.items():
            out[name] = slice(at, at + 1 + 2 * size)
            at += 1 + 2 * size
        return out


def roles_of(head: str, labels: Labels) -> tuple[str, ...]:
    """The roles that a head of this kind may have."""
    if head == "figure":
        return FIGURE_ROLES
    return (*EVENT_ROLES, *labels.fields) if head in labels.types else CLAIM_ROLES


def plover_labels(modes: dict[str, list[str]], contexts: list[str]) -> Labels:
    """The labels of the shipped model; `modes` and `contexts` from the PLOVER tables."""
    return Labels(
        types=list(get_args(EventType)),
        measures=list(get_args(Measure)),
        claims=list(get_args(ClaimKind)),
        groups=list(GROUPS),
        modes=modes,
        statuses=list(get_args(Status)),
        scopes=list(get_args(Scope)),
        roles=list(dict.fromkeys(EVENT_ROLES + FIGURE_ROLES + CLAIM_ROLES)),
        contexts=contexts,
    )
