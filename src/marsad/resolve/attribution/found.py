"""Attributions of a sentence, the relay of a source, and the attribution under which an event stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.resolve.attribution.clause import Clause, Range, meet
from marsad.resolve.attribution.lexicon import lexicon
from marsad.resolve.attribution.patterns import Attribution, read
from marsad.resolve.attribution.phrases import tokens
from marsad.resolve.attribution.relays import outlet, relay_after


def attributions(text: str, start: int, end: int, earlier: Range | None = None) -> list[Attribution]:
    """All attributions of the sentence `text[start:end]`, in the order of their cues.

    A verb without a subject ("وأضاف أن") goes on with the speaker before it in the sentence, else with `earlier`, the
    source of the sentence before.

    >>> said = "وقالت البعثة لوكالة الأنباء إن الهدنة صامدة"
    >>> [(said[slice(*a.source)], said[slice(*a.via)]) for a in attributions(said, 0, len(said))]
    [('البعثة', 'وكالة الأنباء')]
    """
    row = tokens(text, start, end)
    clause = Clause(row, lexicon(), start, end)
    return _joined(read(clause, earlier), clause) if row else []


def relay(text: str, start: int, end: int, source: Range, found: Sequence[Attribution] | None = None) -> Range | None:
    """Through whom the `source`, a span of the sentence `text[start:end]`, says it; None where nobody is named.

    `found` are the attributions of the sentence, if they are known already.

    >>> said = "نقلت وكالة الأنباء عن مصدر طبي أن الجرحى وصلوا"
    >>> said[slice(*relay(said, 0, len(said), (22, 30)))]
    'وكالة الأنباء'
    """
    for said in attributions(text, start, end) if found is None else found:
        if said.via and meet(said.source, source):
            return said.via
    clause = Clause(tokens(text, start, end), lexicon(), start, end)
    return relay_after(clause.row, clause.token_from(source[1]), clause.lex)


def said_by(
    found: Sequence[Attribution], trigger: Range, kind: str = "", actors: Sequence[Range] = ()
) -> Attribution | None:
    """The attribution under which a trigger stands: the innermost one whose scope holds it; None: the outlet's own voice.

    A speech act of the speaker needs no source: in "قالت الحركة إن … وطالبت بالإفراج" the demand is the movement's own.
    `kind` is the event type and `actors` are the ranges of its actors: for the types that are speech acts (`speech_acts`
    in the lexicon) an attribution to an actor is passed over.
    """
    speakers = [a.source for a in found if meet(a.cue, trigger)]
    if kind.lower() in lexicon()["speech_acts"]:
        speakers += [a.source for a in found if any(meet(a.source, actor) for actor in actors)]
    around = [a for a in found if a.scope[0] <= trigger[0] and trigger[1] <= a.scope[1] and a.source not in speakers]
    return max(around, key=lambda a: a.scope[0], default=None)


def _joined(found: Sequence[Attribution], clause: Clause) -> list[Attribution]:
    """With the outlets that pass words on made relays.

    "قال المصدر … وفق الصحيفة", "وبحسب الصحيفة، قال المصدر", "ذكرت الوكالة … نقلا عن مصدر", "ذكرت الصحف أن الوزير قال".
    """
    out: list[Attribution] = []
    for attribution in found:
        last = out[-1] if out else None
        if last is None or not _follows(attribution, last, clause):
            out.append(_relayed_by(last, attribution, clause) if last else attribution)
            if last and out[-1].via == last.source and _phrase(last, clause):
                del out[-2]
        elif _cue(attribution, clause).endswith("نقلا"):
            out[-1] = replace(last, source=attribution.source, via=last.source, cue=attribution.cue)
        elif last.via == attribution.source or (last.via is None and _is_outlet(attribution.source, clause)):
            out[-1] = replace(last, via=attribution.source)
        else:
            out.append(attribution)
    return out


def _follows(attribution: Attribution, last: Attribution, clause: Clause) -> bool:
    """Whether a phrase such as "بحسب" attributes again what `last` attributes."""
    after = attribution.scope[0] < attribution.cue[0] and last.cue[0] < attribution.cue[0]
    return after and _phrase(attribution, clause)


def _relayed_by(last: Attribution, attribution: Attribution, clause: Clause) -> Attribution:
    """With the outlet `last` as relay, when it says what the source says."""
    within = last.scope[0] <= attribution.source[0] < last.scope[1]
    if within and attribution.via is None and not _phrase(attribution, clause) and _is_outlet(last.source, clause):
        return replace(attribution, via=last.source)
    return attribution


def _cue(attribution: Attribution, clause: Clause) -> str:
    return clause.row[clause.token_from(attribution.cue[0])].key


def _phrase(attribution: Attribution, clause: Clause) -> bool:
    return _cue(attribution, clause) in clause.lex.according


def _is_outlet(source: Range, clause: Clause) -> bool:
    j = clause.token_from(source[0])
    return clause.start <= source[0] and j < len(clause.row) and outlet(clause.row, j, clause.lex) is not None
