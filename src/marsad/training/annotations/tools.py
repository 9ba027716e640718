"""The exports of Label Studio, doccano, and Prodigy or spaCy, record by record.

Each reader gives the marks and relations of one record, with offsets in code points of its text, or raises `BadRecordError`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from marsad.training.annotations.link import Link, Mark, Marked
from marsad.training.annotations.model import BadRecordError, Range

Fields = Mapping[str, Any]


def label_studio(record: Fields, doc: str) -> Marked:
    """A task of the JSON export, with its last annotation, or a row of JSON-MIN.

    Label Studio counts in the browser, in UTF-16 code units, where "🚰" is two; some versions count code points. The
    words that it keeps with every mark decide.
    """
    if "annotations" not in record and "completions" not in record:
        marks = [{"type": "labels", "id": str(k), "value": v} for k, v in enumerate(record.get("label") or [])]
        return _label_studio(record, marks, doc)
    done = [a for a in record.get("annotations") or record.get("completions") or [] if not a.get("was_cancelled")]
    if not done:
        raise BadRecordError("the task has no annotation")
    return _label_studio(record["data"], done[-1]["result"], doc)


def _label_studio(data: Fields, result: Iterable[Fields], doc: str) -> Marked:
    result = list(result)
    values = [r["value"] for r in result if r["type"] in {"labels", "hypertextlabels"}]
    text, code_units = _text_of(data, values)
    place = _code_points(text) if code_units else int
    chosen: dict[str, dict[str, str]] = {}
    for r in result:
        if r["type"] == "choices" and r.get("id") and r["value"].get("choices"):
            chosen.setdefault(r["id"], {})[str(r.get("from_name"))] = r["value"]["choices"][0]
    marks = [
        Mark(r["id"], (place(r["value"]["start"]), place(r["value"]["end"])), label, chosen.get(r["id"], {}))
        for r in result
        if r["type"] in {"labels", "hypertextlabels"}
        for label in r["value"].get("labels") or r["value"].get("hypertextlabels") or []
    ]
    links = [
        Link(r["from_id"], r["to_id"], next(iter(r.get("labels") or []), "")) for r in result if r["type"] == "relation"
    ]
    return Marked(doc, text, marks, links)


def _text_of(data: Fields, values: list[Fields]) -> tuple[str, bool]:
    """The text that the marks stand in, and whether they count UTF-16 code units."""
    texts = [v for v in (data.get("text"), *data.values()) if isinstance(v, str)]
    if not texts:
        raise BadRecordError("the task has no text")
    said = [(int(v["start"]), int(v["end"]), str(v["text"])) for v in values if v.get("text")]
    for text in texts:
        for code_units in (False, True):
            place = _code_points(text) if code_units else int
            if all(_same(text[place(a) : place(b)], words) for a, b, words in said):
                return text, code_units and bool(said)
    start, end, words = next((s for s in said if not _same(texts[0][s[0] : s[1]], s[2])), said[0])
    raise BadRecordError(f'the annotation has "{words}" at {start}–{end}, the text has "{texts[0][start:end]}"')


def _same(here: str, there: str) -> bool:
    return here == there or here.split() == there.replace("\\n", "\n").split()


def _code_points(text: str) -> Callable[[Any], int]:
    """From UTF-16 code units to code points."""
    units = [0]
    for letter in text:
        units.append(units[-1] + (2 if ord(letter) > 0xFFFF else 1))
    at = {unit: point for point, unit in enumerate(units)}
    return lambda unit: at.get(int(unit), len(text))


def doccano(record: Fields, doc: str) -> Marked:
    """A line of the JSONL export: `entities` and `relations`, or the older `label: [[start, end, name]]`."""
    text = _text(record, "text", "data")
    if "entities" in record:
        marks = [
            Mark(str(e["id"]), (int(e["start_offset"]), int(e["end_offset"])), e["label"]) for e in record["entities"]
        ]
    else:
        rows = record.get("label") or record.get("labels") or []
        marks = [Mark(str(k), (int(a), int(b)), name) for k, (a, b, name) in enumerate(rows)]
    links = [Link(str(r["from_id"]), str(r["to_id"]), str(r.get("type", ""))) for r in record.get("relations") or []]
    return Marked(doc, text, marks, links)


def prodigy(record: Fields, doc: str) -> Marked:
    """A line of a Prodigy dataset or of spaCy spans: `text`, `spans`, perhaps `tokens` and `relations`."""
    text = _text(record, "text")
    if record.get("answer", "accept") != "accept":
        raise BadRecordError(f"the answer is {record['answer']}")
    for token in record.get("tokens") or []:
        if "start" in token and text[token["start"] : token["end"]] != token["text"]:
            raise BadRecordError(f'the token "{token["text"]}" is not at {token["start"]}–{token["end"]}')
    marks: dict[tuple[Range, str], Mark] = {}

    def mark(span: Fields) -> str:
        at = int(span["start"]), int(span["end"])
        return marks.setdefault((at, span["label"]), Mark(f"{at[0]}-{at[1]}-{span['label']}", at, span["label"])).id

    for span in record.get("spans") or []:
        mark(span)
    links = [Link(mark(r["head_span"]), mark(r["child_span"]), str(r.get("label", ""))) for r in _relations(record)]
    return Marked(doc, text, list(marks.values()), links)


def _relations(record: Fields) -> Iterator[Fields]:
    for relation in record.get("relations") or []:
        if "head_span" not in relation or "child_span" not in relation:
            raise BadRecordError("a relation has no head_span and child_span")
        yield relation


def _text(record: Fields, *names: str) -> str:
    for name in names:
        if isinstance(record.get(name), str):
            return str(record[name])
    raise BadRecordError("the record has no text")
