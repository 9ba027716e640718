"""Figures of a sentence: from the words alone, and from the words together with the reader's proposals."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from marsad.resolve.figures.counts import Count, counts, outdated
from marsad.resolve.figures.measure import HELD, measure, refused
from marsad.resolve.figures.words import Word, among, lexicon, read_words
from marsad.text.numerals import Quantity, expand, nature

_STATES = frozenset({*HELD, "released"})
_NO_COUNT = frozenset(
    {"date", "time", "age", "duration", "distance", "percent", "name"}
)  # whatever the reader makes of such a number
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
    if not any(word.sense.speaks for word in words):
        return out
    for count in counts(text, words, start, end):
        whole = out[-1] if out else None
        part = whole is not None and (_is_part(words, count) or _next_part(text, words, whole, count))
        if whole and (count.follows or part) and (count.follows or not _own_noun(words, count)):
            said, sure = whole.measure, whole.sure
        elif (found := measure(words, count)) is not None:
            said, sure = found
        else:
            continue
        who = _who(words, count)
        q = count.quantity
        of = (whole.part_of or (whole.start, whole.end)) if whole and part and whole.measure == said else None
        start, stop = min(q.start, who[0]) if who else q.start, max(q.end, who[1]) if who else q.end
        out.append(FoundFigure(start, stop, said, q, who, sure, of))
    return out


def _is_part(words: Sequence[Word], count: Count) -> bool:
    """Whether "بينهم" or "منهم" stands just before, or "هم" or a bracket tells a whole class by class."""
    before = words[max(0, count.first - 2) : count.first]
    if any(among(w, "after_among") for w in before):
        return True
    told = any(w.sense.key in lexicon().sets["are"] for w in before)
    return told or ("(" in words[count.first].breaks and _own_people(words, count))


def _next_part(text: str, words: Sequence[Word], last: FoundFigure, count: Count) -> bool:
    """Whether the count goes on with the parts of a whole: "بينهم 5 أطفال وثلاث نساء"."""
    between = text[last.end : words[count.first].start]
    joined = words[count.first].sense.joined or between.strip(" ،,") == "و"
    return last.part_of is not None and joined and not between.strip(" ،,و")


def _own_people(words: Sequence[Word], count: Count) -> bool:
    return any(w.sense.one or w.sense.two or w.sense.group for w in words[count.first : count.head + 1])


def _own_noun(words: Sequence[Word], count: Count) -> bool:
    return any(w.sense.noun for w in words[count.first : count.head + 1])


def _who(words: Sequence[Word], count: Count) -> tuple[int, int] | None:
    """The noun phrase of those counted: "مدنيين", "جنود أوكرانيين", behind من "عناصر", before it "الضباط الأربعة"."""
    own = count.alone or count.quantity.kind == "dual"
    i = _noun_at(words, count, own=own)
    if i is None:
        return None
    first = words[i]
    if first.sense.noun in ("killed", "injured") or first.sense.happens or first.sense.never:
        return None
    stop = i + 1
    while stop < min(len(words), i + 3) and _describes(words[stop], first):
        stop += 1
    return first.start + (1 if first.sense.joined else 0), words[stop - 1].end


def _noun_at(words: Sequence[Word], count: Count, *, own: bool) -> int | None:
    """Where the counted noun stands: in the count, behind it, behind its من, or before a number with the article."""
    if own:
        return count.first
    first = words[count.first].sense
    if first.definite and first.number and count.quantity.qualifier != "vague":
        return count.first - 1 if count.first and words[count.first - 1].sense.definite else None
    i = count.head
    if i < len(words) and words[i].sense.key == "من" and not words[i].breaks:
        i += 1
    if i >= len(words) or words[i].breaks.strip('"«“') or words[i].sense.joined:
        return None
    sense = words[i].sense
    known = sense.one or sense.group or sense.noun is not None
    loose = len(sense.key) < 3 or sense.key[0] in "بلك" or (sense.definite and i == count.head)
    vague = count.quantity.qualifier == "vague" or (count.quantity.low or 0) >= 100
    if among(words[i], "bare") or among(words[i], "stops") or (loose and not known and not (vague and sense.definite)):
        return None
    return i


def _describes(word: Word, noun: Word) -> bool:
    """Whether the word is an adjective of the noun, by its ending and article."""
    if word.breaks or word.sense.joined or word.sense.definite != noun.sense.definite or among(word, "stops"):
        return False
    return len(word.sense.key) > 3 and word.sense.key.endswith(("يين", "يا", "ي", "يه", "يتين", "يان", "يون"))


def merge(text: str, proposed: Iterable[tuple[int, int, str]], sentence: tuple[int, int]) -> list[FoundFigure]:
    """Figures of a sentence from the words and from the reader's proposals `(start, end, measure)`.

    Where both speak of the same number the words decide if they are sure, else the reader; an unsure figure that the
    reader does not propose, a proposal without any number in it, and a second one for the same number are dropped.
    Who is held, and how, is told by more than a word: there the reader decides.
    """
    own, words = find_figures(text, *sentence), read_words(text, *sentence)
    proposed = list(proposed)
    out = [_held(f, proposed) for f in own if f.sure]
    cores = {f.quantity.core for f in out}
    for start, end, said in proposed:
        same = [f for f in own if f.start < end and start < f.end]
        if any(f.sure for f in same) or _names_counted(text, (start, end), out):
            continue
        quantity = same[0].quantity if same else _value(text, start, end)
        if quantity is None or quantity.core in cores or _refused(words, quantity):
            continue
        cores.add(quantity.core)
        out.append(
            replace(same[0], measure=said) if same else FoundFigure(start, end, said, quantity, None, sure=False)
        )
    return sorted(out, key=lambda f: (f.start, f.end))


def _names_counted(text: str, at: tuple[int, int], own: Sequence[FoundFigure]) -> bool:
    """Whether a proposal without a number of its own is the noun of a figure right beside it: "إصابة" in "15 إصابة"."""
    if any(w.sense.number or w.sense.two for w in read_words(text, *at)):
        return False
    return any(not text[min(f.end, at[1]) : max(f.start, at[0])].strip() for f in own)


def _refused(words: Sequence[Word], quantity: Quantity) -> bool:
    first = bisect_left([w.end for w in words], quantity.core[0] + 1)
    head = bisect_left([w.start for w in words], quantity.core[1])
    return first < len(words) and (refused(words, first, quantity) or outdated(words, first, head))


def _held(found: FoundFigure, proposed: Sequence[tuple[int, int, str]]) -> FoundFigure:
    """A figure of people held, with the reader's word on how they are."""
    if found.measure not in _STATES:
        return found
    said = [m for start, end, m in proposed if found.start < end and start < found.end and m in _STATES]
    return replace(found, measure=said[0]) if said else found


def _value(text: str, start: int, end: int) -> Quantity | None:
    if not any(w.sense.number or w.sense.one or w.sense.two or w.sense.noun for w in read_words(text, start, end)):
        return None  # "عدد من" and a lone "نحو" count nothing
    low = max(0, start - _AROUND)
    found = expand(text[low : end + _AROUND], start - low, end - low)
    if found is None or nature(text[low : end + _AROUND], found) in _NO_COUNT:
        return None
    return replace(found, start=found.start + low, end=found.end + low, core=(found.core[0] + low, found.core[1] + low))
