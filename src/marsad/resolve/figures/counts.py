"""Where a sentence counts: numbers, and people who are one or two without a number ("مقتل مدني وطفلين")."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from marsad.resolve.figures.words import Word, among
from marsad.text.numerals import Quantity, find_numbers, nature
from marsad.text.numerals.lexicon import lexicon as numerals

_ADJECTIVES = 3  # words that may stand between two joined victims: "جندي تركي وعنصر"
_QUOTES = '"«»“”'
_ALONE = ("قتيل", "جريح", "شهيد")  # they say it themselves, in a headline too: "قتيل في قصف"
_CHANGE = 10  # words between a verb of change and the number from which it changes
_NOUN = 3  # words of the noun between that number and "إلى"
_OBJECT = 4  # words that may stand between a verb and its object: "قتلت الشرطة امرأة"


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity and the positions of its words: `first`, and `head`, the first word behind the number.

    For a person without a number `head` is that person. `money` tells an amount; `follows` a count whose measure is
    that of the count before it ("وطفلين", "بينهم امرأة").
    """

    quantity: Quantity
    first: int
    head: int
    money: bool = False
    follows: bool = False

    @property
    def alone(self) -> bool:
        """Whether no number counts: the person is the count."""
        return self.head == self.first


def counts(text: str, words: Sequence[Word], start: int, end: int) -> list[Count]:
    """All counts of the sentence `text[start:end]` with these words, in order; dates, ages, distances are left out."""
    starts, ends = [w.start for w in words], [w.end for w in words]
    numbers = []
    taken: set[int] = set()
    for q in _numbers(text, words, start, end):
        first, head = bisect_left(ends, q.start + 1), bisect_left(starts, q.end)
        taken.update(range(first, head))
        kind = nature(text, q)
        if q.kind == "fraction" and (q.low or 0) > 1 and kind == "other":  # "مليون ونصف المليون"
            kind = "count"
        if (
            q.kind in ("cardinal", "dual", "fraction")
            and kind in ("count", "money")
            and not outdated(words, first, head)
        ):
            numbers.append(Count(q, first, head, money=kind == "money"))
    if not numbers and not any(w.sense.happens or w.sense.key in _ALONE for w in words):
        return []
    return sorted([*numbers, *_people(words, taken, numbers)], key=lambda c: c.first)


def _numbers(text: str, words: Sequence[Word], start: int, end: int) -> Iterator[Quantity]:
    """The numbers of the sentence; a dual does not reach over a verb ("قتل جنديان وأصيب اثنان" has two)."""
    for q in find_numbers(text[start:end]):
        shifted = _shift(q, start)
        verb = next((w for w in words if shifted.start < w.start < shifted.end and w.sense.happens), None)
        if q.kind == "dual" and verb is not None:
            yield from (_shift(part, shifted.start) for part in find_numbers(text[shifted.start : verb.start]))
            yield from (_shift(part, verb.start) for part in find_numbers(text[verb.start : shifted.end]))
        else:
            yield shifted


def outdated(words: Sequence[Word], first: int, head: int) -> bool:
    """Whether a change begins with the number at `first`: "ارتفع عدد القتلى من 20 إلى 25" tells of 25."""
    if not first or words[first - 1].sense.key != "من":
        return False
    goes_on = next((i for i in range(head, min(len(words) - 1, head + _NOUN)) if words[i].sense.key == "الي"), None)
    changes = numerals().sets["changes"]
    before = words[max(0, first - 1 - _CHANGE) : first - 1]
    return goes_on is not None and words[goes_on + 1].sense.number and any(changes & set(w.sense.stems) for w in before)


def _people(words: Sequence[Word], taken: set[int], numbers: Sequence[Count]) -> Iterator[Count]:
    """Persons who are one or two by themselves, where the words before them say what happened or join them."""
    counted = {c.head for c in numbers}
    last: int | None = None
    for i, word in enumerate(words):
        if i in counted:
            last = i
        beside = i - 1 in counted and not (words[i - 1].sense.happens or among(words[i - 1], "after_among"))
        its_noun = not word.sense.joined and (i in counted or beside)
        value = 0 if i in taken or its_noun else _value(words, i)
        if not value:
            continue
        joined = last is not None and last < i and word.sense.joined and _only_adjectives(words, last, i)
        among_them = i > 0 and not word.breaks and among(words[i - 1], "after_among")
        if joined or among_them or _happened(words, i):
            yield Count(_quantity(word, value), i, i, follows=joined or among_them)
            last = i


def _value(words: Sequence[Word], i: int) -> int:
    """1 or 2 where the word is a person in the singular or dual (أحد السكان too), else 0."""
    sense = words[i].sense
    if sense.definite or sense.verb:
        return 0
    if sense.two:
        return 2
    if among(words[i], "one_of"):
        return 1 if i + 1 < len(words) and not words[i + 1].breaks and not among(words[i + 1], "stops") else 0
    named = i + 1 < len(words) and words[i + 1].sense.definite and not words[i + 1].breaks
    if sense.one and not named:
        return 1
    return 1 if sense.key in _ALONE or among(words[i], "kin") or among(words[i], "another") else 0


def _only_adjectives(words: Sequence[Word], last: int, i: int) -> bool:
    """Whether a few words without a verb or mark stand between two victims."""
    between = words[last + 1 : i]
    return len(between) < _ADJECTIVES and not any(
        w.sense.happens or w.breaks.strip(_QUOTES + "،,") or among(w, "stops") for w in between
    )


def _happened(words: Sequence[Word], i: int) -> bool:
    """Whether a word of harm governs the person at `i`: just before, before its subject, or behind "أن"."""
    word = words[i]
    if i == 0 or word.breaks.strip('"»«“”،'):
        return i == 0 and word.sense.noun is not None and word.sense.key in _ALONE
    if words[i - 1].sense.happens:
        return not among(word, "kin") or words[i - 1].sense.joined
    if among(words[i - 1], "that"):
        return any(w.sense.verb and not w.sense.joined and not w.breaks.strip('"«“') for w in words[i + 1 : i + 3])
    if among(word, "one_of"):
        return any(w.sense.happens in ("killed", "injured") for w in words[max(0, i - _OBJECT) : i])
    if not word.sense.key.endswith(("ا", "اه", "اة")) and not word.sense.key.startswith("امرا"):
        return False
    return any(w.sense.verb and not w.sense.behind for w in words[max(0, i - _OBJECT) : i])


def _quantity(word: Word, value: int) -> Quantity:
    start = word.start + (1 if word.sense.joined else 0)
    return Quantity(start, word.end, value, value, "exact", "dual" if value == 2 else "cardinal", (start, word.end))


def _shift(q: Quantity, by: int) -> Quantity:
    return replace(q, start=q.start + by, end=q.end + by, core=(q.core[0] + by, q.core[1] + by))
