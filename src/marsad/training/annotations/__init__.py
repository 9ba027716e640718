"""Annotations from files: ours, Label Studio's, doccano's, and Prodigy's or spaCy's, told apart by what they hold.

Offsets and strings are checked against the text; a record that cannot be used is left out and said so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from marsad.errors import InputError
from marsad.training.annotations.link import joined
from marsad.training.annotations.model import Annotated, Annotations, BadRecordError, told
from marsad.training.annotations.own import own
from marsad.training.annotations.tools import doccano, label_studio, prodigy
from marsad.training.own_labels import OwnLabels

__all__ = ["Annotated", "Annotations", "format_of", "read_annotations", "told"]

_TOOLS = {"Label Studio": label_studio, "doccano": doccano, "Prodigy": prodigy}
_HINT = "docs/own-ontology.md shows the formats: Marsad's own, Label Studio, doccano, Prodigy or spaCy spans."
_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


def read_annotations(path: Path, labels: OwnLabels, texts: Path | None = None) -> Annotations:
    """Read a file of annotations; `texts` holds the texts of our own format where they stand apart.

    Without it, NAME_texts.jsonl beside NAME_annotations.jsonl is looked for. Raises `InputError` for a file of no known
    format, for a label that is neither a type nor a role, and where no record can be used.
    """
    out = Annotations([])
    records = list(_records(path, out.left_out))
    form = next((f for _, record in records if (f := format_of(record))), None)
    if form is None:
        said = f"\n{told(out.left_out)}" if out.left_out else ""
        raise InputError("annotations.format", f"{path} holds annotations in no known format.{said}", hint=_HINT)
    if form == "Marsad":
        known = _texts(path, texts)
        found = _usable(records, lambda where, record: own(record, _doc(record, where), labels, known), out.left_out)
        out.documents += [document for _, document in found]
    else:
        read = _TOOLS[form]
        marked = list(_usable(records, lambda where, record: read(record, _doc(record, where)), out.left_out))
        by_links = any(m.links for _, m in marked)
        for _, (document, loose) in _usable(marked, lambda _, m: joined(m, labels, by_links=by_links), out.left_out):
            out.documents.append(document)
            out.left_out += loose
    if not out.documents:
        message = f"No record of {path} can be used (it was read as {form}).\n{told(out.left_out)}"
        raise InputError("annotations.none", message, hint=_HINT)
    return out


def format_of(record: Any) -> str | None:
    """Whose format a record has: "Marsad", "Label Studio", "doccano", "Prodigy"; `None` where that cannot be told."""
    if not isinstance(record, dict):
        return None
    if "events" in record or "sents" in record:
        return "Marsad"
    marks = record.get("label", record.get("labels"))
    if ("data" in record and ("annotations" in record or "completions" in record)) or (
        isinstance(marks, list) and marks and isinstance(marks[0], dict)
    ):
        return "Label Studio"
    if "entities" in record or isinstance(marks, list):
        return "doccano"
    return "Prodigy" if "spans" in record or "tokens" in record or "answer" in record else None


def _usable(
    found: Iterable[tuple[str, _Given]], use: Callable[[str, _Given], _Made], left_out: list[str]
) -> Iterator[tuple[str, _Made]]:
    """What can be made of each record; the others are left out, with the reason."""
    for where, given in found:
        try:
            yield where, use(where, given)
        except BadRecordError as error:
            left_out.append(f"{where}: {error}")
        except InputError as error:
            raise InputError(error.code, f"{where}: {error.message}", hint=error.hint) from error
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            left_out.append(f"{where}: the record has not the form of its format ({type(error).__name__}: {error})")


def _records(path: Path, left_out: list[str]) -> Iterator[tuple[str, Any]]:
    """Every record with the words that say where it stands: a JSON list, or JSON lines."""
    try:
        content = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("annotations.missing", f"The annotations {path} cannot be read: {error}.") from error
    if content.lstrip().startswith("["):
        try:
            yield from ((f"{path.name}, record {n}", record) for n, record in enumerate(json.loads(content), 1))
        except json.JSONDecodeError as error:
            raise InputError("annotations.format", f"{path} is not valid JSON: {error}.", hint=_HINT) from error
        return
    for n, line in enumerate(content.split("\n"), 1):
        if line.strip():
            try:
                yield f"{path.name}, line {n}", json.loads(line)
            except json.JSONDecodeError as error:
                left_out.append(f"{path.name}, line {n}: it is not valid JSON ({error})")


def _doc(record: Any, where: str) -> str:
    named = record.get("doc", record.get("id"))
    return where if named is None else str(named)


def _texts(path: Path, texts: Path | None) -> dict[str, list[str]]:
    """The sentences of the texts that stand in a file of their own, by id."""
    beside = path.with_name(path.name.replace("annotations", "texts"))
    source = texts or (beside if beside != path and beside.exists() else None)
    broken: list[str] = []
    return {str(r["id"]): r["sents"] for _, r in _records(source, broken)} if source else {}
