"""Our annotations of other people's texts, kept as standoff: ids and offsets, no text.

`python -m training.corpus pack TEXTS ANNOTATIONS --texts DIR` makes `training/corpus/NAME.jsonl`;
`python -m training.corpus unpack --texts DIR --to DIR` rebuilds `NAME_texts.jsonl` and `NAME_annotations.jsonl` in the
annotation format for anyone who has the texts (the files that the corpus names, anywhere under DIR).

A line is {"doc", "file", "record", "sents": [[field, start, end]], "events", "figures", "agreement_claims"}, and
"contexts" where they are annotated; a string of the annotation is [sentence, start, end], code points into that sentence,
and a sentence is code points into a field of the record with its line ends normalised.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from marsad.text.canonical import canonical

FOLDER = Path(__file__).parent / "corpus"
FIELDS = ("title", "body", "text", "content")
STRINGS = ("trigger", "text", "place", "date", "source", "via", "who", "agreement", "by", "about", "provision")
LISTS = ("events", "figures", "agreement_claims")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _records(texts: Path, wanted: dict[str, set[str]]) -> dict[tuple[str, str], dict[str, str]]:
    out = {}
    for file, ids in sorted(wanted.items()):
        for record in _lines(next(texts.rglob(file))):
            if record["id"] in ids:
                fields = {f: canonical(record[f]) for f in FIELDS if isinstance(record.get(f), str)}
                if "sents" in record:  # an annotated set: its sentences, line by line
                    fields["sents"] = "\n".join(record["sents"])
                out[file, record["id"]] = fields
    return out


def _locate(string: str, sents: list[str], sent: int) -> list[int]:
    """[sentence, start, end] of a verbatim string: in its own sentence, else in the nearest one that holds it."""
    for k in sorted(range(len(sents)), key=lambda k: (abs(k - sent), k)):
        at = sents[k].find(string)
        if at >= 0:
            return [k, at, at + len(string)]
    raise ValueError(f"not verbatim in any sentence: {string!r}")


def pack(texts_file: Path, annotations: Path, texts: Path, target: Path) -> int:
    """Write the standoff of a set; returns the number of documents.

    An item with a string across sentences is left out, and a document whose sentences are not in its record.
    """
    documents = {d["id"]: d for d in _lines(texts_file)}
    wanted: dict[str, set[str]] = {}
    for d in documents.values():
        wanted.setdefault(d["file"], set()).add(d["record"])
    records, out = _records(texts, wanted), []
    for a in _lines(annotations):
        d = documents[a["doc"]]
        sents, record = d["sents"], d["record"]
        fields = records[d["file"], record]
        where = [_place(s, fields) for s in sents]
        if None in where:  # two records of one id: the other one's text
            continue
        packed = {"doc": a["doc"], "file": d["file"], "record": record, "sents": where}
        for name in LISTS:
            packed[name] = [x for x in (_packed(item, sents) for item in a[name]) if x]
        packed |= {"contexts": a["contexts"]} if "contexts" in a else {}
        out.append(json.dumps(packed, ensure_ascii=False, separators=(",", ":")))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(out) + "\n", "utf-8")
    return len(out)


def _place(sentence: str, fields: dict[str, str]) -> list[str | int] | None:
    """[field, start, end] of a sentence."""
    return next(
        ([f, t.find(sentence), t.find(sentence) + len(sentence)] for f, t in fields.items() if sentence in t), None
    )


def _packed(item: dict[str, Any], sents: list[str]) -> dict[str, Any] | None:
    out = dict(item)
    try:
        for key, value in item.items():
            if key in STRINGS and value is not None:
                out[key] = _locate(value, sents, item["sent"])
            elif key in {"actors", "recipients"}:
                out[key] = [_locate(v, sents, item["sent"]) for v in value]
    except ValueError:
        return None
    return out


def unpack(source: Path, texts: Path, to: Path) -> int:
    """Rebuild one set in the annotation format; returns the number of documents."""
    packed = list(_lines(source))
    wanted: dict[str, set[str]] = {}
    for p in packed:
        wanted.setdefault(p["file"], set()).add(p["record"])
    records, documents, annotations = _records(texts, wanted), [], []
    for p in packed:
        fields = records[p["file"], p["record"]]
        sents = [fields[f][a:b] for f, a, b in p["sents"]]
        documents.append({"id": p["doc"], "src": p["file"], "published": None, "sents": sents})
        contexts = {"contexts": p["contexts"]} if "contexts" in p else {}
        annotations.append({"doc": p["doc"], **{n: [_unpacked(x, sents) for x in p[n]] for n in LISTS}, **contexts})
    to.mkdir(parents=True, exist_ok=True)
    for name, rows in (("texts", documents), ("annotations", annotations)):
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (to / f"{source.stem}_{name}.jsonl").write_text("".join(lines), "utf-8")
    return len(packed)


def _unpacked(item: dict[str, Any], sents: list[str]) -> dict[str, Any]:
    def string(at: list[int]) -> str:
        return sents[at[0]][at[1] : at[2]]

    out = dict(item)
    for key, value in item.items():
        if key in STRINGS and value is not None:
            out[key] = string(value)
        elif key in {"actors", "recipients"}:
            out[key] = [string(v) for v in value]
    return out


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("what", choices=("pack", "unpack"))
    p.add_argument("files", nargs="*", type=Path, help="pack: TEXTS ANNOTATIONS")
    p.add_argument("--texts", type=Path, default=Path("../shared/data"))
    p.add_argument("--to", type=Path, default=Path("runs/corpus"))
    p.add_argument("--name", default="news_2022_2024")
    args = p.parse_args()
    if args.what == "pack":
        print(pack(args.files[0], args.files[1], args.texts, FOLDER / f"{args.name}.jsonl"), "documents")
    else:
        for source in sorted(FOLDER.glob("*.jsonl")):
            print(source.stem, unpack(source, args.texts, args.to), "documents")


if __name__ == "__main__":
    main()
