"""A sentence as the patterns see it: where what is said begins and ends, and what follows a speaker."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.resolve.attribution.lexicon import Lexicon
from marsad.resolve.attribution.phrases import OPENING, Token
from marsad.resolve.attribution.relays import hearer

Range = tuple[int, int]
ASIDE = 40  # tokens between a speaker and "إن" at most
BREAKS = frozenset(".؛!؟|")


def meet(a: Range, b: Range) -> bool:
    """Whether two ranges share a letter."""
    return a[0] < b[1] and b[0] < a[1]


class Clause:
    """The tokens `row` of the sentence `[start, end)` (code points), read with a lexicon."""

    def __init__(self, row: Sequence[Token], lex: Lexicon, start: int, end: int) -> None:
        self.row, self.lex, self.start, self.end = row, lex, start, end

    def at(self, first: int, stop: int) -> Range:
        """Code points of the tokens `first:stop`."""
        return self.row[first].start, self.row[stop - 1].end

    def token_from(self, offset: int) -> int:
        """Index of the first token at or after a code point."""
        return next((n for n, token in enumerate(self.row) if token.start >= offset), len(self.row))

    def begins(self, i: int) -> int:
        """Where what is said begins: after the speaker, past an occasion ("في مؤتمر صحفي، إن")."""
        row, lex = self.row, self.lex
        start = row[i - 1].end
        if i >= len(row) or not (row[i].key in lex["aside"] or row[i].key in lex["date_words"] or hearer(row, i, lex)):
            return start
        for token in row[i : i + ASIDE]:
            if token.key in lex["complementizers"] or token.key in lex["saying"] or token.key == ":":
                return token.end
        return start

    def stops(self, i: int) -> int:
        """Where what is said ends: with the sentence, or at ", while …"."""
        row = self.row
        for j in range(i + 1, len(row)):
            if row[j].key in self.lex["turns"] and row[j - 1].key in "،,":
                return row[j - 1].start
            if row[j].key == "في" and j + 1 < len(row) and row[j + 1].key in ("حين", "وقت") and row[j - 1].key in "،,":
                return row[j - 1].start
        return self.end

    def around(self, i: int, end: int) -> Range:
        """What follows a leading "وبحسب X،", else the clause before."""
        row = self.row
        start = self.start
        for j in range(i - 1, -1, -1):
            if row[j].key in BREAKS:
                start = row[j].end
                break
        before = any(t.word for t in row[:i] if t.start >= start)
        if before:
            return start, row[i].start
        return row[end - 1].end, self.end

    def past_adverbs(self, k: int) -> int:
        """Past adverbs of time between verb and speaker."""
        while k < len(self.row) and (
            self.row[k].key in self.lex["date_words"] or self.row[k].key in self.lex["pronouns"]
        ):
            k += 1
        return k

    def link_at(self, i: int, link: str) -> int | None:
        """The token "عن" after the relay, past a few words ("أمس", "في نبأ عاجل")."""
        for j in range(i, min(len(self.row), i + 12)):
            key = self.row[j].key
            if key == link:
                return j
            if key in self.lex["complementizers"] or key in ":." or key in self.lex.verbs:
                return None
        return None

    def complement(self, end: int) -> bool:
        """Whether "أن" stands right at token `end`."""
        return end < len(self.row) and self.row[end].key in self.lex["complementizers"]

    def said_follows(self, end: int) -> bool:
        """Whether what is said begins within a few words of token `end`: "أن", "قوله", a colon, a quotation."""
        for token in self.row[end : end + 8]:
            if (
                token.key in self.lex["complementizers"]
                or token.key in self.lex["saying"]
                or token.key in OPENING
                or token.key == ":"
            ):
                return True
            if token.key == "." or token.key in self.lex.verbs:
                return False
        return False
