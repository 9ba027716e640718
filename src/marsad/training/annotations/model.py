"""What every importer gives: annotated documents as training examples, and what could not be used, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from marsad.reader.tokenizer import split_words
from marsad.text.sentences import sentences
from marsad.training.data import Example, Head, WordSpan

Range = tuple[int, int]  # code points, half-open


class BadRecordError(ValueError):
    """A record that cannot be used; the others can."""


@dataclass
class Annotated:
    """One document. `figures` and `claims` tell whether these are annotated, too (else they are not known).

    A head with an empty status, or with `NO_MODE`, has none stated.
    """

    example: Example
    figures: bool = False
    claims: bool = False


@dataclass
class Annotations:
    """A file of annotations: its documents, the roles and fields that occur, and what was left out and why."""

    documents: list[Annotated]
    left_out: list[str] = field(default_factory=list)

    @property
    def roles(self) -> frozenset[str]:
        """The roles and fields that occur at least once, which are those that were annotated."""
        return frozenset(role for d in self.documents for head in d.example.heads for role in head.roles)


def blank(doc: str, text: str, groups: Iterable[str]) -> Example:
    """A text as an example without annotations."""
    example = Example(doc, text, [], [], [], {g: [] for g in groups})
    for start, end in sentences(text):
        first = len(example.words)
        example.words += split_words(text, start, end)
        if len(example.words) > first:
            example.sentences.append((first, len(example.words)))
    if not example.words:
        raise BadRecordError("the text has no words")
    return example


def words_at(example: Example, at: Range) -> WordSpan:
    """The words that touch a range of the text, without marks at its end; raises `BadRecordError` where there are none."""
    start, end = at
    inside = [i for i, w in enumerate(example.words) if w.start < end and w.end > start]
    while len(inside) > 1 and not example.text[example.words[inside[-1]].start].isalnum():
        inside.pop()
    if not inside:
        raise BadRecordError(f"there are no words at {start}–{end}")
    return inside[0], inside[-1] + 1


def sentence_of(example: Example, span: WordSpan) -> int:
    """The number of the sentence in which a span begins."""
    return next(k for k, (_, end) in enumerate(example.sentences) if span[0] < end)


def unstated(kind: str, span: WordSpan, mode: str) -> Head:
    """An event whose status is not stated."""
    return Head(kind, span, mode=mode, status="")


def told(found: Sequence[str], most: int = 5) -> str:
    """The first few of many sentences, and how many more there are."""
    more = f"\n… and {len(found) - most} more" if len(found) > most else ""
    return "\n".join(found[:most]) + more
