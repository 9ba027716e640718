"""Accuracy of the whole coder on an annotated set: `python eval/gold.py [--set dev] [--by-type] [--json]`.

The articles are coded as a user would code them (own sentence splitting, shipped weights); the records are turned into
the annotation format and scored by `score.py` beside the data. The hash of texts and annotations is printed, because a
figure without the corpus that it was measured on says nothing.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

from sets import SHARED, Result, Value
from sets import corpus_hash as files_hash

from marsad.coder import Coder
from marsad.ingest import Document
from marsad.record import Party, Report, Span

ROWS = (
    "event", "trigger", "argument", "actors", "recipients", "place", "date", "source", "via",
    "figure", "figure_value", "claim",
)  # fmt: skip


def files(name: str, shared: Path = SHARED) -> tuple[Path, Path]:
    """Texts and annotations of a set."""
    return shared / "data/gold" / f"{name}_texts.jsonl", shared / "data/gold" / f"{name}_annotations.jsonl"


def corpus_hash(name: str, shared: Path = SHARED) -> str:
    """The first 12 hex digits of SHA-256 over texts and annotations."""
    return files_hash(*files(name, shared))


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


def predictions(name: str, coder: Coder, shared: Path = SHARED) -> dict[str, Any]:
    """The annotation that the coder makes of each article of a set, by the article's id."""
    out = {}
    for line in files(name, shared)[0].read_text("utf-8").splitlines():
        d = json.loads(line)
        published = d["published"].replace(" ", "T") if d["published"] else None
        report = coder.code(Document(d["id"], "\n".join(d["sents"]), published=published))
        out[d["id"]] = to_annotation(report, d["sents"])
    return out


def scored(
    name: str, predicted: dict[str, Any], shared: Path = SHARED, *, old_measures: bool = False
) -> dict[str, Any]:
    """All metrics: `{"event": {"p", "r", "f1", …}, …, "accuracy": {"status": …}, "by_type": {…}}`.

    `old_measures`: the set was annotated before `strikes` and `casualties` existed and calls both `other`.
    """
    texts, gold = files(name, shared)
    score = scorer(shared)
    if old_measures:
        predicted = {
            doc: {**said, "figures": [{**f, "measure": _OLD.get(f["measure"], f["measure"])} for f in said["figures"]]}
            for doc, said in predicted.items()
        }
    result: dict[str, Any] = score.score(texts, score.load(gold), predicted)
    return result


def by_type(name: str, predicted: dict[str, Any], shared: Path = SHARED) -> dict[str, dict[str, Any]]:
    """The metrics of each event type alone: F1 of its events, and of each field of them."""
    texts, gold = files(name, shared)
    score = scorer(shared)
    truth = score.load(gold)
    kinds = sorted({e["type"] for said in (*truth.values(), *predicted.values()) for e in said["events"]})

    def only(kind: str, docs: dict[str, Any]) -> dict[str, Any]:
        return {d: {**said, "events": [e for e in said["events"] if e["type"] == kind]} for d, said in docs.items()}

    return {kind: score.score(texts, only(kind, truth), only(kind, predicted)) for kind in kinds}


_OLD = {"strikes": "other", "casualties": "other"}


def result(name: str, coder: Coder, shared: Path = SHARED) -> Result:
    """The set's main measures in the form of eval/table.py; figures of `dev` with its old measures as well."""
    predicted = predictions(name, coder, shared)
    metrics = scored(name, predicted, shared)
    values = {f"{row}_f1": Value(metrics[row]["f1"], metrics[row]["gold"]) for row in ROWS}
    values |= {k: Value(v or 0.0, metrics["event"]["gold"]) for k, v in metrics["accuracy"].items()}
    if name == "dev":
        old = scored(name, predicted, shared, old_measures=True)["figure_value"]
        values["figure_value_old_measures_f1"] = Value(old["f1"], old["gold"])
    return Result(name, corpus_hash(name, shared), values)


def _cells(metrics: dict[str, Any], row: str) -> list[str]:
    r = metrics[row]
    return [f"{r['f1']:.3f}", f"{r['p']:.3f}", f"{r['r']:.3f}", str(r["gold"]), str(r["pred"])]


def _table(header: list[str], lines: list[list[str]]) -> list[str]:
    return ["| " + " | ".join(line) + " |" for line in (header, ["---"] * len(header), *lines)]


FIELDS = ("actors", "recipients", "place", "date", "source", "via")
_COUNTED = ["F1", "precision", "recall", "annotated", "found"]


def markdown(name: str, metrics: dict[str, Any], types: dict[str, dict[str, Any]], model: str) -> str:
    """The tables of one set for docs/accuracy.md: measures, then each type with the F1 of its fields."""
    lines = [f"`{name}` (corpus `{corpus_hash(name)}`, model `{model}`)", ""]
    lines += _table(["measure", *_COUNTED], [[row.replace("_", " "), *_cells(metrics, row)] for row in ROWS])
    said = ", ".join(f"{k} {v}" for k, v in metrics["accuracy"].items())
    lines += ["", f"Accuracy given a right event: {said}.", ""]
    fields = [[kind, *_cells(m, "event"), *(_field(m, f) for f in FIELDS)] for kind, m in types.items()]
    lines += _table(["type", *_COUNTED, *FIELDS], fields)
    return "\n".join(lines) + "\n"


def _field(metrics: dict[str, Any], field: str) -> str:
    """F1 of a field; a dash where neither side has it."""
    return f"{metrics[field]['f1']:.2f}" if metrics[field]["gold"] or metrics[field]["pred"] else "–"


def plain(name: str, metrics: dict[str, Any], types: dict[str, dict[str, Any]], model: str) -> str:
    """The same for a terminal; `types` may be empty."""
    lines = [f"{name} (corpus {corpus_hash(name)}, model {model})"]
    for row in ROWS:
        r = metrics[row]
        lines.append(f"  {row:13} F1 {r['f1']:.3f}  P {r['p']:.3f}  R {r['r']:.3f}  of {r['gold']}")
    lines.append("  accuracy      " + "  ".join(f"{k} {v}" for k, v in metrics["accuracy"].items()))
    for kind, m in types.items():
        r = m["event"]
        fields = "  ".join(f"{field} {_field(m, field)}" for field in FIELDS)
        lines.append(f"    {kind:10} F1 {r['f1']:.3f}  P {r['p']:.3f}  R {r['r']:.3f}  of {r['gold']:3}   {fields}")
    return "\n".join(lines)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--set", dest="sets", action="append", help="default: dev and claims_dev")
    p.add_argument("--model", type=Path)
    p.add_argument("--old-measures", action="store_true", help="count strikes and casualties as `other`")
    p.add_argument("--by-type", action="store_true", help="each type, with the F1 of its fields")
    p.add_argument("--json", action="store_true")
    p.add_argument("--markdown", action="store_true", help="tables for the docs")
    args = p.parse_args()
    coder = Coder(model=args.model)
    for name in args.sets or ["dev", "claims_dev"]:
        predicted = predictions(name, coder)
        metrics = scored(name, predicted, old_measures=args.old_measures)
        types = by_type(name, predicted) if args.by_type or args.markdown else {}
        if args.json:
            print(json.dumps({"set": name, "corpus": corpus_hash(name), "model": coder.info.model, **metrics}))
        else:
            print((markdown if args.markdown else plain)(name, metrics, types, coder.info.model))


if __name__ == "__main__":
    main()
