"""What a count measures, from the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from marsad.resolve.figures.counts import Count
from marsad.resolve.figures.words import Word, among, backwards, lexicon
from marsad.text.numerals import Quantity

BEFORE = 14  # words in which the governing verb or event is looked for
BEHIND = 12  # words behind the noun in which its verb may stand ("أربعة مدنيين قتلوا")
_HARM = ("killed", "injured")
HELD = ("detained", "prisoners", "kidnapped")


class Measured(NamedTuple):
    """A measure, and whether the words say it surely."""

    measure: str
    sure: bool


def measure(words: Sequence[Word], count: Count) -> Measured | None:
    """What the count measures, or None where it counts nothing that a figure is."""
    q = count.quantity
    if q.low == 0 or (q.kind == "dual" and words[count.first].sense.definite):
        return None
    if _names_no_people(words, count) or refused(words, count.first, q):
        return None
    if one := _one(words, count):
        return Measured(one, True)
    if count.money:
        return Measured("other", _is_aid(words)) if _is_aid(words) else None
    head = words[count.head] if count.head < len(words) else None
    if head is not None and (head.sense.never or among(head, "units")):
        unit = not head.sense.never and not head.breaks and _is_aid(words)
        return Measured("other", True) if unit else None
    if _both(words, count):
        return Measured("casualties", True)
    noun = _noun(words, count)
    if noun:
        return _by_noun(words, count, noun)
    person = _person(words, count)
    behind = _behind(words, count) or _flight(words, count)
    if behind:
        return Measured(behind, True)
    total = _total(words, count)
    if total:
        return Measured(total, True)
    return _governed(words, count, person)


def _names_no_people(words: Sequence[Word], count: Count) -> bool:
    """Numbers that end a quoted name ("قافلة الحياة 3") and the one of "أسبوع واحد"; "جندي واحد" is a count."""
    behind = words[count.head].breaks[:1] if count.head < len(words) else ""
    digits = words[count.first].sense.key.isdigit()
    if behind in ('"', "»", "”") and digits and not words[count.first].breaks:
        return True
    if count.alone or count.quantity.high != 1 or digits:
        return False
    return not any(w.sense.one or w.sense.noun for w in words[max(0, count.first - 2) : count.first + 1])


def refused(words: Sequence[Word], first: int, quantity: Quantity) -> bool:
    """Whether the words before a number at `first` make it one of no harm.

    The passengers of a car, the one family that victims are of, the hours of a report ("خلال الساعات الماضية 48"),
    the five of "واحد من كل خمسة".
    """
    before = list(backwards(words, first, 2))
    if before and before[0].sense.key in lexicon().sets["each"]:
        return True
    if before and not words[first].breaks and among(before[0], "carries"):
        return True
    if quantity.high == 1 and any(among(w, "families") for w in [*before[:1], words[first]]):
        return True
    return any(among(w, "hours") for w in before) and words[first].sense.key.isdigit()


def _one(words: Sequence[Word], count: Count) -> str | None:
    """The measure of a noun whose number stands behind it: "شهيد 1", "إصابة واحدة"."""
    if count.quantity.low != 1 or count.quantity.high != 1 or not count.first or words[count.first].breaks:
        return None
    noun = words[count.first - 1].sense
    return noun.noun if not noun.definite else None


def _both(words: Sequence[Word], count: Count) -> bool:
    """Dead and injured in one: "40 قتيلا وجريحا", "20 شخصا بين قتيل وجريح"."""
    near = words[count.head : count.head + 6]
    among_two = next((i for i, w in enumerate(near) if w.sense.key == "بين"), None)
    near = near if among_two is None else near[among_two + 1 :]
    said = [w.sense.noun for w in near]
    if not set(_HARM) <= set(said):
        return False
    first = next(i for i, m in enumerate(said) if m in _HARM)
    rest = [i for i in range(first + 1, len(said)) if said[i] in _HARM and said[i] != said[first]]
    return bool(rest) and rest[0] <= first + 2 and near[rest[0]].sense.joined and not _counted(near[rest[0] - 1])


def _counted(word: Word) -> bool:
    return any(letter.isdigit() for letter in word.sense.key)


def _noun(words: Sequence[Word], count: Count) -> str | None:
    """The measure that the counted noun says: the number's own (dual), the word behind it, the one behind من."""
    own = next((w.sense.noun for w in words[count.first : count.head] if w.sense.noun), None)
    if own or count.head >= len(words):
        return own
    head = words[count.head]
    if head.breaks.strip('()"«“') or (head.sense.joined and count.head > count.first):
        return None
    if head.sense.key in ("من", "حاله", "حالات") and count.head + 1 < len(words):
        head = words[count.head + 1]
    return None if head.sense.key[0] in "بلك" and head.sense.key not in lexicon().nouns else head.sense.noun


def _by_noun(words: Sequence[Word], count: Count, noun: str) -> Measured | None:
    event = _event(words, count.first)
    behind = _behind(words, count)
    if noun == "buildings_destroyed":
        broken = any(among(w, "damage") for w in _around(words, count, 8, 4))
        return Measured(noun, True) if broken else None
    if noun in (*HELD, "displaced") and (behind or event) in ("released", *_HARM):
        return Measured(behind or event or noun, True)
    if noun == "prisoners" and event == "detained":
        return Measured("detained", True)
    if noun == "detained" and event == "kidnapped":
        return Measured("kidnapped", True)
    return Measured(noun, True)


