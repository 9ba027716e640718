"""Average two readers weight by weight: `python -m training.average --run NEW --with START --share 0.8 --out MEAN`.

Only for a reader that was trained on from the other: then the mean lies between them, generalises better than either and
costs nothing at run time (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models"). A layer that only the new reader
has counts `share` of its output; its inner weights stay.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import torch


def average(new: dict[str, torch.Tensor], old: dict[str, torch.Tensor], share: float) -> dict[str, torch.Tensor]:
    """`share` of the new weights and the rest of the old ones."""
    out = {}
    for name, weight in new.items():
        if name in old:
            out[name] = share * weight + (1 - share) * old[name]
        else:
            out[name] = share * weight if name.startswith("tags_deep.3.") else weight
    return out


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--run", type=Path, required=True)
    p.add_argument("--with", dest="old", type=Path, required=True)
    p.add_argument("--share", type=float, default=0.8, help="of the weights of --run")
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    new: dict[str, Any] = torch.load(args.run / "reader.pt", weights_only=True)
    old: dict[str, Any] = torch.load(args.old / "reader.pt", weights_only=True)
    if new["labels"] != old["labels"] or new["layers"] != old["layers"]:
        raise SystemExit("The two readers have other labels or layers.")
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save({**new, "weights": average(new["weights"], old["weights"], args.share)}, args.out / "reader.pt")


if __name__ == "__main__":
    main()
