"""A text as tokens that number grammar can walk over: words, numbers in digits, marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from marsad.text.numerals.lexicon import Word, look, raw_length
from marsad.text.numerals.quantity import Number

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_D = "[0-9٠-٩۰-۹]"
_BIDI = "[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]"
_ARABIC = "\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"
# A minus stands after a space or a bracket; after a line end the dash is a bullet.
_SIGN = r"(?:(?<![^ \t(<>=])[-−](?=[.0-9٠-٩۰-۹]))?"
_TOKEN = re.compile(
    rf"(?P<web>https?://\S+|www\.\S+)"
    rf"|(?P<digits>{_SIGN}{_D}{{1,3}}(?:[ \u00a0\u202f]{_D}{{3}})+(?:[.,٫]{_D}+)?(?!{_D})"
    rf"|{_SIGN}(?:(?<![^\s-])\.)?{_D}+(?:{_BIDI}?[.,،٬٫]{_BIDI}?{_D}+)*)(?P<power>(?:[eE][+-]?|\^[+-]{{0,2}}){_D}{{1,3}})?"
    rf"|(?P<word>[{_ARABIC}]+)"
    rf"|(?P<latin>[A-Za-z\u00c0-\u024f]+)"
    rf"|(?P<mark>[^\s\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069])"
    rf"|(?P<line>\n)"
)
_LONGEST = 18  # digits of a number that is still a quantity; longer strings are identifiers


class Token(NamedTuple):
    """A piece of the text: `kind` is word, digits, mark, latin, line or web; `value` only for digits."""

    kind: str
    start: int
    end: int
    text: str
    word: Word | None
    value: Number | None

    @property
    def bare_start(self) -> int:
        """Where the word begins without its clitics, in code points of the text."""
        return self.start + (raw_length(self.text, self.word.clitics) if self.word and self.word.clitics else 0)


def word_at(tokens: Sequence[Token], i: int) -> Word | None:
    """The word at position `i`, or None for anything else there, also outside the text."""
    return tokens[i].word if 0 <= i < len(tokens) else None


def tokenize(text: str) -> list[Token]:
    """All tokens of a text in order; white space is dropped, line ends are kept because no number crosses one."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind, start, end, piece = match.lastgroup or "", match.start(), match.end(), match.group()
        if kind == "word":
            tokens.append(Token(kind, start, end, piece, look(piece), None))
        elif kind in ("digits", "power"):
            tokens += _digits(start, piece, match["digits"], match["power"] or "")
        else:
            tokens.append(Token(kind, start, end, piece, None, None))
    return tokens


def _digits(start: int, piece: str, digits: str, power: str) -> list[Token]:
    value = read_digits(digits)
    if value is not None:
        return [Token("digits", start, start + len(piece), piece, None, _raise(value, power) if power else value)]
    return [
        Token("digits", start + m.start(), start + m.end(), m.group(), None, read_digits(m.group()))
        for m in re.finditer(f"{_D}+", digits)
    ]


def read_digits(digits: str) -> Number | None:
    """The value of digits with separators, or None when they are several numbers (an address, a date).

    Groups of three after , . ، ٬ or a space are thousands ("73,003", "10.000", "١٬٢٣٤"), anything else after the last
    separator is a decimal fraction ("3.5", "3,5", "٣٫٥", "0.234").
    """
    plain = re.sub(_BIDI, "", digits.translate(_DIGITS)).replace("−", "-")
    if plain[0] == "-":
        positive = read_digits(plain[1:])
        return None if positive is None else -positive
    plain = "0" + plain if plain[0] == "." else plain
    parts = re.split("[.,،٬٫ \u00a0\u202f]", plain)
    marks = re.findall("[.,،٬٫ \u00a0\u202f]", plain)
    if sum(map(len, parts)) > _LONGEST:
        return None
    if not marks:
        return int(plain)
    in_threes = len(parts[0]) <= 3 and parts[0].lstrip("0") != "" and all(len(part) == 3 for part in parts[1:])
    if in_threes and len(set(marks)) == 1 and marks[0] != "٫":
        return int("".join(parts))
    leading = parts[:-1]
    whole = len(leading) == 1 or (len(leading[0]) <= 3 and all(len(part) == 3 for part in leading[1:]))
    if not whole or marks[-1] == "٬" or (len(marks) > 1 and (len(set(marks[:-1])) > 1 or marks[-1] == marks[0] == ".")):
        return None
    return float(f"{''.join(leading)}.{parts[-1]}")


def _raise(value: Number, power: str) -> Number:
    plain = power.translate(_DIGITS)
    exponent = int(re.sub("[^0-9]", "", plain)) * (-1 if "-" in plain and "--" not in plain else 1)
    try:
        return float(value) * 10.0**exponent if plain[0] in "eE" else float(value) ** exponent
    except (OverflowError, ZeroDivisionError):
        return value
