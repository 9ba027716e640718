"""Arabic gold standard of the OEDA group: sentences with an ASSAULT or a PROTEST, and the spans of who, what, to whom.

    python eval/gsr.py [SHARED] [--markdown] [--errors]

Detection. Annotators said whether a sentence, torn from its article, reports such an event; `ambiguous` is dropped, F1
is on yes against `easy no`, and the share of `difficult no` that we take for a yes is reported beside it. Their two
categories are PLOVER's, so are our types; all modes count. What they accept is a happening that the sentence itself
reports, however long ago; a mere mention they refuse. That is `marsad.resolve.news.background`, without its freshness:
for ASSAULT at least 3 particulars or counted harm, for PROTEST, which harms nobody, at least 2. The publication day is
in the ids of most sentences and is given to the coder. Half of the sentences (even SHA-1) were read while this was
decided, the other half was not: `_unread` are the figures on that half alone.

Spans. Of our events of the type in the sentence, the surest (of equals the first) is set against each annotator: source
= its actors, verb = its trigger, target = its recipients, as bags of words without marks; token F1, 1 where both are
empty, mean over annotators, then over sentences. Annotators against each other reach .81/.75 (source, ASSAULT/PROTEST),
.66/.59 (verb), .57/.43 (target) by this measure. Country: of our sources that share a word with an annotator's, the
share whose code is theirs (mapping in eval/actors.py).
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

from actors import COUNTRY
from sets import Counts, Error, Result, Value, command_line, corpus_hash, share

from marsad.coder import Coder
from marsad.ingest import Document
from marsad.record import Event, Report
from marsad.resolve.news import background

PARTICULARS = {"ASSAULT": 3, "PROTEST": 2}
_DAY = re.compile(r"^[A-Z]+_ARB_(\d{4})(\d\d)(\d\d)")
_WORD = re.compile(r"[^\W_]+")


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
        all_, unread, difficult = Counts(), Counts(), []
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["label"] == "ambiguous":
                    continue
                yes, found = row["label"] == "yes", reports(coded(coder, row["id"], row["text"]), kind)
                if row["label"] == "difficult no":
                    difficult.append(found)
                    continue
                for count in [all_, unread] if _unread(row["text"]) else [all_]:
                    count.add(wanted=yes, found=found, hit=yes and found)
                if yes != found:
                    errors.append(Error(f"{kind} {'missed' if yes else 'false alarm'}", row["id"][-24:]))
        name = kind.lower()
        values |= all_.values(name)
        values[f"{name}_unread_f1"] = unread.values(name)[f"{name}_f1"]
        values[f"{name}_difficult_no"] = share(difficult)
    return Result("gsr", corpus_hash(*paths), values, errors)


def reports(report: Report, kind: str) -> bool:
    """Whether the sentence reports an event of this type, as the annotators understood it."""
    return any(e.type == kind and background(e, report, PARTICULARS[kind]) is None for e in report.events)


def _unread(text: str) -> bool:
    return int(hashlib.sha1(text.strip().encode()).hexdigest(), 16) % 2 == 1


def spans(coder: Coder, shared: Path) -> Result:
    """Who, what and to whom, and the country of who."""
    paths = [folder(shared) / f"gsr_{kind.lower()}_spans.json" for kind in PARTICULARS]
    scores: dict[str, list[float]] = {"source": [], "verb": [], "target": []}
    countries: list[bool] = []
    errors: list[Error] = []
    for kind, path in zip(PARTICULARS, paths, strict=True):
        for sentence in json.loads(path.read_text("utf-8")):
            report = coded(coder, sentence["source"], sentence["text"])
            event = surest(report, kind)
            ours = said(event)
            for field, theirs in (("source", "source_actor"), ("verb", "verb"), ("target", "target_actor")):
                each = [overlap(ours[field], words(span[theirs])) for span in sentence["spans"]]
                scores[field].append(sum(each) / len(each))
                if scores[field][-1] < _POOR:
                    why = "missed" if not ours[field] else "other words"
                    errors.append(Error(f"{kind} {field} {'no event' if event is None else why}", sentence["source"]))
            for right in _countries(event, sentence["spans"]):
                countries.append(right)
                if not right:
                    errors.append(Error("country", sentence["source"]))
    values = {f"{field}_token_f1": share(listed) for field, listed in scores.items()}
    values["country"] = share(countries)
    return Result("gsr_spans", corpus_hash(*paths), values, errors)


_POOR = 0.5  # mean token F1 below which a field is listed as an error


def surest(report: Report, kind: str) -> Event | None:
    """The event of this type that the reader is surest of, of equals the first."""
    return max((e for e in report.events if e.type == kind), key=lambda e: e.confidence, default=None)


def said(event: Event | None) -> dict[str, list[str]]:
    """The words of our source, verb and target."""
    if event is None:
        return {"source": [], "verb": [], "target": []}
    return {
        "source": words(p.span.text for p in event.actors),
        "verb": words([event.trigger.text]),
        "target": words(p.span.text for p in event.recipients),
    }


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
    for span in spans:
        theirs, role = set(words(span["source_actor"])), span["source_role"]
        mine = [p for p in (event.actors if event else []) if theirs & set(words([p.span.text]))]
        if mine and isinstance(role, dict) and role.get("main"):
            yield any(p.country in COUNTRY.get(role["main"], (role["main"],)) for p in mine)


MEASURES = (detect, spans)

if __name__ == "__main__":
    command_line(__doc__ or "", MEASURES)
