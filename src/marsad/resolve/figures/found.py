"""Figures of a sentence: from the words alone, and from the words together with the reader's proposals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from marsad.resolve.figures.counts import Count, counts
from marsad.resolve.figures.measure import measure
from marsad.resolve.figures.words import Word, among, read_words
from marsad.text.numerals import Quantity, expand

_AROUND = 60  # code points on either side of a proposal that may belong to its number


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A count at `text[start:end]`: `measure`, interval, and the class counted (`who`, offsets) where a noun names it.

    "أكثر من 30 قتيلا" is killed, 31 to None, `at_least`. `sure` tells that the words say the measure plainly.
    `part_of` is the span of the count that this one is part of: in "12 بينهم 5 أطفال" the span of "12".
    """

    start: int
    end: int
    measure: str
    quantity: Quantity
    who: tuple[int, int] | None
    sure: bool
    part_of: tuple[int, int] | None = None


def find_figures(text: str, start: int, end: int) -> list[FoundFigure]:
    """Figures of one sentence `text[start:end]` by the words alone, in order, offsets into `text`."""
    words = read_words(text, start, end)
    out: list[FoundFigure] = []
    for count in counts(text, words, start, end):
        whole = out[-1] if out else None
        part = whole is not None and _is_part(words, count)
        if whole and (count.follows or part) and (count.follows or not _own_noun(words, count)):
            said, sure = whole.measure, whole.sure
        elif (found := measure(words, count)) is not None:
            said, sure = found
        else:
            continue
        who = _who(words, count)
        q = count.quantity
        of = (whole.part_of or (whole.start, whole.end)) if whole and part and whole.measure == said else None
        out.append(FoundFigure(q.start, max(q.end, who[1] if who else 0), said, q, who, sure, of))
    return out


def _is_part(words: Sequence[Word], count: Count) -> bool:
    """Whether "بينهم" or "منهم" stands just before, or joins to a count that has it."""
    return any(among(w, "after_among") for w in words[max(0, count.first - 2) : count.first])


def _own_noun(words: Sequence[Word], count: Count) -> bool:
    return any(w.sense.noun for w in words[count.first : count.head + 1])


def _who(words: Sequence[Word], count: Count) -> tuple[int, int] | None:
    """The noun phrase of those counted: "مدنيين", "جنود أوكرانيين", behind من "عناصر"."""
    i = count.head
    single = count.first == count.head or count.quantity.kind == "dual"
    if single:
        i = count.first
    elif i < len(words) and words[i].sense.key == "من":
        i += 1
    if i >= len(words):
        return None
    first = words[i]
    start = first.start + (1 if first.sense.joined and single else 0)
    if not single and (first.breaks.strip("\"«“") or (first.sense.joined and not first.sense.group)):
        return None
    if first.sense.noun in ("killed", "injured") or first.sense.happens or among(first, "bare") or first.sense.never:
        return None
    end = first.end
    for word in words[i + 1 : i + 3]:
        if word.breaks or word.sense.joined or word.sense.definite != first.sense.definite or not _adjective(word):
            break
        end = word.end
    return start, end


def _adjective(word: Word) -> bool:
    bare = word.sense.key.removeprefix("ال")
    return bare.endswith(("يين", "يا", "ي", "يه", "يتين", "يان", "يون")) and word.sense.key not in ("في", "الي", "علي", "التي")


def merge(text: str, proposed: Iterable[tuple[int, int, str]], sentence: tuple[int, int]) -> list[FoundFigure]:
    """Figures of a sentence from the words and from the reader's proposals `(start, end, measure)`.

    Where both speak of the same number the words decide if they are sure, else the reader; an unsure figure that the
    reader does not propose, and a proposal without any number in it, is dropped.
    """
    own = find_figures(text, *sentence)
    out = [f for f in own if f.sure]
    for start, end, said in proposed:
        same = [f for f in own if f.start < end and start < f.end]
        if any(f.sure for f in same):
            continue
        if same:
            out.append(replace(same[0], measure=said))
        elif (quantity := _value(text, start, end)) is not None:
            out.append(FoundFigure(start, end, said, quantity, None, sure=False))
    return sorted(out, key=lambda f: (f.start, f.end))


def _value(text: str, start: int, end: int) -> Quantity | None:
    low = max(0, start - _AROUND)
    found = expand(text[low : end + _AROUND], start - low, end - low)
    if found is None:
        return None
    return replace(found, start=found.start + low, end=found.end + low, core=(found.core[0] + low, found.core[1] + low))
