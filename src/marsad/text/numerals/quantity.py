"""What a number phrase says: a `Quantity`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Number = int | float
Qualifier = Literal["exact", "at_least", "at_most", "about", "vague"]
Kind = Literal["cardinal", "ordinal", "percent", "fraction", "dual"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number phrase of a text and the interval that it names.

    "أكثر من 30" is `low=31, high=None, qualifier="at_least"`, with `core` at "30". `start`, `end` and `core` are code
    points, half-open, into the text that was read; attached و ف ب ل ك and ال stay outside. `None` is "no bound".
    Percentages are in percent ("30٪" is 30), fractions are the fraction ("ثلث" is 0.333…), an ordinal is its rank.
    """

    start: int
    end: int
    low: Number | None
    high: Number | None
    qualifier: Qualifier
    kind: Kind
    core: tuple[int, int]
