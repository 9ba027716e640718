"""Figures: which numbers of a sentence count harm, movement or aid, what they measure, and how far the count reaches.

The words decide: a noun that says it itself ("12 شهيدا"), or a verb said of people ("أصيب ثلاثة جنود"). The neural
reader proposes spans and measures too; `merge` keeps its proposal where the words do not speak.

>>> [(f.measure, f.quantity.low) for f in find_figures("مقتل 21 وإصابة 36", 0, 17)]
[('killed', 21), ('injured', 36)]
"""

from marsad.resolve.figures.found import FoundFigure, find_figures, merge
from marsad.resolve.figures.scope import scope_of, scopes

__all__ = ["FoundFigure", "find_figures", "merge", "scope_of", "scopes"]
