"""Knowledge as data: the ontology, countries, places, actors, outlets and agreements, in files that people edit.

Every file lies in this folder; code reaches it only through this module, so that one digest names the whole state.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from marsad.errors import DataError

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SUFFIXES = (".yaml", ".toml", ".tsv", ".json", ".txt", ".gz")


@cache
def load(name: str) -> Any:
    """The content of a YAML file, read once: `load("plover")["types"]["AGREE"]["ar"]` is "اتفاق".

    `name` is the path below this folder, without ".yaml" ("actors/palestine"). The value is shared: do not change it.
    Raises `DataError` when the file is missing or is not YAML.
    """
    try:
        return yaml.load(text(f"{name.removesuffix('.yaml')}.yaml"), Loader=_LOADER)
    except yaml.YAMLError as error:
        raise DataError("knowledge.damaged", f"The knowledge file {name} is not valid YAML: {error}") from error


def text(path: str) -> str:
    """The text of any knowledge file (`text("places/quarters.tsv")`); raises `DataError` when it is missing."""
    try:
        return files(__name__).joinpath(path).read_text(encoding="utf-8")
    except (FileNotFoundError, IsADirectoryError) as error:
        raise DataError("knowledge.missing", f"There is no knowledge file {path}.", hint="Reinstall Marsad.") from error


def names(folder: str) -> list[str]:
    """The YAML files of a subfolder, sorted, as names for `load`: `names("agreements")` → `["agreements/gaza", …]`."""
    return [path.removesuffix(".yaml") for path in _listed(folder, ".yaml")]


def tables(folder: str) -> list[str]:
    """The TSV files of a subfolder, sorted, as paths for `text`: `tables("actors")` → `["actors/iraq_iran.tsv", …]`."""
    return _listed(folder, ".tsv")


def _listed(folder: str, suffix: str) -> list[str]:
    inside = files(__name__).joinpath(folder).iterdir()
    return sorted(f"{folder}/{file.name}" for file in inside if file.name.endswith(suffix))


@cache
def digest() -> str:
    """Twelve hex digits of SHA-256 over the names and bytes of all knowledge files: it changes when one byte does."""
    total = hashlib.sha256()
    for path, file in sorted(_walk(files(__name__), ""), key=lambda pair: pair[0]):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        total.update(f"{path} {content}\n".encode())
    return total.hexdigest()[:12]


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for item in folder.iterdir():
        if item.is_dir():
            found += _walk(item, f"{prefix}{item.name}/")
        elif item.name.endswith(_SUFFIXES):
            found.append((prefix + item.name, item))
    return found
