"""Arabic numbers in words and digits: found, bounded, classified.

>>> from marsad.text.numerals import find_numbers
>>> find_numbers("قتل أكثر من ثلاثين مدنيا")[0].low
31
"""

from marsad.text.numerals.find import expand, find_bare_numbers, find_numbers, parse_number
from marsad.text.numerals.nature import Nature, is_count, nature
from marsad.text.numerals.ordinals import Ordinal, find_ordinals
from marsad.text.numerals.quantity import Quantity

__all__ = [
    "Nature",
    "Ordinal",
    "Quantity",
    "expand",
    "find_bare_numbers",
    "find_numbers",
    "find_ordinals",
    "is_count",
    "nature",
    "parse_number",
]
