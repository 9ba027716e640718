"""Arabic words as look-up keys: clitics and inflection come off in a fixed order, the likeliest reading first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from marsad.text.normalise import fold, strip_clitics

_SPLIT = re.compile(r"[^\W_]+")
_HARAKAT = re.compile("[\u064b-\u0652\u0670\u0640]")
_MARKS = re.compile(r"(?<=[^\W\d_])[.]+(?=[^\W\d_])")
_PLURAL = ("ون", "ين", "ان", "تان", "تين", "ات", "يون", "يين")
_SUFFIXES = (*_PLURAL, "ه", "ا", "و", "ي", "تا", "هم", "ها", "نا", "يه", "يها", "يهم", "ينا")
_FEMININE = ("ته", "تها", "تهم", "تنا", "تي", "تان", "تين", "تا", "ات")  # what stands where the ة was: حكومته، رهينتين


class Form(NamedTuple):
    """One reading of a word: what may stand in a lexicon, whether it had ال, and whether it is a plural or dual."""

    key: str
    definite: bool
    plural: bool


def words(phrase: str) -> list[str]:
    """Folded words of a phrase, without punctuation; dots inside a word go ("ح.ماس" is one word)."""
    return _SPLIT.findall(_MARKS.sub("", fold(phrase)))


def as_written(phrase: str) -> list[str]:
    """The same words in the spelling of the text, without marks, for what a human reads."""
    return _SPLIT.findall(_MARKS.sub("", _HARAKAT.sub("", phrase)))


@lru_cache(maxsize=1 << 15)
def starts(word: str) -> tuple[str, ...]:
    """A folded word as the beginning of a name: itself, then without و ف ب ل ك; ال stays, "لل" gives it back."""
    return tuple(dict.fromkeys(form for form in strip_clitics(word) if len(form) > 1 and _keeps_article(word, form)))


def _keeps_article(word: str, form: str) -> bool:
    return not (word.endswith(("ال" + form, "لل" + form)))


@lru_cache(maxsize=1 << 15)
def forms(word: str) -> tuple[Form, ...]:
    """Every dictionary form a folded word may be of: "للمسلحين" → …, "مسلحين" (definite), "مسلح" (definite, plural)."""
    bases = [(form, _definite(word, form)) for form in strip_clitics(word)]
    found = [Form(key, definite, False) for key, definite in bases]
    found += [Form(key, definite, plural) for base, definite in bases for key, plural in _uninflected(base)]
    return tuple(dict.fromkeys(found))


def _definite(word: str, form: str) -> bool:
    return form.startswith("ال") or word.endswith(("ال" + form, "لل" + form))


def _uninflected(base: str) -> Iterator[tuple[str, bool]]:
    for suffix in _SUFFIXES:
        if base.endswith(suffix) and len(base) - len(suffix) >= 3:
            yield base[: -len(suffix)], suffix in _PLURAL
    for suffix in _FEMININE:
        if base.endswith(suffix) and len(base) - len(suffix) >= 3:
            yield base[: -len(suffix)] + "ه", suffix in _PLURAL
