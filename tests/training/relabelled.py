"""The shipped model with other labels: a model of an own ontology without training, by the weights' arithmetic alone."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

import marsad.reader
from marsad.reader.labels import Labels, OwnField, OwnType
from marsad.reader.model import ModelCard

WEIGHTS = Path(marsad.reader.__file__).parent / "weights"


def relabel(folder: Path) -> Path:
    """ASSAULT becomes the own type WATER-ATTACK; the field `facility` finds what `place` finds."""
    shutil.copytree(WEIGHTS, folder)
    card = msgspec.json.decode((folder / "model.json").read_bytes(), type=ModelCard)
    old = card.labels

    def renamed(kind: str) -> str:
        return "WATER-ATTACK" if kind == "ASSAULT" else kind

    labels = msgspec.structs.replace(
        old,
        types=list(map(renamed, old.types)),
        modes={renamed(kind): modes for kind, modes in old.modes.items()},
        groups=[*old.groups, "facility"],
        roles=[*old.roles, "facility"],
        own={"WATER-ATTACK": OwnType(quad="material conflict", intensity=-8.5, plover="ASSAULT")},
        fields={"facility": OwnField()},
    )
    with np.load(folder / "heads.npz") as stored:
        heads = {name: stored[name] for name in stored.files}
    (folder / "heads.npz").unlink()
    np.savez(folder / "heads.npz", **_widened(heads, old))
    (folder / "model.json").write_bytes(msgspec.json.encode(msgspec.structs.replace(card, name="own", labels=labels)))
    return folder


def _widened(heads: dict[str, Any], old: Labels) -> dict[str, Any]:
    place, role = old.tag_slices()["place"], old.roles.index("place")
    flag = heads["flags.weight"].shape[1] - len(old.groups) + old.groups.index("place")
    for name in ("tags.weight", "tags.bias", "tags_deep.3.weight", "tags_deep.3.bias"):
        heads[name] = np.concatenate([heads[name], heads[name][place]])
    for name in ("role.weight", "role.bias"):
        heads[name] = np.concatenate([heads[name], heads[name][role : role + 1]])
    heads["flags.weight"] = np.concatenate([heads["flags.weight"], heads["flags.weight"][:, flag : flag + 1]], 1)
    return heads
