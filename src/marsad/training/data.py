"""Annotated documents as training examples: words, sentence borders, tags, heads with their roles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marsad.reader.labels import NO_MODE, Labels
from marsad.reader.tokenizer import Word, split_words

NAME_GROUPS = ("person", "organisation", "location")
WordSpan = tuple[int, int]  # half-open, in words


@dataclass
class Head:
    """Something with roles: an event, a figure or a claim, at a span of words."""

    kind: str
    span: WordSpan
    roles: dict[str, list[WordSpan]] = field(default_factory=dict)
    mode: str = NO_MODE
    status: str = "reported"
    scope: str | None = None


@dataclass
class Example:
    """One document; `sentences` are half-open ranges of words; `groups` the spans of each tagger beside the heads."""

    doc: str
    text: str
    words: list[Word]
    sentences: list[WordSpan]
    heads: list[Head]
    groups: dict[str, list[WordSpan]]
    events: bool = True  # False: an entity set, only the name taggers are taught
    names: bool = False  # whether the names of people, organisations and places are annotated
    contexts: list[str] | None = None  # what it is about; None: not annotated


class _Aligner:
    """Finds the words of a verbatim string: in its sentence, at word borders, nearest to the head."""

    def __init__(self, sents: list[str]) -> None:
        self.text = "\n".join(sents)
        self.words: list[Word] = []
        self.sentences: list[WordSpan] = []
        self.bounds: list[tuple[int, int]] = []
        at = 0
        for sent in sents:
            first = len(self.words)
            self.words += split_words(self.text, at, at + len(sent))
            self.sentences.append((first, len(self.words)))
            self.bounds.append((at, at + len(sent)))
            at += len(sent) + 1

    def find(self, string: str | None, sent: int, near: int | None = None, skip: int = 0) -> WordSpan | None:
        if not string or not string.strip():
            return None
        low, high = self.bounds[sent]
        near = low if near is None else near
        found = list(self._occurrences(string, low, high)) or list(self._occurrences(string, 0, len(self.text)))
        if not found:
            return None
        found.sort(key=lambda hit: (not hit[1], abs(hit[0] - near)))
        start = found[min(skip, len(found) - 1)][0]
        return self._span(start, start + len(string))

    def _occurrences(self, string: str, low: int, high: int) -> Iterator[tuple[int, bool]]:
        at = self.text.find(string, low, high)
        while at >= 0:
            end = at + len(string)
            before = at == 0 or not self.text[at - 1].isalnum() or self.text[at - 1] in "وفبلكس"
            yield at, before and (end == len(self.text) or not self.text[end].isalnum())
            at = self.text.find(string, at + 1, high)

    def _span(self, start: int, end: int) -> WordSpan | None:
        inside = [i for i, w in enumerate(self.words) if w.start < end and w.end > start]
        while inside and not self.text[self.words[inside[-1]].start].isalnum() and len(inside) > 1:
            inside.pop()
        return (inside[0], inside[-1] + 1) if inside else None


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def load(folder: Path, name: str, labels: Labels) -> list[Example]:
    """The annotated set `NAME_texts.jsonl` + `NAME_annotations.jsonl` of a folder."""
    texts = {t["id"]: t for t in _read(folder / f"{name}_texts.jsonl")}
    annotations = _read(folder / f"{name}_annotations.jsonl")
    return [example(texts[a["doc"]]["sents"], a, labels) for a in annotations if a["doc"] in texts]


def example(sents: list[str], annotation: dict[str, Any], labels: Labels) -> Example:
    """Align one annotated document; fields that name no words of it are dropped."""
    al = _Aligner(sents)
    out = Example(annotation["doc"], al.text, al.words, al.sentences, [], {g: [] for g in labels.groups})
    out.contexts = annotation.get("contexts")
    seen: dict[tuple[int, str, str], int] = {}

    def add(kind: str, sent: int, trigger: str, fields: dict[str, list[str | None]]) -> Head | None:
        key = (sent, kind, trigger)
        span = al.find(trigger, sent, skip=seen.get(key, 0))
        if span is None:
            return None
        seen[key] = seen.get(key, 0) + 1
        head = Head(kind, span)
        near = al.words[span[0]].start
        for role, strings in fields.items():
            spans = [s for s in (al.find(x, sent, near) for x in strings) if s]
            if spans:
                head.roles[role] = spans
        out.heads.append(head)
        return head

    for e in annotation["events"]:
        head = add(e["type"], e["sent"], e["trigger"], e["roles"] if "roles" in e else _roles(e))
        if head:
            mode = f"{e['type']}/{e.get('mode')}"
            head.mode, head.status = mode if mode in labels.mode_units else NO_MODE, e["status"]
    for f in annotation["figures"]:
        head = add("figure", f["sent"], f["text"], {"who": [f.get("who")], "source": [f.get("source")]})
        if head:
            head.scope, head.mode = f["scope"], f["measure"]
    for c in annotation.get("agreement_claims", []):
        add(
            c["kind"],
            c["sent"],
            c["trigger"],
            {r: [c.get(r)] for r in ("by", "about", "agreement", "provision", "source")},
        )
    fill_groups(out)
    return out


def _roles(event: dict[str, Any]) -> dict[str, list[str | None]]:
    one = {r: [event.get(r)] for r in ("place", "date", "source", "via")}
    return {"actor": event["actors"], "recipient": event["recipients"], **one}


GROUPS_OF = {
    "actor": ("party", "actor"),
    "recipient": ("party", "recipient"),
    "by": ("party",),
    "about": ("party",),
    "via": ("source",),
}


def fill_groups(ex: Example) -> None:
    """Teach every tagger the words in the roles that it finds."""
    for head in ex.heads:
        for role, spans in head.roles.items():
            for name in GROUPS_OF.get(role, (role,)):
                group = ex.groups.get(name, [])  # a model may lack a tagger
                group += [s for s in spans if s not in group]


ENTITY_GROUPS = {"PERS": "person", "PER": "person", "ORG": "organisation", "LOC": "location", "GPE": "location"}


def load_entities(path: Path, labels: Labels) -> list[Example]:
    """A column file (word TAB/space tags, empty line between sentences) as examples for the name taggers."""
    out: list[Example] = []
    for block in path.read_text("utf-8").split("\n\n"):
        rows = [line.split() for line in block.splitlines() if line.strip() and not line.startswith("$#$")]
        if len(rows) > 2:
            out.append(_entity_example(f"{path.stem}-{len(out)}", rows, labels))
    return out


def _entity_example(doc: str, rows: list[list[str]], labels: Labels) -> Example:
    text, marks = "", []
    for token, *tags in rows:
        kinds = {ENTITY_GROUPS[t[2:]]: t[0] for t in tags if t[2:] in ENTITY_GROUPS}
        marks.append((len(text), len(text) + len(token), kinds))
        text += token + " "
    words = split_words(text)
    groups: dict[str, list[WordSpan]] = {g: [] for g in labels.groups}
    ex = Example(doc, text, words, [(0, len(words))], [], groups, events=False, names=True)
    for kind in NAME_GROUPS:
        spans: list[WordSpan] = []
        for start, end, kinds in marks:
            inside = [i for i, w in enumerate(words) if w.start < end and w.end > start]
            if kind not in kinds or not inside:
                continue
            if kinds[kind] == "I" and spans and spans[-1][1] == inside[0]:
                spans[-1] = (spans[-1][0], inside[-1] + 1)
            else:
                spans.append((inside[0], inside[-1] + 1))
        ex.groups[kind] = spans
    return ex
