"""Speakers that stand first: "مصدر أمني يقول", "الوزير: لن نوقع"."""

from __future__ import annotations

from marsad.resolve.attribution.clause import BREAKS, Clause
from marsad.resolve.attribution.phrases import phrase_end
from marsad.resolve.attribution.relays import hearer


def speakers_first(clause: Clause) -> dict[int, tuple[int, int]]:
    """Token of a verb or colon → tokens of the phrase before it, for every clause that begins with its speaker."""
    return _First(clause).found


class _First:
    def __init__(self, clause: Clause) -> None:
        self.clause, self.row, self.lex = clause, clause.row, clause.lex
        self.found: dict[int, tuple[int, int]] = {}
        fresh = True
        for i, token in enumerate(self.row):
            if not token.word:
                fresh = fresh or token.key in "،,-:" or token.key in BREAKS
            elif token.key in self.lex["openers"]:
                fresh = True
            else:
                if fresh and token.key not in self.lex.verbs:
                    self._open_clause(i)
                fresh = False

    def _open_clause(self, i: int) -> None:
        row, lex = self.row, self.lex
        end = phrase_end(row, i, lex, object_may_follow=False)
        joined = row[i].key[0] == "و" and row[i].key not in lex["and_words"]
        if end <= i or joined or row[i].key.isdigit():
            return
        j = self._past_insertion(end)
        while j < len(row) and (row[j].key in lex["between"] or row[j].key in lex["date_words"]):
            j += 1
        verb = lex.verbs.get(row[j].key) if j < len(row) else None
        if verb and not verb.opens and (row[j].key not in lex["noun_alike"] or self.clause.said_follows(j + 1)):
            self.found.setdefault(j, (i, end))
        elif self._at_start(i) and (colon := self._colon(end)) is not None and row[i].key not in lex["whole"]:
            self.found[colon] = (i, end)

    def _past_insertion(self, end: int) -> int:
        """The token after ", who …," or ", in a statement,", else `end`."""
        row = self.row
        if end + 1 >= len(row) or row[end].key not in "،,-–":
            return end
        if row[end + 1].key not in self.lex["relatives"] and row[end + 1].key not in ("في", "خلال"):
            return end + 1
        return next((j + 1 for j in range(end + 2, min(len(row), end + 22)) if row[j].key in "،,-–"), end)

    def _at_start(self, i: int) -> bool:
        return all(not t.word or t.key in self.lex["openers"] for t in self.row[max(0, i - 2) : i])

    def _colon(self, end: int) -> int | None:
        """The colon right after the speaker, or after the relay that the speaker is followed by."""
        row = self.row
        if end < len(row) and row[end].key == ":":
            return end
        if end < len(row) and (hearer(row, end, self.lex) or row[end].key in self.lex.according):
            return next((j for j in range(end, min(len(row), end + 10)) if row[j].key == ":"), None)
        return None
