"""Arabic gold standard of the OEDA group: sentences with an ASSAULT or a PROTEST, and the spans of who, what, to whom.

    python eval/gsr.py [SHARED] [--markdown] [--errors]

Detection. Annotators said whether a sentence, torn from its article, reports such an event; `ambiguous` is dropped, F1
is on yes against `easy no`, and the share of `difficult no` that we take for a yes is reported beside it. Their two
categories are PLOVER's, so are our types; all modes count. What they accept is a happening that the sentence itself
reports, however long ago; a mere mention they refuse. That is `marsad.resolve.news.background`, without its freshness:
for ASSAULT at least 3 particulars or counted harm, for PROTEST, which harms nobody, at least 2. The publication day is
in the ids of most sentences and is given to the coder. The rules were tuned on one half of the sentences (even SHA-1 of
the text); `_other_half` are the figures on the other alone. That half is not quite blind: some sixty of its sentences
were in a first sample, and its missed and false PROTESTs were read once.

Spans. Of our events of the type in the sentence, the first that is told (else the first) is set against each annotator:
source = its actors, verb = its trigger, target = its recipients, as bags of words without marks; token F1, 1 where both
are empty, mean over annotators, then over sentences. Annotators against each other reach .81/.75 (source, ASSAULT/PROTEST),
.66/.59 (verb), .57/.43 (target) by this measure. Where the two guidelines put the same thing into other words, ours are
brought to theirs (gsr_mapping.yaml); `_as_they_stand` is without any of this:
- counts are left out of sources and targets on both sides;
- in "مقتل ثلاثة في غارة" our trigger is غارة, and مقتل belongs to the figure: theirs is مقتل, the first word of harm;
- a town or land that is hit is a target to them and a place to us: it counts where we have no recipient;
- a verb that only carries our noun belongs to theirs ("شن غارة");
- what demonstrators do is a PROTEST to them, where we have none in the sentence.
Country: of our sources that share a word with an annotator's, the share whose code is theirs (eval/actors.py). They
coded the words of a sentence alone, so ours is what the words alone say, without the country that the news is from.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from actors import COUNTRY
from sets import Counts, Error, Result, Value, command_line, corpus_hash, share

from marsad.coder import Coder
from marsad.ingest import Document
from marsad.record import Event, Report
from marsad.resolve.actors import actor_book
from marsad.resolve.figures.words import read_words
from marsad.resolve.news import background
from marsad.text.normalise import fold, strip_clitics

PARTICULARS = {"ASSAULT": 3, "PROTEST": 2}
_DAY = re.compile(r"^[A-Z]+_ARB_(\d{4})(\d\d)(\d\d)")
_WORD = re.compile(r"[^\W_]+")
_LIKE: dict[str, frozenset[str]] = {
    name: frozenset(map(fold, listed))
    for name, listed in yaml.safe_load(Path(__file__).with_name("gsr_mapping.yaml").read_text("utf-8")).items()
}
_HARM = frozenset({"killed", "injured", "kidnapped"})
_CARRIES = 6  # words before a noun in which its light verb stands


def folder(shared: Path) -> Path:
    """Where the set lies."""
    return shared / "data/eval/arabic_gsr"


def coded(coder: Coder, case: str, text: str) -> Report:
    """The record of one sentence, with the publication day that its id names."""
    found = _DAY.match(case)
    return coder.code(Document(case, text.strip(), published="-".join(found.groups()) if found else None))


def detect(coder: Coder, shared: Path) -> Result:
    """Which sentences report an ASSAULT, which a PROTEST."""
    paths = [folder(shared) / f"gsr_{kind.lower()}_detection.csv" for kind in PARTICULARS]
    values: dict[str, Value] = {}
    errors: list[Error] = []
    for kind, path in zip(PARTICULARS, paths, strict=True):
        all_, other, difficult = Counts(), Counts(), []
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["label"] == "ambiguous":
                    continue
                yes, found = row["label"] == "yes", reports(coded(coder, row["id"], row["text"]), kind)
                if row["label"] == "difficult no":
                    difficult.append(found)
                    continue
                for count in [all_, other] if _other_half(row["text"]) else [all_]:
                    count.add(wanted=yes, found=found, hit=yes and found)
                if yes != found:
                    errors.append(Error(f"{kind} {'missed' if yes else 'false alarm'}", row["id"][-24:]))
        name = kind.lower()
        values |= all_.values(name)
        values[f"{name}_other_half_f1"] = other.values(name)[f"{name}_f1"]
        values[f"{name}_difficult_no"] = share(difficult)
    return Result("gsr", corpus_hash(*paths), values, errors)


def reports(report: Report, kind: str) -> bool:
    """Whether the sentence reports an event of this type, as the annotators understood it."""
    return any(e.type == kind and background(e, report, PARTICULARS[kind]) is None for e in report.events)


def _other_half(text: str) -> bool:
    return int(hashlib.sha1(text.strip().encode()).hexdigest(), 16) % 2 == 1


def spans(coder: Coder, shared: Path) -> Result:
    """Who, what and to whom, and the country of who."""
    paths = [folder(shared) / f"gsr_{kind.lower()}_spans.json" for kind in PARTICULARS]
    scores: dict[str, list[float]] = {name: [] for field in THEIRS for name in (field, f"{field}_as_they_stand")}
    countries: list[bool] = []
    errors: list[Error] = []
    for kind, path in zip(PARTICULARS, paths, strict=True):
        for sentence in json.loads(path.read_text("utf-8")):
            report = coded(coder, sentence["source"], sentence["text"])
            events = of_type(report, kind)
            mapped = (
                events[0] if events else next((e for e in report.events if kind == "PROTEST" and _by_crowd(e)), None)
            )
            for field, theirs in THEIRS.items():
                each = [words(span[theirs]) for span in sentence["spans"]]
                plain = as_it_stands(events[0] if events else None, field)
                scores[f"{field}_as_they_stand"].append(_mean(plain, each))
                ours = brought_to_theirs(mapped, field, report)
                scores[field].append(_mean(ours, each if field == "verb" else [uncounted(said) for said in each]))
                if scores[field][-1] < _POOR:
                    why = "no event" if mapped is None else "missed" if not ours else "other words"
                    errors.append(Error(f"{kind} {field} {why}", sentence["source"]))
            for right in _countries(mapped, sentence["spans"]):
                countries.append(right)
                if not right:
                    errors.append(Error("country", sentence["source"]))
    values = {f"{field}_token_f1": share(listed) for field, listed in scores.items()}
    values["country"] = share(countries)
    return Result("gsr_spans", corpus_hash(*paths), values, errors)


THEIRS = {"source": "source_actor", "verb": "verb", "target": "target_actor"}
_POOR = 0.5  # mean token F1 below which a field is listed as an error


def of_type(report: Report, kind: str) -> list[Event]:
    """The events of this type, those that are told before those that are mentioned."""
    mine = [e for e in report.events if e.type == kind]
    return sorted(mine, key=lambda e: background(e, report, PARTICULARS[kind]) is not None)


def as_it_stands(event: Event | None, field: str) -> list[str]:
    """The words of our source, verb or target."""
    if event is None:
        return []
    if field == "verb":
        return words([event.trigger.text])
    return words(p.span.text for p in (event.actors if field == "source" else event.recipients))


def brought_to_theirs(event: Event | None, field: str, report: Report) -> list[str]:
    """The same by their conventions."""
    if event is None or field != "verb":
        place = event.place.span if event and event.place and event.type == "ASSAULT" else None
        if field == "target" and event and not event.recipients and place:
            return words([place.text])
        return uncounted(as_it_stands(event, field))
    start, text = report.sentences[event.sentence].start, report.article.text
    harm = (w for w in read_words(text, start, event.trigger.start) if w.sense.happens in _HARM)
    if event.type == "ASSAULT" and (first := next(harm, None)):
        return words([text[first.start : first.end]])
    before = _WORD.findall(text[start : event.trigger.start])[-_CARRIES:]
    light = [word for word in before if not _LIKE["light"].isdisjoint(strip_clitics(fold(word))[:2])]
    return [*light[-1:], *as_it_stands(event, field)]


def uncounted(said: list[str]) -> list[str]:
    """Each word once, without numbers and words of counting, if any are left."""
    return [word for word in dict.fromkeys(said) if not word.isdigit() and fold(word) not in _LIKE["counts"]] or said


def _by_crowd(event: Event) -> bool:
    said = words(p.span.text for p in event.actors)
    return any(not _LIKE["crowds"].isdisjoint(strip_clitics(fold(word))) for word in said)


def _mean(ours: list[str], theirs: list[list[str]]) -> float:
    return sum(overlap(ours, each) for each in theirs) / len(theirs)


def words(phrases: Any) -> list[str]:
    """The words of phrases or tokens, without marks."""
    return [word for phrase in phrases for word in _WORD.findall(phrase)]


def overlap(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """Token F1 of two bags of words; 1 where both are empty."""
    if not ours and not theirs:
        return 1.0
    return 2 * (Counter(ours) & Counter(theirs)).total() / (len(ours) + len(theirs))


def _countries(event: Event | None, spans: Sequence[dict[str, Any]]) -> Iterator[bool]:
    """For each annotator with a coded source that one of our actors shares a word with: whether the country is right."""
    book = actor_book()
    for span in spans:
        theirs, role = set(words(span["source_actor"])), span["source_role"]
        mine = [p for p in (event.actors if event else []) if theirs & set(words([p.span.text]))]
        if mine and isinstance(role, dict) and role.get("main"):
            yield any(book.resolve(p.span.text).country in COUNTRY.get(role["main"], (role["main"],)) for p in mine)


MEASURES = (detect, spans)

if __name__ == "__main__":
    command_line(__doc__ or "", MEASURES)
