"""From a head's own probability to how often it is right: one Platt scale for events and one for each field.

J. Platt, Probabilistic Outputs for Support Vector Machines, 1999; fitted by `training/calibrate.py` on held-out documents.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

import msgspec

_EDGE = 1e-6


class Scale(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`1 / (1 + exp(-(slope · logit(p) + offset)))`; slope 1 and offset 0 leave a probability as it is."""

    slope: float = 1.0
    offset: float = 0.0

    def __call__(self, p: float) -> float:
        """The calibrated probability of a raw one."""
        return 1 / (1 + math.exp(-(self.slope * logit(p) + self.offset)))


AS_IT_IS = Scale()
Calibration = Mapping[str, Scale]
"""By name: `event`, `figure`, `claim`, `mode`, `status`, `scope`, and every role; a name that is missing stays as it is."""
UNCALIBRATED: Calibration = MappingProxyType({})


def logit(p: float) -> float:
    """log(p / (1 - p)), finite at 0 and 1."""
    p = min(max(p, _EDGE), 1 - _EDGE)
    return math.log(p / (1 - p))


def scale(calibration: Calibration, name: str, p: float) -> float:
    """`p` as calibrated for `name`."""
    return calibration.get(name, AS_IT_IS)(p)
