"""Our own annotation format (docs/guidelines.md §10): strings that the text holds, with the texts beside or inside.

A line has `doc` (its text is in the file of texts), or `text` or `sents` of its own. In a user's files only `events`
with `type` and `trigger` are needed; roles are a string or a list of strings under the role's name (`actors`,
`recipients` in the plural, if you like), and so are own fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marsad.text.sentences import sentences
from marsad.training.annotations.model import Annotated, BadRecordError
from marsad.training.data import example
from marsad.training.own_labels import OwnLabels

Fields = Mapping[str, Any]
_FIGURE = {"who": None, "source": None, "scope": "incident"}
_CLAIM = dict.fromkeys(("by", "about", "agreement", "provision", "source"))
_NOT_ROLES = frozenset({"sent", "type", "trigger", "mode", "status", "contexts"})


def own(record: Fields, doc: str, labels: OwnLabels, texts: Mapping[str, list[str]]) -> Annotated:
    """One document; raises `BadRecordError` for words that are not in the text, `InputError` for an unknown label."""
    sents = _sentences(record, texts)
    if not any(s.strip() for s in sents):
        raise BadRecordError("the text has no words")
    events = [event for e in record.get("events") or [] if (event := _event(e, sents, labels))]
    figures = [_part(f, "text", sents, _FIGURE) for f in record.get("figures") or []]
    claims = [_part(c, "trigger", sents, _CLAIM) for c in record.get("agreement_claims") or []]
    whole = {"doc": doc, "events": events, "figures": figures, "agreement_claims": claims}
    if "contexts" in record:
        whole["contexts"] = record["contexts"]
    return Annotated(example(sents, whole, labels.labels), "figures" in record, "agreement_claims" in record)


def _sentences(record: Fields, texts: Mapping[str, list[str]]) -> list[str]:
    if isinstance(record.get("sents"), list):
        return list(map(str, record["sents"]))
    if isinstance(record.get("text"), str):
        text = record["text"]
        return [text[start:end] for start, end in sentences(text)]
    if str(record.get("doc")) in texts:
        return texts[str(record["doc"])]
    raise BadRecordError("the record has no text, and no file of texts has its doc")


def _event(given: Fields, sents: list[str], labels: OwnLabels) -> dict[str, Any] | None:
    if not given.get("type") or not given.get("trigger"):
        raise BadRecordError("an event has no type or no trigger")
    kind = labels.code(str(given["type"]))
    if kind is None:
        return None
    roles: dict[str, list[str]] = {}
    for name, value in given.items():
        if name not in _NOT_ROLES and (role := labels.code(name)) and value:
            roles.setdefault(role, []).extend([value] if isinstance(value, str) else value)
    sent = _sentence(given, "trigger", sents)
    for string in (s for found in roles.values() for s in found):
        if not any(string in s for s in sents):
            raise BadRecordError(f'"{string}" is in no sentence of the text')
    mode, status = given.get("mode"), given.get("status") or ""
    if mode and mode not in labels.labels.modes.get(kind, []):
        raise BadRecordError(f'"{mode}" is no mode of {kind}')
    if status and status not in labels.labels.statuses:
        raise BadRecordError(f'"{status}" is no status')
    return {"type": kind, "sent": sent, "trigger": given["trigger"], "mode": mode, "status": status, "roles": roles}


def _part(given: Fields, words: str, sents: list[str], defaults: Mapping[str, Any]) -> dict[str, Any]:
    if not given.get(words):
        raise BadRecordError(f"a figure or a claim has no {words}")
    return {**defaults, **given, "sent": _sentence(given, words, sents)}


def _sentence(given: Fields, words: str, sents: list[str]) -> int:
    """The number of the sentence that holds the words: the one that is given, else the only possible, the first."""
    string, stated = str(given[words]), given.get("sent")
    holding = [k for k, s in enumerate(sents) if string in s]
    if not holding:
        raise BadRecordError(f'the {words} "{string}" is in no sentence of the text')
    return stated if isinstance(stated, int) and stated in holding else holding[0]
