"""JSON objects of other tools as Marsad's own (knowledge/dialects.yaml)."""

from __future__ import annotations

from typing import Any

from marsad.ingest.addresses import address_id
from marsad.ingest.outlets import outlet_name, outlet_of
from marsad.ingest.published import read_published
from marsad.knowledge import load


def translate(found: dict[str, Any]) -> dict[str, Any]:
    """The object in Marsad's own keys; one that no known tool writes is given back as it is.

    Times that cannot be read are left out, outlets are named as usual, and an object without an id gets one from its
    address (`address_id`).
    """
    dialect = next((d for d in load("dialects") if all(key in found for key in d["when"])), None)
    if dialect is None:
        return found
    own: dict[str, Any] = {}
    for field, paths in dialect["fields"].items():
        value = next((words for path in paths if (words := _words(_at(found, path)))), None)
        if value is not None:
            own[field] = value
    if not read_published(own.get("published", "")):
        own.pop("published", None)
    if outlet := own.get("outlet"):
        own["outlet"] = outlet_name(outlet, strict=True) or outlet_of(f"https://{outlet.split('//')[-1]}") or outlet
    if "id" not in own:
        own["id"] = address_id(own["url"]) if "url" in own else found.get("id")
    return own


def _at(found: Any, path: str) -> Any:
    for key in path.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    return found


def _words(value: Any) -> str | None:
    """A text, the first of several names, or the text in fundus's summary and sections, one paragraph a line."""
    if isinstance(value, dict):
        sections = [value.get("summary"), *(_section(s) for s in value.get("sections") or [])]
        return "\n".join(line for lines in sections for line in lines or [] if isinstance(line, str)) or None
    if isinstance(value, list):
        value = next((item for item in value if item), None)
    return str(value) if isinstance(value, str | int) and str(value).strip() else None


def _section(section: Any) -> list[Any]:
    return [*(section.get("headline") or []), *(section.get("paragraphs") or [])] if isinstance(section, dict) else []
