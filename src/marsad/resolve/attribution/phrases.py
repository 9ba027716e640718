"""Noun phrases of speakers: where the name of a source begins and ends.

Arabic does not mark the end of a subject, so words decide: a complementizer, a preposition that the noun does not take,
a date, a relative pronoun, a verb or the noun of what is said ends it ("مسؤول في الوزارة", but "الوزير | في بيان").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from marsad.resolve.attribution.lexicon import Lexicon
from marsad.text.normalise import fold

_TOKEN = re.compile("[^\\W_](?:[^\\W_]|[ـ\u064b-\u065f\u0670\u200b-\u200f])*|[^\\w\\s]")
_key = lru_cache(maxsize=1 << 15)(fold)
_VERBAL = re.compile(r"(?:است\w{1,3}ا\w|ا\wت\w?ا\w|ان\w\wا\w|ت\w\wي\w|م\wا\w\wه)(?:ه|ها|هم)?")
_NAMES_LIKE_VERBAL = frozenset(map(fold, ("تيسير", "تحسين", "توفيق", "اعتدال", "انتصار", "ابتسام", "امتثال")))

OPENING = frozenset('"«“”‘(')
CLOSING = {'"': '"”“', "«": "»", "“": '”“"', "”": '”“"', "‘": "’", "(": ")"}
_TAKES = {
    "في": "takes_in", "من": "takes_of", "الي": "takes_to", "عن": "takes_about", "علي": "takes_on", "لدي": "takes_at",
}  # fmt: skip
LONGEST = 11  # words of a source phrase (guidelines: at most about ten)


class Token(NamedTuple):
    """A word or one sign of the text: `text[start:end]`; `key` is its folded spelling.

    `name`: a word written with ي at its end ("علي", not "على"), which the key no longer shows.
    """

    start: int
    end: int
    key: str
    word: bool
    name: bool = False


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Words and signs of `text[start:end]` in order; a sign is a token of one character."""
    return [
        Token(m.start(), m.end(), key, m[0][0].isalnum(), m[0][-1] == "ي")
        for m in _TOKEN.finditer(text, start, end)
        if (key := _key(m[0]))
    ]


def detached(token: Token) -> Token:
    """The word behind an attached ل: "لوزارة" → "وزارة"; "للوزارة" keeps its letters, its key becomes "الوزارة"."""
    if token.key.startswith("لل"):
        return token._replace(key="ال" + token.key[2:])
    return token._replace(key=token.key[1:], start=max(token.start, token.end - len(token.key) + 1))


def phrase_end(row: Sequence[Token], i: int, lex: Lexicon, *, object_may_follow: bool = True) -> int:
    """Index after the noun phrase that begins at token `i`; `i` itself where none begins.

    With `object_may_follow` (after a verb) a noun of what is said ends the phrase ("أعلن الجيش | مقتل").
    """
    return _Phrase(row, i, lex, object_may_follow).end()


def verbal_noun(key: str) -> bool:
    """Whether a folded word has the shape of a verbal noun ("استهداف", "انسحاب", "تدمير")."""
    return bool(_VERBAL.fullmatch(key)) and key not in _NAMES_LIKE_VERBAL


def outlet_length(row: Sequence[Token], j: int, lex: Lexicon, attached: str = "") -> int:
    """How many tokens from `j` on spell the name of an outlet, its first word behind `attached` letters; 0: none.

    In "للأناضول" the article of the name is swallowed by ل.
    """
    key = row[j].key
    if not key.startswith(attached):
        return 0
    first = "ال" + key[2:] if attached and key.startswith("لل") else key[len(attached) :]
    for name in lex.outlets.get(first, ()):
        if len(name) <= len(row) - j and all(row[j + k].key == name[k] for k in range(1, len(name))):
            return len(name)
    return 0