def _person(words: Sequence[Word], count: Count) -> bool:
    """Whether people are counted, or nothing is named that could be something else."""
    near = words[count.first : count.head + 2]
    return any(w.sense.one or w.sense.two or w.sense.group for w in near)


def _behind(words: Sequence[Word], count: Count) -> str | None:
    """The plural verb behind its people: "ثلاثة أشخاص قتلوا"."""
    for j in range(count.head, min(len(words), count.head + BEHIND)):
        word = words[j]
        mark = word.breaks.strip('"«»“”')
        person = word.sense.number or word.sense.group or word.sense.one or among(word, "kin")
        if mark or (word.sense.joined and not person):
            return None
        if j + 1 < len(words) and among(words[j + 1], "after_among"):
            return None  # "ثلاثة أطفال، قتل منهم اثنان"
        if word.sense.verb and (word.sense.behind or (count.first > 0 and among(words[count.first - 1], "that"))):
            return word.sense.verb
        if word.sense.event and j > count.head:
            return None
    return None


def _flight(words: Sequence[Word], count: Count) -> str | None:
    """People who are forced to flee: "دفع آلاف الأشخاص إلى الفرار"."""
    forced = any(among(w, "force") for w in words[max(0, count.first - 4) : count.first])
    fled = any(among(w, "flight") for w in words[count.head : count.head + 6])
    return "displaced" if forced and fled else None


def _total(words: Sequence[Word], count: Count) -> str | None:
    """The noun before its number: "عدد القتلى إلى 30", "حصيلة الضحايا 50", "الغارات الأربع"."""
    nearest = None
    bare = count.head >= len(words) or not (words[count.head].sense.one or words[count.head].sense.group)
    far = count.first > 0 and among(words[count.first - 1], "reaches")
    for n, word in enumerate(backwards(words, count.first, 20 if far else 8)):
        if word.sense.noun and nearest is None:
            nearest = word.sense.noun
            if n == 0 and word.sense.definite:
                return nearest if bare and not among(word, "single") else None
        if nearest is None and word.sense.happens and not far:
            return None
        if nearest and among(word, "totals"):
            return nearest
    return None


def _event(words: Sequence[Word], i: int) -> str | None:
    found = _nearest(words, i)
    return found[0] if found else None


def _nearest(words: Sequence[Word], i: int) -> tuple[str, int] | None:
    """The nearest verb or event before position `i`, and how many words lie between."""
    before = list(backwards(words, i, BEFORE))
    for n, word in enumerate(before):
        said = word.sense.happens
        if said is None or (n and among(word, "particles")):
            continue
        if word.sense.joined and _shares(said, before[n + 1 : n + 3]):
            return "casualties", n
        if any(among(w, "courts") for w in before[n + 1 : n + 3]) and said in ("killed", "detained"):
            return "other", n
        return said, n
    return None


def _shares(said: str, before: Sequence[Word]) -> bool:
    """Whether the event directly before has no count of its own: "مقتل وإصابة 31", not "3 أشخاص قتلوا وأصيب 5"."""
    other = before[0].sense if before else None
    if other is None or other.behind or {said, other.happens} != set(_HARM):
        return False
    subject = before[1].sense if len(before) > 1 else None
    return subject is None or not (subject.one or subject.two or subject.group or subject.key.isdigit())


def _governed(words: Sequence[Word], count: Count, person: bool) -> Measured | None:
    found = _nearest(words, count.first)
    if found is None:
        return Measured("other", sure=False) if _in_need(words, count) else None
    said, gap = found
    if count.quantity.qualifier == "vague" and count.quantity.low == 3 and not person:
        return None
    if count.alone and (said == "other" or (said == "detained" and not count.follows)):
        return None
    bare = count.head >= len(words) or bool(words[count.head].breaks) or among(words[count.head], "bare")
    if said == "displaced" and count.head < len(words) and among(words[count.head], "diplomats"):
        said = "other"
    first = words[count.first].sense
    if first.definite and first.number and count.quantity.qualifier != "vague" and not _noun_before(words, count):
        return None
    if said == "other":
        return Measured(said, person and gap == 0) if gap <= 1 else None
    if bare and not person and _names_something(words, count, gap):
        return None
    if person or bare:
        return Measured(said, sure=person or gap <= 3)
    return Measured(said, sure=gap == 0) if gap <= 2 else None


def _names_something(words: Sequence[Word], count: Count, gap: int) -> bool:
    """Whether digits behind a single victim belong to what stands between: "أسر مقاتل من سرايا 313"."""
    last = words[count.first - 1]
    if (
        not words[count.first].sense.key.isdigit()
        or last.sense.joined
        or last.sense.key == "و"
        or among(last, "reaches")
    ):
        return False
    return any(w.sense.one for w in words[count.first - gap : count.first])


def _noun_before(words: Sequence[Word], count: Count) -> bool:
    """Whether the number is an adjective: "الضباط الأربعة"; "الأربعة" alone points back."""
    return count.first > 0 and words[count.first - 1].sense.definite and not words[count.first].breaks


def _in_need(words: Sequence[Word], count: Count) -> bool:
    """Whether many people are spoken of who need or get aid."""
    many = (count.quantity.low or 0) >= 1000 and not words[count.first].sense.definite
    return many and any(among(w, "need") for w in _around(words, count, 6, 6))


def _around(words: Sequence[Word], count: Count, before: int, behind: int) -> list[Word]:
    return [*words[max(0, count.first - before) : count.first], *words[count.head : count.head + behind]]


def _is_aid(words: Sequence[Word]) -> bool:
    return any(among(w, "aid") for w in words)
