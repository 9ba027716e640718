"""The patterns of attribution: verb and speaker, speaker and colon, "بحسب", and the relays between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from marsad.resolve.attribution.lexicon import Lexicon, lexicon
from marsad.resolve.attribution.phrases import CLOSING, OPENING, Token, phrase_end, tokens, verbal_noun
from marsad.resolve.attribution.relays import hearer, outlet, outlets_own, relay_after

Range = tuple[int, int]
ASIDE = 40  # tokens between a speaker and "إن" at most
_OBLIQUE = re.compile(r"ال\w+يين|الم\w{2,}ين")  # plurals that are no subject: "المدنيين", "المتظاهرين"
_BREAKS = frozenset(".؛!؟|\n")


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


def attributions(text: str, start: int, end: int) -> list[Attribution]:
    """All attributions of the sentence `text[start:end]`, in the order of their cues.

    >>> said = "وقالت البعثة لوكالة الأنباء إن الهدنة صامدة"
    >>> [(said[slice(*a.source)], said[slice(*a.via)]) for a in attributions(said, 0, len(said))]
    [('البعثة', 'وكالة الأنباء')]
    """
    lex = lexicon()
    row = tokens(text, start, end)
    return _Reader(row, lex, start, end).read() if row else []


def relay(text: str, start: int, end: int, source: Range) -> Range | None:
    """Through whom the `source`, a span of the sentence `text[start:end]`, says it; None where nobody is named.

    >>> said = "نقلت وكالة الأنباء عن مصدر طبي أن الجرحى وصلوا"
    >>> said[slice(*relay(said, 0, len(said), (22, 30)))]
    'وكالة الأنباء'
    """
    for found in attributions(text, start, end):
        if found.source[0] < source[1] and source[0] < found.source[1]:
            return found.via
    row = tokens(text, start, end)
    after = next((i for i, token in enumerate(row) if token.start >= source[1]), len(row))
    return relay_after(row, after, lexicon())


def said_by(
    found: Sequence[Attribution], trigger: Range, kind: str = "", actors: Sequence[Range] = ()
) -> Attribution | None:
    """The attribution under which a trigger stands: the innermost one whose scope holds it; None: the outlet's own voice.

    A speech act of the speaker needs no source: in "قالت الحركة إن … وطالبت بالإفراج" the demand is the movement's own.
    `kind` is the event type and `actors` are the ranges of its actors: for the types that are speech acts (`speech_acts`
    in the lexicon) an attribution to an actor is passed over.
    """
    speakers = [a.source for a in found if _meet(a.cue, trigger)]
    if kind.lower() in lexicon()["speech_acts"]:
        speakers += [a.source for a in found if any(_meet(a.source, actor) for actor in actors)]
    around = [a for a in found if a.scope[0] <= trigger[0] and trigger[1] <= a.scope[1] and a.source not in speakers]
    return max(around, key=lambda a: a.scope[0], default=None)


def _meet(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


class _Reader:
    def __init__(self, row: Sequence[Token], lex: Lexicon, start: int, end: int) -> None:
        self.row, self.lex, self.start, self.end = row, lex, start, end
        self.found: list[Attribution] = []

    def read(self) -> list[Attribution]:
        first = self._speaker_first()
        i, clause = 0, True
        while i < len(self.row):
            i = max(i + 1, self._at(i, first))
        self.found.sort(key=lambda a: a.cue)
        return _relayed(self.found, self.lex, self.row)

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

    def _document(self, i: int) -> int:
        """ "جاء في بيان للوزارة أن"."""
        row = self.row
        if i + 2 >= len(row) or row[i + 1].key != "في" or row[i + 2].key not in self.lex["documents"]:
            return i
        end = phrase_end(row, i + 2, self.lex)
        if end <= i + 2 or not self._said_follows(end):
            return i
        self._add(i + 2, end, (i, i + 2), None)
        return end

    def _described(self, i: int) -> bool:
        """A preposition written like a verb ("عبر"), or a verb right after a speaker that describes it ("مسؤول يتابع")."""
        key = self.row[i].key
        if key in self.lex["ends"] and self.lex.verbs[key].needs != "that":
            return True
        return bool(self.found) and i > 0 and self.found[-1].source[1] == self.row[i - 1].end and self.found[-1].cue[0] < self.row[i].start

    def _unasserted(self, i: int) -> bool:
        """ "أن تعترف", "لم تعلن": nobody is reported to have said it."""
        before = self.row[i - 1].key if i else ""
        imperfect = self.row[i].key.lstrip("وف").startswith(("ي", "ت"))
        return before in self.lex["without"] or (imperfect and before in self.lex["unasserted"])

    def _announced(self, i: int) -> int:
        """ "إعلان الحكومة أن"."""
        end = phrase_end(self.row, i + 1, self.lex)
        head = self.row[i + 1].key if i + 1 < len(self.row) else ""
        if end <= i + 1 or end >= len(self.row) or head in self.lex["objects"] or verbal_noun(head):
            return i
        self._add(i + 1, end, (i, i + 1), None)
        return end

    # speaker after the verb

    def _verb(self, i: int) -> int:
        row, verb = self.row, self.lex.verbs[self.row[i].key]
        k = self._skip(i + 1)
        told = hearer(row, k, self.lex) if k < len(row) else None
        if told:
            k = next((n for n in range(k, len(row)) if row[n].start >= told[1]), len(row))
        if verb.link and k < len(row) and row[k].key == verb.link:
            return self._passed_on(i, k, None)
        end = phrase_end(row, k, self.lex)
        named = outlet(row, k, self.lex, any_name=True) if end <= k and k < len(row) and row[k].key in OPENING else None
        if named:
            return self._quoted_outlet(i, k, named)
        if end <= k or not self._speaks(i, k):
            return self._same_speaker(i)
        if verb.link and (link := self._link(end, verb.link)):
            behind = phrase_end(row, link + 1, self.lex)
            if outlets_own(row, k, end, self.lex) or self._said_follows(behind):
                return self._passed_on(i, link, (row[k].start, row[end - 1].end))
        if row[i].key in self.lex["tells"] and end < len(row):
            told = told or outlet(row, end, self.lex, any_name=True)
        if not self._reports(i, end):
            return i
        self._add(k, end, (i, i + 1), told)
        return end

    def _reports(self, i: int, end: int) -> bool:
        """Whether the words after the speaker are what the verb needs; in a relative clause "أن" must follow."""
        relative = i > 0 and self.row[i - 1].key in self.lex["relatives"]
        needs = self.lex.verbs[self.row[i].key].needs
        if relative or needs == "that":
            return self._complement(end)
        return needs == "nothing" or self._said_follows(end)

    def _speaks(self, i: int, k: int) -> bool:
        """Whether the noun at `k` is who speaks, and not what the verb at `i` is about ("أعلن تعليق")."""
        row, lex = self.row, self.lex
        head = row[k].key
        thing = (head in lex["objects"] or verbal_noun(head)) and head not in lex["documents"]
        return not thing and self._agrees(row[i].key, k) and not self._noun(i)

    def _noun(self, i: int) -> bool:
        """A form written like a noun ("كشف", "ذكر") after a noun is one, and no verb."""
        before = self.row[i - 1] if i else None
        if before is None or not before.word or self.row[i].key not in self.lex["noun_alike"]:
            return False
        sets = ("openers", "ends", "date_words", "complementizers", "what", "according_that")
        return not any(before.key in self.lex[name] for name in sets)

    def _quoted_outlet(self, i: int, k: int, named: Range) -> int:
        """ "نقلت «القدس العربي» عن", "أبلغ «الوطن» مصدر"."""
        row, verb = self.row, self.lex.verbs[self.row[i].key]
        after = next((n for n in range(k, len(row)) if row[n].start >= named[1]), len(row)) + 1
        if verb.link and after < len(row) and row[after].key == verb.link:
            return self._passed_on(i, after, named)
        end = phrase_end(row, after, self.lex)
        if row[i].key not in self.lex["tells"] or end <= after:
            return i
        self._add(after, end, (i, i + 1), named)
        return end

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
        """ "قال الوزير … وأضاف أن": without a subject the verb goes on with the speaker before it."""
        before = self.found[-1] if self.found else None
        if before and self.lex.verbs[self.row[i].key].opens:
            self.found.append(replace(before, cue=self._cue((i, i + 1)), scope=(self.row[i].end, self._until(i + 1))))
        return i

    def _from(self, i: int) -> int:
        """Where what is said begins: after the speaker, past an occasion ("في مؤتمر صحفي، إن")."""
        row, lex = self.row, self.lex
        start = row[i - 1].end
        if i >= len(row) or not (row[i].key in lex["aside"] or row[i].key in lex["date_words"] or hearer(row, i, lex)):
            return start
        for token in row[i : i + ASIDE]:
            if token.key in lex["complementizers"] or token.key in lex["saying"] or token.key == ":":
                return token.end
        return start

    def _until(self, i: int) -> int:
        """Where what is said ends: with the sentence, or at ", while …"."""
        row = self.row
        for j in range(i + 1, len(row)):
            if row[j].key in self.lex["turns"] and row[j - 1].key in "،,":
                return row[j - 1].start
            if row[j].key == "في" and j + 1 < len(row) and row[j + 1].key in ("حين", "وقت") and row[j - 1].key in "،,":
                return row[j - 1].start
        return self.end

    def _skip(self, k: int) -> int:
        """Past adverbs of time between verb and speaker."""
        while k < len(self.row) and (
            self.row[k].key in self.lex["date_words"] or self.row[k].key in self.lex["pronouns"]
        ):
            k += 1
        return k

    def _link(self, i: int, link: str) -> int | None:
        """The token "عن" after the relay, past a few words ("أمس", "في نبأ عاجل")."""
        for j in range(i, min(len(self.row), i + 12)):
            key = self.row[j].key
            if key == link:
                return j
            if key in self.lex["complementizers"] or key in ":." or key in self.lex.verbs:
                return None
        return None

    def _passed_on(self, i: int, link: int, via: Range | None) -> int:
        end = phrase_end(self.row, link + 1, self.lex)
        if end <= link + 1 or not (via or self._said_follows(end)):
            return i
        self._add(link + 1, end, (i, i + 1), via)
        return end

    def _complement(self, end: int) -> bool:
        return end < len(self.row) and self.row[end].key in self.lex["complementizers"]

    def _said_follows(self, end: int) -> bool:
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

    def _add(self, k: int, end: int, cue: tuple[int, int], via: Range | None) -> None:
        source = (self.row[k].start, self.row[end - 1].end)
        via = via or relay_after(self.row, end, self.lex)
        via = None if via and _meet(via, source) else via
        self.found.append(
            Attribution(_unquoted(self.row, k, end) or source, via, self._cue(cue), (self._from(end), self._until(end)))
        )

    def _cue(self, cue: tuple[int, int]) -> Range:
        return self.row[cue[0]].start, self.row[cue[1] - 1].end

    # speaker before the verb or the colon

    def _speaker_first(self) -> dict[int, tuple[int, int]]:
        """Verb or colon → the phrase before it, for every clause that begins with its speaker."""
        out: dict[int, tuple[int, int]] = {}
        row, lex = self.row, self.lex
        fresh = True
        for i, token in enumerate(row):
            if not token.word:
                fresh = True if token.key in "،,-:" else fresh or token.key in _BREAKS
                continue
            if token.key in lex["openers"]:
                fresh = True
                continue
            if fresh and token.key not in lex.verbs:
                self._open_clause(i, out)
            fresh = False
        return out

    def _open_clause(self, i: int, out: dict[int, tuple[int, int]]) -> None:
        row, lex = self.row, self.lex
        end = phrase_end(row, i, lex, object_may_follow=False)
        joined = row[i].key[0] == "و" and row[i].key not in lex["and_words"]
        if end <= i or joined or row[i].key.isdigit():
            return
        j = self._past_insertion(end)
        while j < len(row) and (row[j].key in lex["between"] or row[j].key in lex["date_words"]):
            j += 1
        verb = lex.verbs.get(row[j].key) if j < len(row) else None
        if verb and not verb.opens and (row[j].key not in lex["noun_alike"] or self._said_follows(j + 1)):
            out.setdefault(j, (i, end))
        elif self._at_start(i) and (colon := self._colon(end)) is not None and row[i].key not in lex["whole"]:
            out[colon] = (i, end)

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

    def _after_speaker(self, i: int, k: int, end: int) -> int:
        verb = self.lex.verbs.get(self.row[i].key)
        if verb and verb.link and (link := self._link(i + 1, verb.link)):
            return self._passed_on(i, link, (self.row[k].start, self.row[end - 1].end))
        if verb and verb.needs != "nothing" and not self._said_follows(i + 1):
            return i
        source = self.row[k].start, self.row[end - 1].end
        via = relay_after(self.row, end if not verb else i + 1, self.lex)
        self.found.append(Attribution(source, via, self._cue((i, i + 1)), (self._from(i + 1), self._until(i))))
        return i

    # "بحسب"

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
        """ "بحسب ما أعلن المتحدث", "حسبما نقلت وكالة عن مصدر"."""
        row = self.row
        if j >= len(row):
            return i
        verb = self.lex.verbs.get(row[j].key)
        carried = row[j].key in self.lex.carried or row[j].key[:-1] in self.lex.verbs
        if not verb and not carried:
            return i
        k = self._skip(j + 1)
        end = phrase_end(row, k, self.lex)
        if end <= k or (row[i].key.endswith("كما") and self._said_follows(end)):
            return i
        source, via = (row[k].start, row[end - 1].end), None
        if verb and verb.link and (link := self._link(end, verb.link)):
            behind = phrase_end(row, link + 1, self.lex)
            if behind > link + 1:
                source, via, end = (row[link + 1].start, row[behind - 1].end), source, behind
        self.found.append(
            Attribution(source, via or relay_after(row, end, self.lex), self._cue((i, j + 1)), self._around(i, end))
        )
        return end

    def _named(self, i: int, j: int) -> int:
        row = self.row
        attached = row[j].key.startswith("ل") and row[i].key.endswith(("وفقا", "طبقا"))
        if attached and row[j].key == "ل":
            j, attached = j + 1, False
        end = phrase_end(row, j, self.lex, object_may_follow=False)
        if end <= j:
            named = outlet(row, j, self.lex, any_name=True) if j < len(row) else None
            if not named:
                return i
            end = next((n for n in range(j, len(row)) if row[n].start >= named[1]), len(row))
            source = named
        elif row[j].key.lstrip("ل" if attached else "") in self.lex["no_source"]:
            return i
        else:
            source = row[j].start + (attached and not row[j].key.startswith("لل")), row[end - 1].end
        self.found.append(Attribution(source, None, self._cue((i, j)), self._around(i, end)))
        return end

    def _around(self, i: int, end: int) -> Range:
        """What follows a leading "وبحسب X،", else the clause before."""
        row = self.row
        start = self.start
        for j in range(i - 1, -1, -1):
            if row[j].key in _BREAKS:
                start = row[j].end
                break
        before = any(t.word for t in row[:i] if t.start >= start)
        if before:
            return start, row[i].start
        return row[end - 1].end, self.end


def _unquoted(row: Sequence[Token], k: int, end: int) -> Range | None:
    """The name inside when the whole phrase stands in quotation marks."""
    if row[k].key in OPENING and end - k > 2 and row[end - 1].key in CLOSING[row[k].key]:
        return row[k + 1].start, row[end - 2].end
    return None


def _relayed(found: list[Attribution], lex: Lexicon, row: Sequence[Token]) -> list[Attribution]:
    """With the outlets that pass words on made relays.

    "قال المصدر … وفق الصحيفة", "وبحسب الصحيفة، قال المصدر", "ذكرت الوكالة … نقلا عن مصدر", "ذكرت الصحف أن الوزير قال".
    """
    keys = {token.start: token.key for token in row}
    out: list[Attribution] = []
    for a in found:
        before = out[-1] if out else None
        within = before is not None and before.scope[0] <= a.source[0] < before.scope[1]
        phrase = keys.get(a.cue[0]) in lex.according
        if before and phrase and a.scope[0] < a.cue[0] and before.cue[0] < a.cue[0]:
            if keys[a.cue[0]].endswith("نقلا"):
                out[-1] = Attribution(a.source, before.source, a.cue, before.scope)
                continue
            if before.via == a.source or (before.via is None and _is_outlet(a.source, row, lex)):
                out[-1] = replace(before, via=a.source)
                continue
        if before and within and not phrase and a.via is None and _is_outlet(before.source, row, lex):
            a = replace(a, via=before.source)
            if keys.get(before.cue[0]) in lex.according:
                out.pop()
        out.append(a)
    return out


def _is_outlet(source: Range, row: Sequence[Token], lex: Lexicon) -> bool:
    j = next((n for n, token in enumerate(row) if token.end > source[0]), None)
    return j is not None and outlet(row, j, lex) is not None
