"""Accuracy of the whole coder on an annotated set: `python eval/gold.py [--set dev] [--by-type] [--json]`.

The articles are coded as a user would code them (own sentence splitting, shipped weights); the records are turned into
the annotation format and scored by `score.py` beside the data. The hash of texts and annotations is printed, because a
figure without the corpus that it was measured on says nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

from marsad.coder import Coder
from marsad.ingest import Document
from marsad.record import Party, Report, Span

SHARED = Path(__file__).resolve().parents[2] / "shared"
ROWS = (
    "event", "trigger", "argument", "actors", "recipients", "place", "date", "source", "via",
    "figure", "figure_value", "claim",
)  # fmt: skip


def files(name: str, shared: Path = SHARED) -> tuple[Path, Path]:
    """Texts and annotations of a set."""
    return shared / "data/gold" / f"{name}_texts.jsonl", shared / "data/gold" / f"{name}_annotations.jsonl"


def corpus_hash(name: str, shared: Path = SHARED) -> str:
    """The first 12 hex digits of SHA-256 over texts and annotations."""
    return hashlib.sha256(b"".join(p.read_bytes() for p in files(name, shared))).hexdigest()[:12]


def scorer(shared: Path = SHARED) -> ModuleType:
    """The module that computes the metrics."""
    spec = importlib.util.spec_from_file_location("score", shared / "tools/score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def to_annotation(report: Report, sents: list[str]) -> dict[str, Any]:
    """A record in the annotation format: verbatim strings, and the number of the annotated sentence."""
    ends, at = [], 0
    for sent in sents:
        at += len(sent) + 1
        ends.append(at)
    sources = {s.id: s for s in report.sources}

    def number(span: Span) -> int:
        return next(k for k, end in enumerate(ends) if span.start < end)

    def said(source: str | None) -> dict[str, str | None]:
        found = sources.get(source or "")
        via = sources.get(found.via or "") if found else None
        return {"source": found.span.text if found else None, "via": via.span.text if via else None}

    def words(parties: list[Party]) -> list[str]:
        return list({(p.span.start, p.span.end): p.span.text for p in parties}.values())

    return {
        "doc": report.article.id,
        "events": [
            {
                "sent": number(e.trigger), "type": e.type, "mode": e.mode, "status": e.status, "trigger": e.trigger.text,
                "actors": words(e.actors), "recipients": words(e.recipients),
                "place": e.place.span.text if e.place and e.place.span else None,
                "date": e.date.span.text if e.date and e.date.span else None, **said(e.source),
            }
            for e in report.events
        ],
        "figures": [
            {
                "sent": number(f.span), "text": f.span.text, "measure": f.measure, "low": f.low, "high": f.high,
                "scope": f.scope, "source": said(f.source)["source"],
            }
            for f in report.figures
        ],
        "agreement_claims": [
            {
                "sent": number(c.span), "kind": c.kind, "trigger": c.span.text, "by": c.by.span.text if c.by else None,
                "about": c.about.span.text if c.about else None,
            }
            for c in report.agreement_claims
        ],
    }  # fmt: skip


def measure(name: str, coder: Coder, shared: Path = SHARED, *, old_measures: bool = False) -> dict[str, Any]:
    """All metrics on one set: `{"event": {"p", "r", "f1", …}, …, "accuracy": {"status": …}, "by_type": {…}}`.

    `old_measures`: the set was annotated before `strikes` and `casualties` existed and calls both `other`.
    """
    texts, gold = files(name, shared)
    score = scorer(shared)
    predictions = {}
    for line in texts.read_text("utf-8").splitlines():
        d = json.loads(line)
        published = d["published"].replace(" ", "T") if d["published"] else None
        report = coder.code(Document(d["id"], "\n".join(d["sents"]), published=published))
        predictions[d["id"]] = to_annotation(report, d["sents"])
        if old_measures:
            for figure in predictions[d["id"]]["figures"]:
                figure["measure"] = "other" if figure["measure"] in {"strikes", "casualties"} else figure["measure"]
    result: dict[str, Any] = score.score(texts, score.load(gold), predictions)
    return result


def markdown(name: str, result: dict[str, Any], model: str) -> str:
    """The table of one set for docs/accuracy.md."""
    lines = [f"`{name}` (corpus `{corpus_hash(name)}`, model `{model}`)", ""]
    lines += ["| measure | F1 | precision | recall | annotated | found |", "|---|---|---|---|---|---|"]
    for row in ROWS:
        r = result[row]
        lines.append(
            f"| {row.replace('_', ' ')} | {r['f1']:.3f} | {r['p']:.3f} | {r['r']:.3f} | {r['gold']} | {r['pred']} |"
        )
    lines += [
        "",
        "Accuracy given a right event: " + ", ".join(f"{k} {v}" for k, v in result["accuracy"].items()) + ".",
        "",
    ]
    lines += ["| type | F1 | precision | recall | annotated | found |", "|---|---|---|---|---|---|"]
    for kind, r in result["by_type"].items():
        lines.append(f"| {kind} | {r['f1']:.3f} | {r['p']:.3f} | {r['r']:.3f} | {r['gold']} | {r['pred']} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--set", dest="sets", action="append", help="default: dev and claims_dev")
    p.add_argument("--model", type=Path)
    p.add_argument("--old-measures", action="store_true", help="count strikes and casualties as `other`")
    p.add_argument("--by-type", action="store_true")
    p.add_argument("--json", action="store_true")
    p.add_argument("--markdown", action="store_true", help="a table for the docs")
    args = p.parse_args()
    coder = Coder(model=args.model)
    for name in args.sets or ["dev", "claims_dev"]:
        result = measure(name, coder, old_measures=args.old_measures)
        if args.json:
            print(json.dumps({"set": name, "corpus": corpus_hash(name), "model": coder.info.model, **result}))
            continue
        if args.markdown:
            print(markdown(name, result, coder.info.model))
            continue
        print(f"{name} (corpus {corpus_hash(name)}, model {coder.info.model})")
        for row in ROWS:
            r = result[row]
            print(f"  {row:13} F1 {r['f1']:.3f}  P {r['p']:.3f}  R {r['r']:.3f}  of {r['gold']}")
        print("  accuracy      " + "  ".join(f"{k} {v}" for k, v in result["accuracy"].items()))
        if args.by_type:
            for kind, r in result["by_type"].items():
                print(f"    {kind:10} F1 {r['f1']:.3f}  P {r['p']:.3f}  R {r['r']:.3f}  of {r['gold']}")


if __name__ == "__main__":
    main()