class _Phrase:
    """The reading of one phrase, word by word."""

    def __init__(self, row: Sequence[Token], i: int, lex: Lexicon, object_may_follow: bool) -> None:
        self.row, self.first, self.lex, self.object_may_follow = row, i, lex, object_may_follow
        self.heads: set[str] = set()
        self.words = 0

    def end(self) -> int:
        j = self._quoted_name(self.first)
        return self._trimmed(self._walk(j))

    def _walk(self, j: int) -> int:
        while j < len(self.row) and self.words < LONGEST:
            step = self._word(j) if self.row[j].word else self._sign(j)
            if not step:
                break
            j += step
        return j

    def _trimmed(self, j: int) -> int:
        """Without prepositions and signs that dangle at the end."""
        while j > self.first and (self.row[j - 1].key in self.lex["ends"] or self.row[j - 1].key in "-–/،("):
            j -= 1
        return j

    def _take(self, j: int) -> int:
        self.heads.add(self.row[j].key)
        self.words += 1
        return 1

    def _key(self, j: int) -> str:
        return self.row[j].key if 0 <= j < len(self.row) else ""

    # signs

    def _quoted_name(self, i: int) -> int:
        """A phrase that is nothing but a name in quotation marks before "إن": «القدس العربي»."""
        close = self._closing(i, 4)
        if close and self._key(close + 1) in self.lex["complementizers"]:
            self.words += close - i
            return close + 1
        return i

    def _closing(self, j: int, limit: int) -> int:
        """Index of the sign that closes what opens at `j`, at most `limit` words on; 0 where there is none."""
        ends, count = CLOSING.get(self._key(j), ""), 0
        for k in range(j + 1, min(len(self.row), j + 2 * limit + 2)) if ends else ():
            if self.row[k].key in ends:
                return k
            count += self.row[k].word
            if count > limit:
                break
        return 0

    def _sign(self, j: int) -> int:
        row = self.row
        if j == self.first:
            return 0
        key, before = row[j].key, row[j - 1]
        if key in OPENING:
            return self._name_in_marks(j)
        if key in "-–/." and row[j].start == before.end and j + 1 < len(row) and row[j].end == row[j + 1].start:
            return 1 if row[j + 1].word else 0
        if key in "،,-–":
            return self._apposition(j)
        return 0

    def _name_in_marks(self, j: int) -> int:
        """A name in marks belongs to the phrase after "صحيفة", or before "إن" or a title; else it is what is said."""
        key = self.row[j].key
        close = self._closing(j, 6 if key == "(" else 5)
        after = self._key(close + 1)
        goes_on = after in self.lex["complementizers"] or after in self.lex["titles"]
        if close and (key == "(" or self._key(j - 1) in self.lex["named"] or goes_on):
            self.words += 1
            return close + 1 - j
        return 0

    def _apposition(self, j: int) -> int:
        """Length of ", title of the person" or ", name after a title", closed by a comma, a colon or "إن"."""
        lex, k = self.lex, j + 1
        head = self._key(k)
        titled = head in lex["titles"]
        if self._key(j) in "،," and not titled and not self.heads & lex["titles"]:
            return 0
        if self._key(j) in "-–" and not titled:
            return 0
        inner = _Phrase(self.row, k, lex, True)
        inner.words = min(self.words, 2)
        stop = k
        while stop < len(self.row) and inner.words < LONGEST + 2:
            word = self.row[stop].word
            step = inner._word(stop) if word else inner._sign(stop) if self.row[stop].key in OPENING else 0
            if not step:
                break
            stop += step
        stop = inner._trimmed(stop)
        if stop == k or (not titled and (stop - k > 5 or head.startswith("ال") or head in lex["objects"])):
            return 0
        after = self._key(stop)
        closed = stop >= len(self.row) or after in "،,:-–." or after in lex["complementizers"]
        if not closed and not (titled and after in lex["ends"]):
            return 0
        self.words, self.heads = self.words + inner.words, self.heads | inner.heads
        return stop - j

    # words

    def _word(self, j: int) -> int:
        """1 where word `j` belongs to the phrase, else 0."""
        lex, key = self.lex, self.row[j].key
        if j == self.first:
            return self._take(j) if self._may_begin(j) else 0
        if "كي" in (key, self._key(j + 1)) and "بان" in (key, self._key(j - 1)):  # a name, not "بأن"
            return self._take(j)
        if key in lex["complementizers"] or key in lex["saying"] or (key in lex.verbs and self._is_verb(j)):
            return 0
        if key == "ل":
            return 0
        if key in lex["ends"]:
            return self._preposition(j)
        if self._key(j - 1) in lex["ends"]:
            return self._take(j)
        if self._begins_anew(j) or (len(key) > 2 and key[0] in "ولب" and not self._clitic(j)):
            return 0
        return self._take(j)

    def _may_begin(self, j: int) -> bool:
        lex, key = self.lex, self.row[j].key
        if key in lex["demonstratives"] and self._key(j + 1).startswith("ال"):
            return True
        if key == "بان" and self._key(j + 1) == "كي":
            return True
        if (key[0] in "وف" and key[1:] in lex["ends"] and key not in lex["and_words"]) or key.startswith(
            ("وال", "بال", "لل", "فال")
        ):
            return False
        if key[0] in "لب" and (key.endswith(("ها", "هم")) or key[1:] in lex["objects"] or verbal_noun(key[1:])):
            return False
        return not (
            key in lex["ends"] or key in lex["complementizers"] or key in lex["saying"] or key in lex["date_words"]
            or key in lex["according_that"] or key in lex.according or key in lex["hearers"] or len(key) == 1
            or (key in lex.verbs and lex.verbs[key].opens and key not in lex["and_words"])
        )  # fmt: skip

    def _is_verb(self, j: int) -> bool:
        verb = self.lex.verbs[self.row[j].key]
        return (verb.needs == "nothing" or (verb.opens and verb.needs == "said")) and self.row[j].key not in self.lex[
            "noun_alike"
        ]

    def _begins_anew(self, j: int) -> bool:
        """Whether word `j` begins what is said, not marked by anything: "نفى الوزير | استهداف", "اتهمت تركيا | اليونان"."""
        lex, key, before = self.lex, self.row[j].key, self._key(j - 1)
        if j == self.first + 1 and before in lex["whole"]:
            return True
        if not self.object_may_follow:
            return False
        if key in lex["objects"]:
            return True
        if key.startswith("ال"):
            return self._new_definite(key, before, j)
        return verbal_noun(key) and (before.startswith("ال") or before in lex["whole"])

    def _new_definite(self, key: str, before: str, j: int) -> bool:
        """A definite word that cannot describe what stands before it."""
        lex = self.lex
        if key in lex["titles"] or key in lex["adjectives"] or key.endswith(("ي", "يه", "يون", "يين")):
            return False
        if before == "المتحده":
            return True
        if before.endswith("ون"):
            return not key.endswith(("ون", "ين"))
        if before.startswith("ال") and before.endswith(("ي", "يه")):
            return True
        described = self.heads & (lex["takes_in"] | lex["takes_of"])
        return bool(described) and j > self.first + 1 and not before.startswith("ال") and before.endswith("يه")

    def _preposition(self, j: int) -> int:
        lex, key, after = self.lex, self.row[j].key, self._key(j + 1)
        if key == "علي" and self._is_ali(j):
            return self._take(j)
        if j + 1 >= len(self.row) or not self.row[j + 1].word or after in lex["ends"]:
            return 0
        if key == "في" and (after in lex["whole"] or after in lex["place_heads"]) and self.heads & lex["takes_place"]:
            return 1
        name = _TAKES.get(key)
        if not name or not (self.heads & lex[name]):
            return 0
        if after in lex["occasions"] or after in lex["date_words"] or after in lex["complementizers"]:
            return 0
        self.words += 1
        return 1

    def _is_ali(self, j: int) -> bool:
        """The name "علي", which folds like the preposition: after a title or a name, before a name."""
        before, after = self._key(j - 1), self._key(j + 1)
        if not self.row[j].name or after in self.lex["complementizers"]:
            return False
        named = before in self.lex["titles"] or not before.startswith("ال") or after.startswith("ال")
        return named or self._closed(j + 2)

    def _closed(self, j: int) -> bool:
        """Whether the phrase can end before token `j`."""
        after = self._key(j)
        return after in "،,:-." or after in self.lex["ends"] or after in self.lex["complementizers"]

    def _clitic(self, j: int) -> bool:
        """Whether a word with an attached و, ل or ب still belongs to the phrase."""
        lex, key, before = self.lex, self.row[j].key, self._key(j - 1)
        if key[0] == "و":
            return key in lex["and_words"] or self._coordinated(j) or self._surname(j)
        if key[0] == "ل":
            if key in lex["hearers"] or key[1:] in lex["media"] or outlet_length(self.row, j, lex, "ل"):
                return False
            return not key.startswith("لل") or before.startswith("ال") or before in lex["media"] or len(self.heads) == 1
        if key in lex["by_words"] or self._surname(j):
            return True
        return key[1:] in lex["at_words"] and bool(self.heads & (lex["takes_in"] | lex["takes_of"]))

    def _coordinated(self, j: int) -> bool:
        """A second word of the same shape: "خبراء محليون ودوليون", "الشؤون الخارجية والمغتربين"."""
        key, before = self.row[j].key, self._key(j - 1)
        if key.startswith("وال"):
            return before.startswith("ال") and j > self.first + 1
        return any(key.endswith(end) and before.endswith(end) for end in ("ون", "ين", "يه"))

    def _surname(self, j: int) -> bool:
        """A name after a given name that follows a title, at the end of the phrase: "وزير العمل سامر بدران"."""
        key, before = self.row[j].key, self._key(j - 1)
        definite = any(word.startswith("ال") for word in self.heads) and not before.startswith("ال")
        titled = bool(self.heads & self.lex["titles"])
        return (
            definite
            and titled
            and self._closed(j + 1)
            and not key.startswith(("وال", "بال"))
            and not verbal_noun(key[1:])
        )
