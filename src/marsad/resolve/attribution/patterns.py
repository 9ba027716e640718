"""The patterns of attribution: verb and speaker, document, "بحسب"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from marsad.resolve.attribution.clause import Clause, Range, meet
from marsad.resolve.attribution.first import speakers_first
from marsad.resolve.attribution.phrases import CLOSING, OPENING, Token, detached, phrase_end, verbal_noun
from marsad.resolve.attribution.relays import hearer, outlet, outlets_own, relay_after

_OBLIQUE = re.compile(r"ال\w+يين|الم\w{2,}ين")  # plurals that are no subject: "المدنيين", "المتظاهرين"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words said by somebody; all ranges are code points of the text, half-open.

    `source`: the noun phrase of who says it; `via`: who passes it on; `cue`: the verb or phrase that attributes;
    `scope`: the stretch that is said. In "قال المتحدث إن القصف توقف" the scope is " القصف توقف".
    """

    source: Range
    via: Range | None
    cue: Range
    scope: Range


def read(clause: Clause, earlier: Range | None = None) -> list[Attribution]:
    """The attributions of a sentence in the order of their cues; relays not yet joined."""
    return _Reader(clause, earlier).read()


class _Reader:
    def __init__(self, clause: Clause, earlier: Range | None) -> None:
        self.earlier = earlier
        self.clause, self.row, self.lex = clause, clause.row, clause.lex
        self.found: list[Attribution] = []

    def read(self) -> list[Attribution]:
        first = speakers_first(self.clause)
        i = 0
        while i < len(self.row):
            i = max(i + 1, self._at(i, first))
        return sorted(self.found, key=lambda a: a.cue)

    def _at(self, i: int, first: dict[int, tuple[int, int]]) -> int:
        """Read the cue at token `i`; the token from which to go on."""
        key = self.row[i].key
        if i in first:
            return self._after_speaker(i, *first[i])
        if key in self.lex.according:
            return self._according(i)
        if key in self.lex["according_that"]:
            return self._according_verb(i, i + 1)
        if key in self.lex["stands_in"]:
            return self._document(i)
        if key in self.lex["announced"]:
            return self._announced(i)
        if key in self.lex.verbs and not self._described(i) and not self._unasserted(i):
            return self._verb(i)
        return i

    def _after_speaker(self, i: int, k: int, end: int) -> int:
        """The verb or colon at token `i` behind its speaker, the tokens `k:end`."""
        verb = self.lex.verbs.get(self.row[i].key)
        if verb and verb.link and (link := self.clause.link_at(i + 1, verb.link)):
            return self._passed_on(i, link, (self.row[k].start, self.row[end - 1].end))
        if verb and verb.needs != "nothing" and not self.clause.said_follows(i + 1):
            return i
        source = self.row[k].start, self.row[end - 1].end
        via = relay_after(self.row, end if not verb else i + 1, self.lex)
        self.found.append(
            Attribution(source, via, self.clause.at(i, i + 1), (self.clause.begins(i + 1), self.clause.stops(i)))
        )
        return i

    def _document(self, i: int) -> int:
        """A document that speaks: "جاء في بيان للوزارة أن"."""
        row = self.row
        if i + 2 >= len(row) or row[i + 1].key != "في" or row[i + 2].key not in self.lex["documents"]:
            return i
        end = phrase_end(row, i + 2, self.lex)
        if end <= i + 2 or not self.clause.said_follows(end):
            return i
        self._add(i + 2, end, (i, i + 2), None)
        return end

    def _announced(self, i: int) -> int:
        """A noun of saying before its speaker: "إعلان الحكومة أن"."""
        end = phrase_end(self.row, i + 1, self.lex)
        head = self.row[i + 1].key if i + 1 < len(self.row) else ""
        if end <= i + 1 or end >= len(self.row) or head in self.lex["objects"] or verbal_noun(head):
            return i
        self._add(i + 1, end, (i, i + 1), None)
        return end

    def _verb(self, i: int) -> int:
        row, verb = self.row, self.lex.verbs[self.row[i].key]
        k = self.clause.past_adverbs(i + 1)
        told = hearer(row, k, self.lex) if k < len(row) else None
        if told:
            k = self.clause.token_from(told[1])
        if verb.link and k < len(row) and row[k].key == verb.link:
            return self._passed_on(i, k, None)
        end = phrase_end(row, k, self.lex)
        named = outlet(row, k, self.lex, any_name=True) if end <= k < len(row) and row[k].key in OPENING else None
        if named:
            return self._quoted_outlet(i, k, named)
        if end <= k or not self._speaks(i, k):
            return self._same_speaker(i)
        if verb.link and (link := self.clause.link_at(end, verb.link)):
            behind = phrase_end(row, link + 1, self.lex)
            if outlets_own(row, k, end, self.lex) or self.clause.said_follows(behind):
                return self._passed_on(i, link, (row[k].start, row[end - 1].end))
        if row[i].key in self.lex["tells"] and end < len(row):
            end, told = self._told(k, end, told)
        if not self._reports(i, end):
            return i
        self._add(k, end, (i, i + 1), told)
        return end

    def _described(self, i: int) -> bool:
        """A preposition written like a verb ("عبر"), or a verb right after a speaker that describes it ("مسؤول يتابع")."""
        key = self.row[i].key
        if key in self.lex["ends"] and self.lex.verbs[key].needs != "that":
            return True
        last = self.found[-1] if self.found and i else None
        return last is not None and last.cue[0] < self.row[i].start and last.source[1] == self.row[i - 1].end

    def _unasserted(self, i: int) -> bool:
        """Whether nobody is reported to have said it: "أن تعترف", "لم تعلن"."""
        before = self.row[i - 1].key if i else ""
        imperfect = self.row[i].key.lstrip("وف").startswith(("ي", "ت"))
        return before in self.lex["without"] or (imperfect and before in self.lex["unasserted"])

    def _told(self, k: int, end: int, told: Range | None) -> tuple[int, Range | None]:
        """End of the speaker and the outlet right after it: "أبلغ مصدر | وكالة رويترز"."""
        for j in range(k + 1, end + 1):
            heard = outlet(self.row, j, self.lex, any_name=j == end)
            if heard and self.row[j - 1].key not in self.lex["media"]:
                return j, told or heard
        return end, told

    def _reports(self, i: int, end: int) -> bool:
        """Whether the words after the speaker are what the verb needs; in a relative clause "أن" must follow."""
        relative = i > 0 and self.row[i - 1].key in self.lex["relatives"]
        needs = self.lex.verbs[self.row[i].key].needs
        if relative or needs == "that":
            return self.clause.complement(end)
        return needs == "nothing" or self.clause.said_follows(end)

    def _speaks(self, i: int, k: int) -> bool:
        """Whether the noun at `k` is who speaks, and not what the verb at `i` is about ("أعلن تعليق")."""
        row, lex = self.row, self.lex
        head = row[k].key
        thing = (head in lex["objects"] or verbal_noun(head)) and head not in (lex["documents"] | lex["whole"])
        return not thing and self._agrees(row[i].key, k) and not self._noun(i)

    def _noun(self, i: int) -> bool:
        """A form written like a noun ("كشف", "ذكر") after a noun is one, and no verb."""
        before = self.row[i - 1] if i else None
        if before is None or not before.word or self.row[i].key not in self.lex["noun_alike"]:
            return False
        sets = ("openers", "ends", "date_words", "complementizers", "what", "according_that")
        return not any(before.key in self.lex[name] for name in sets)

    def _agrees(self, verb: str, k: int) -> bool:
        """Whether the noun can be the subject of the verb; "واتهم موسكو", "دعوا السكان" have their object there."""
        head, lex = self.row[k].key, self.lex
        if verb.endswith(("وا", "ون")) or _OBLIQUE.fullmatch(head):
            return False
        stem = verb.lstrip("وف")
        feminine = stem.endswith("ت") or stem.startswith("ت")
        womanly = (head in lex["whole"] and head not in lex["masculine"]) or (
            head.startswith("ال") and head.endswith("ه")
        )
        return feminine or not womanly

    def _same_speaker(self, i: int) -> int:
        """Without a subject the verb goes on with the speaker before it: "قال الوزير … وأضاف أن"."""
        last = self.found[-1] if self.found else None
        scope = self.row[i].end, self.clause.stops(i + 1)
        if last and self.lex.verbs[self.row[i].key].opens:
            self.found.append(replace(last, cue=self.clause.at(i, i + 1), scope=scope))
        elif self.earlier and not self.found and self.clause.said_follows(i + 1):
            self.found.append(Attribution(self.earlier, None, self.clause.at(i, i + 1), scope))
        return i

    def _quoted_outlet(self, i: int, k: int, named: Range) -> int:
        """An outlet in quotation marks: "نقلت «القدس العربي» عن", "أبلغ «الوطن» مصدر"."""
        row, verb = self.row, self.lex.verbs[self.row[i].key]
        after = self.clause.token_from(named[1]) + 1
        if verb.link and after < len(row) and row[after].key == verb.link:
            return self._passed_on(i, after, named)
        end = phrase_end(row, after, self.lex)
        if row[i].key not in self.lex["tells"] or end <= after:
            return i
        self._add(after, end, (i, i + 1), named)
        return end

    def _passed_on(self, i: int, link: int, via: Range | None) -> int:
        end = phrase_end(self.row, link + 1, self.lex)
        if end <= link + 1 or not (via or self.clause.said_follows(end)):
            return i
        self._add(link + 1, end, (i, i + 1), via)
        return end

    def _add(self, k: int, end: int, cue: tuple[int, int], via: Range | None) -> None:
        source = (self.row[k].start, self.row[end - 1].end)
        via = via or relay_after(self.row, end, self.lex)
        via = None if via and meet(via, source) else via
        self.found.append(
            Attribution(
                _unquoted(self.row, k, end) or source,
                via,
                self.clause.at(*cue),
                (self.clause.begins(end), self.clause.stops(end)),
            )
        )

    def _according(self, i: int) -> int:
        row = self.row
        for rest in self.lex.according[row[i].key]:
            j = i + 1 + len(rest)
            if j < len(row) and all(row[i + 1 + n].key in words for n, words in enumerate(rest)):
                if row[j].key in self.lex["what"]:
                    return self._according_verb(i, j + 1)
                return self._named(i, j)
        return i

    def _according_verb(self, i: int, j: int) -> int:
        """A clause that attributes: "بحسب ما أعلن المتحدث", "حسبما نقلت وكالة عن مصدر"."""
        row = self.row
        if j >= len(row):
            return i
        verb = self.lex.verbs.get(row[j].key)
        carried = row[j].key in self.lex.carried or row[j].key[:-1] in self.lex.verbs
        if not verb and not carried:
            return i
        k = self.clause.past_adverbs(j + 1)
        end = phrase_end(row, k, self.lex)
        if end <= k or (row[i].key.endswith("كما") and self.clause.said_follows(end)):
            return i
        source, via = (row[k].start, row[end - 1].end), None
        if verb and verb.link and (link := self.clause.link_at(end, verb.link)):
            behind = phrase_end(row, link + 1, self.lex)
            if behind > link + 1:
                source, via, end = (row[link + 1].start, row[behind - 1].end), source, behind
        self.found.append(
            Attribution(
                source, via or relay_after(row, end, self.lex), self.clause.at(i, j + 1), self.clause.around(i, end)
            )
        )
        return end

    def _named(self, i: int, j: int) -> int:
        """The source after "بحسب", "وفقا لـ"."""
        row, lex = self.row, self.lex
        if row[j].key == "ل" and j + 1 < len(row):
            j += 1
        attached = len(row[j].key) > 1 and row[j].key.startswith("ل") and row[i].key.endswith(("وفقا", "طبقا"))
        head = detached(row[j]) if attached else row[j]
        here = [*row[:j], head, *row[j + 1 :]] if attached else row
        end = phrase_end(here, j, lex, object_may_follow=False)
        if end > j and head.key not in lex["no_source"]:
            source = head.start, row[end - 1].end
        elif end <= j and (named := outlet(row, j, lex, any_name=True)):
            source, end = named, self.clause.token_from(named[1])
        else:
            return i
        self.found.append(Attribution(source, None, self.clause.at(i, j), self.clause.around(i, end)))
        return end


def _unquoted(row: Sequence[Token], k: int, end: int) -> Range | None:
    """The name inside when the whole phrase stands in quotation marks."""
    if row[k].key in OPENING and end - k > 2 and row[end - 1].key in CLOSING[row[k].key]:
        return row[k + 1].start, row[end - 2].end
    return None
