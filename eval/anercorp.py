"""Names of persons, places and organisations against ANERcorp dev10 (CoNLL style: exact spans, one F1 over all).

    python eval/anercorp.py [SHARED] [--markdown] [--errors]

Ten sentences at a time are coded as one text, for the names of an article help each other; words are joined by single
spaces, sentences by line ends. What we say of a text is in `Report.mentions`, which
nest ("رئيس الوزراء" around a name in a title), while ANERcorp is flat and marks bare names: of mentions that overlap
the shortest counts. Kinds are mapped: person → PERS; place, country, facility → LOC; organisation, media → ORG. Their
MISC has no kind here: not counted on either side. Clitics stay on the word, as in their tokens.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sets import Counts, Error, Result, command_line, corpus_hash

from marsad.coder import Coder
from marsad.ingest import Document
from marsad.record import Report

KINDS = {"person": "PERS", "place": "LOC", "country": "LOC", "facility": "LOC", "organisation": "ORG", "media": "ORG"}
TOGETHER = 10  # sentences of one text
Name = tuple[int, int, str]


def sentences(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """(words, tags) of every sentence."""
    for block in path.read_text("utf-8").split("\n\n"):
        pairs = [line.rsplit(" ", 1) for line in block.split("\n") if line.strip()]
        if pairs:
            yield [p[0] for p in pairs], [p[1] for p in pairs]


def tagged(tags: list[str]) -> set[Name]:
    """The names that BIO tags mark, as words `[start, end)` and kind."""
    names: set[Name] = set()
    start = None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and not tag.startswith("I-"):
            names.add((start, i, tags[start][2:]))
            start = None
        if tag.startswith("B-"):
            start = i
    return {name for name in names if name[2] in KINDS.values()}


def mentioned(report: Report, words: list[str]) -> set[Name]:
    """The mentions of a record in the same form: the innermost of those that overlap."""
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    spans = [
        (sum(s <= m.span.start for s in starts) - 1, sum(s < m.span.end for s in starts), KINDS[m.kind])
        for m in report.mentions
        if m.kind in KINDS
    ]
    inner: list[Name] = []
    for span in sorted(set(spans), key=lambda s: (s[1] - s[0], s)):
        if all(span[1] <= a or b <= span[0] for a, b, _ in inner):
            inner.append(span)
    return set(inner)


def measure(coder: Coder, shared: Path) -> Result:
    """F1 over the three kinds, and of each."""
    path = shared / "data/entities/anercorp_dev10.txt"
    counts = {name: Counts() for name in ("names", *sorted(set(KINDS.values())))}
    errors: list[Error] = []
    listed = list(sentences(path))
    for number in range(0, len(listed), TOGETHER):
        several = listed[number : number + TOGETHER]
        words, tags = ([item for pair in several for item in pair[k]] for k in (0, 1))
        report = coder.code(Document(f"anercorp-{number}", "\n".join(" ".join(said) for said, _ in several)))
        wanted, found = tagged(tags), mentioned(report, words)
        for kind, count in counts.items():
            mine, ours = ({n for n in names if kind in ("names", n[2])} for names in (wanted, found))
            count.add(wanted=len(mine), found=len(ours), hit=len(mine & ours))
        errors += [Error(_kind(name, found, "missed"), f"{number}:{name[0]}") for name in sorted(wanted - found)]
        errors += [Error(_kind(name, wanted, "invented"), f"{number}:{name[0]}") for name in sorted(found - wanted)]
    values = {k: v for kind, count in counts.items() for k, v in count.values(kind.lower()).items()}
    return Result("anercorp", corpus_hash(path), values, errors)


def _kind(name: Name, others: set[Name], else_: str) -> str:
    if any(name[:2] == other[:2] for other in others):
        return f"{name[2]} of another kind"
    if any(name[0] < other[1] and other[0] < name[1] for other in others):
        return f"{name[2]} with another border"
    return f"{name[2]} {else_}"


if __name__ == "__main__":
    command_line(__doc__ or "", [measure])
