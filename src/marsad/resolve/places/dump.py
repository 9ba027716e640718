"""A GeoNames country dump ("SY.txt", also inside "SY.zip") as rows of the gazetteer.

The format is that of https://download.geonames.org/export/dump/readme.txt: a place a line, 19 columns parted by tabs,
UTF-8, no header. Kept is what `knowledge/places/features.yaml` lists and what has a name in Arabic: an alternate name, or
the name itself read back from its romanisation (`marsad.resolve.places.romanised`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, is_zipfile

from marsad import knowledge
from marsad.errors import InputError
from marsad.resolve.places.data import Index, read_countries
from marsad.resolve.places.names import key
from marsad.resolve.places.romanised import arabic

COLUMNS = 19
TRIED = 50  # lines that are looked at before a file without any place is refused
_ARABIC = re.compile(r"[ء-غف-ي\u064b-\u0652 -]+")
_PERSIAN = str.maketrans("یکہۀ", "يكهه")
_INNER_ALIF = re.compile(r"ى(?=\w)")
_HEADS = re.compile("^(?:محافظة|منطقة|قضاء|ناحية|مديرية|مركز|ولاية|معتمدية|دائرة|محلية|قسم|مدينة|قرية|بلدة) ")
_TABS = str.maketrans("\t\n\r;", "    ")


@dataclass(slots=True)
class Dump:
    """What was read: rows of the gazetteer, and what was left out. `bad` counts broken lines, `first_bad` tells one."""

    rows: list[str] = field(default_factory=list)
    read: int = 0
    nameless: int = 0
    other: int = 0
    bad: int = 0
    first_bad: str = ""


def arabic_names(alternates: Iterable[str]) -> list[str]:
    """The names in Arabic letters among the alternate names of a place, Persian letters made Arabic."""
    names = (n.translate(_PERSIAN).strip("\u200e\u200f ") for n in alternates)
    return [n for n in names if _ARABIC.fullmatch(n) and len(key(n)) > 2 and not _INNER_ALIF.search(n)]


def read_dump(path: Path, index: Index, countries: frozenset[str] = frozenset()) -> Dump:
    """Read a dump, of all countries or of these (ISO 3166 alpha-2 or alpha-3).

    Broken lines are counted and skipped. Raises `InputError` for what cannot be opened or is no dump.
    """
    out = Dump()
    for number, line in _lines(path):
        if not line.strip():
            continue
        out.read += 1
        fields = line.rstrip("\r\n").split("\t")
        try:
            _take(fields, out, index, countries)
        except ValueError as problem:
            out.bad += 1
            out.first_bad = out.first_bad or f"line {number}: {problem}"
        if out.read == out.bad == TRIED:
            break
    if out.read == out.bad:
        raise InputError(
            "places.format",
            f"{path.name} is no GeoNames dump" + (f" ({out.first_bad})." if out.bad else ": it is empty."),
            hint="Take a country's file (SY.zip or SY.txt) from https://download.geonames.org/export/dump/.",
        )
    out.rows = sorted(dict.fromkeys(out.rows))
    return out


def _take(fields: list[str], out: Dump, index: Index, countries: frozenset[str]) -> None:
    """Add the row of a line, or count why there is none; raises ValueError for a broken line."""
    if len(fields) != COLUMNS:
        raise ValueError(f"{len(fields)} columns in place of {COLUMNS}")
    number, lat, lon = int(fields[0]), float(fields[4]), float(fields[5])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError("the coordinates are not on the globe")
    inhabitants = max(0, int(fields[14] or 0))
    land = _lands().get(fields[8], "")
    kind = _features().get(f"{fields[6]}.{fields[7]}")
    if kind is None or (countries and not countries & {fields[8], land}):
        out.other += 1
        return
    names = arabic_names([*fields[3].split(","), fields[1]])
    if not names and (read := arabic(fields[1])):
        names = arabic_names([read])
    if not names:
        out.nameless += 1
        return
    names = [n.translate(_TABS) for n in _best_first(names)]
    keys = dict.fromkeys(key(form) for name in names for form in (name, _HEADS.sub("", name)) if len(key(form)) > 2)
    division = index.divisions.get((land, fields[10]), "")
    where = (f"{lat:.4f}", f"{lon:.4f}", str(inhabitants), kind[0], str(_reach(kind, inhabitants)))
    shown = names[0] if kind[0] == "city" else _HEADS.sub("", names[0])
    out.rows.append("\t".join((";".join(keys), str(number), shown, fields[1].translate(_TABS), land, division, *where)))


def _best_first(names: list[str]) -> list[str]:
    return sorted(dict.fromkeys(names), key=lambda n: (-sum(c in "أإآةؤئ" for c in n), len(n), n))


def _reach(kind: tuple[str, float], inhabitants: int) -> int:
    """Metres: of a town by its inhabitants, else as the table says."""
    least = round(kind[1] * 1000)
    if kind[0] != "city":
        return least
    return max(
        least, 2000 if inhabitants < 2e4 else 5000 if inhabitants < 3e5 else 10000 if inhabitants < 2e6 else 20000
    )


@cache
def _features() -> dict[str, tuple[str, float]]:
    return {code: (kind, float(km)) for code, (kind, km) in knowledge.load("places/features").items()}


@cache
def _lands() -> dict[str, str]:
    return {row["iso2"]: row["iso3"] for row in read_countries()}


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of the file, or of the one in the archive, with their numbers; what is not UTF-8 breaks its line only."""
    try:
        if is_zipfile(path):
            with ZipFile(path) as archive, archive.open(_member(archive, path)) as data:
                yield from _decoded(data)
        else:
            with path.open("rb") as data:
                yield from _decoded(data)
    except (OSError, BadZipFile, EOFError, RuntimeError, NotImplementedError) as problem:
        raise InputError("places.unreadable", f"{path} cannot be read: {problem}.") from problem


def _member(archive: ZipFile, path: Path) -> str:
    texts = sorted(n for n in archive.namelist() if n.lower().endswith(".txt") and "readme" not in n.lower())
    if len(texts) != 1:
        raise InputError(
            "places.format",
            f"{path.name} holds {len(texts)} text files; a GeoNames archive holds one beside its readme.",
        )
    return texts[0]


def _decoded(data: IO[bytes]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(data, 1):
        try:
            yield number, line.decode().removeprefix("\ufeff")
        except UnicodeDecodeError:
            yield number, "\ufffd"  # one column: a broken line
