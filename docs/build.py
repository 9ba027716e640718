"""Write the reference from the code: `python docs/build.py` makes schema.json, data-dictionary.md and formats/.

Types come from `marsad.record`, the meaning of each field from fields.yaml, code lists and their labels from the
ontology, the formats and their columns from `marsad.export`. `--check` writes nothing and exits with 1 when a file is
not what would be written.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from inspect import getdoc
from pathlib import Path
from typing import Any

import msgspec.inspect as inspection
import yaml

from marsad.export.formats import FORMATS, Format, find_format
from marsad.knowledge import load
from marsad.record import SCHEMA, Report, json_schema
from marsad.resolve.ontology import intensity, labels, modes

HERE = Path(__file__).parent
LISTS = {
    "types": "Event types", "statuses": "Status", "quads": "Quads", "sectors": "Sectors",
    "nonstates": "Codes without a country", "measures": "Measures", "qualifiers": "Qualifiers", "scopes": "Scopes",
    "claims": "Kinds of claims",
    "source_kinds": "Kinds of sources", "mention_kinds": "Kinds of mentions", "place_precisions": "Precision of places",
    "date_precisions": "Precision of dates", "date_bases": "Basis of dates",
}  # fmt: skip
INTRODUCTION = f"""# Data dictionary of `{SCHEMA}`

One JSON object an article, one line each in JSONL (`marsad code --format jsonl`). This page is written by
`python docs/build.py` from the types in `marsad.record`; [schema.json](schema.json) is the same as a JSON Schema
(2020-12). What counts as an event, a figure or a claim: [guidelines.md](guidelines.md).

Offsets count Unicode code points, half-open, into `article.text`; the text of a span is `article.text[start:end]`.
`null` means "not stated", a count of `0` "stated none". Every field is always there. Two runs of the same version over
the same article give identical bytes. A field that is not in this list makes a record invalid.
"""


FORMATS_INTRODUCTION = """# Formats

`marsad export FORMAT` writes what the database holds; `marsad export --formats` lists the formats. All of them take the
filters of `marsad events` (`--type`, `--country`, `--from` …: `marsad export --help`) and write articles one by one, so that
memory does not grow with the database. What `marsad import` reads comes back exactly as it was. The formats `parquet` and
`xlsx` need `pip install "marsad[export]"`. Another package adds a format by an entry point in the group `marsad.export`
(`src/marsad/export/formats.py`). These pages are written by `python docs/build.py` from the code.

"""
IMPORTED = ("jsonl", "csv-tables", "parquet")


def schema() -> str:
    """The JSON Schema as `marsad schema` prints it."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def dictionary() -> str:
    """The data dictionary as Markdown; raises `ValueError` when fields.yaml and the types disagree."""
    meanings: dict[str, dict[str, str]] = yaml.safe_load((HERE / "fields.yaml").read_text("utf-8"))
    records = list(_records(inspection.type_info(Report), {}))
    declared = {r.cls.__name__: [f.name for f in r.fields] for r in records}
    if declared != {name: list(meanings.get(name, {})) for name in declared} or set(meanings) != set(declared):
        raise ValueError("fields.yaml does not list the fields of the types, in their order")
    parts = [INTRODUCTION]
    parts += [_section(record, meanings[record.cls.__name__]) for record in records]
    parts += ["# Codes\n", _types(), _modes()]
    parts += [_codes(title, name) for name, title in LISTS.items() if name != "types"]
    return "\n".join(parts)


def _records(found: inspection.Type, seen: dict[str, bool]) -> Iterator[inspection.StructType]:
    """The struct and all that its fields hold, each once, in the order in which they are met."""
    if isinstance(found, inspection.StructType) and found.cls.__name__ not in seen:
        seen[found.cls.__name__] = True
        yield found
        for field in found.fields:
            yield from _records(field.type, seen)
    elif isinstance(found, inspection.UnionType):
        for member in found.types:
            yield from _records(member, seen)
    elif isinstance(found, inspection.ListType):
        yield from _records(found.item_type, seen)
    elif isinstance(found, inspection.DictType):
        yield from _records(found.value_type, seen)


def _section(record: inspection.StructType, meanings: dict[str, str]) -> str:
    about = " ".join((record.cls.__doc__ or "").split())
    rows = [(f"`{f.name}`", _type(f.type), meanings[f.name]) for f in record.fields]
    return f"## {record.cls.__name__}\n\n{about}\n\n{_table(('field', 'type', 'meaning'), rows)}"


def _type(found: inspection.Type) -> str:
    """A type in words: `list of [Party](#party)`, `integer ≥ 0 or null`."""
    match found:
        case inspection.UnionType(types=members):
            return " or ".join(sorted(map(_type, members), key="null".__eq__))
        case inspection.ListType(item_type=item):
            return f"list of {_type(item)}"
        case inspection.DictType(value_type=value):
            return f"by name, {_type(value)}"
        case inspection.StructType(cls=cls):
            return f"[{cls.__name__}](#{cls.__name__.lower()})"
        case inspection.LiteralType(values=values):
            return _literal(tuple(map(str, values)))
        case inspection.IntType(ge=low):
            return "integer" if low is None else f"integer ≥ {low}"
        case inspection.FloatType(ge=low, le=high):
            return "number" if low is None else f"number {low:g}–{high:g}"
        case inspection.NoneType():
            return "null"
        case inspection.StrType():
            return "string"
    raise ValueError(f"no words for the type {found}")


def _literal(values: tuple[str, ...]) -> str:
    """A link to the list that holds exactly these codes, else the codes themselves."""
    for name, title in LISTS.items():
        if set(labels(name)) == set(values):
            return f"[{title.lower()}](#{title.lower().replace(' ', '-')})"
    return ", ".join(f"`{value}`" for value in values)


def _types() -> str:
    rows = [
        (f"`{code}`", facts["en"], facts["ar"], facts["quad"], f"{intensity(code):g}", facts["gloss"])
        for code, facts in load("plover")["types"].items()
    ]
    return f"## {LISTS['types']}\n\n{_table(('code', 'English', 'Arabic', 'quad', 'intensity', 'covers'), rows)}"


def _modes() -> str:
    rows = [
        (f"`{kind}`", f"`{mode}`", facts["en"], facts["ar"], f"{intensity(kind, mode):g}")
        for kind in load("plover")["types"]
        for mode, facts in modes(kind).items()
    ]
    return f"## Modes\n\n{_table(('type', 'mode', 'English', 'Arabic', 'intensity'), rows)}"


def _codes(title: str, name: str) -> str:
    arabic = labels(name, "ar")
    rows = [(f"`{code}`", english, arabic[code]) for code, english in labels(name, "en").items()]
    return f"## {title}\n\n{_table(('code', 'English', 'Arabic'), rows)}"


def _table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in row)} |\n" for row in lines)


def formats() -> str:
    """The list of all formats as Markdown."""
    rows = [
        (f"[`{name}`]({name}.md)", found.title, _written(found), "yes" if name in IMPORTED else "")
        for name, found in ((name, find_format(name)) for name in FORMATS)
    ]
    return FORMATS_INTRODUCTION + _table(("format", "what", "written as", "`marsad import`"), rows)


def format_page(name: str) -> str:
    """The page of one format: its title, how to call it, what its module says, its columns or members."""
    found, told = find_format(name), getdoc(import_module(FORMATS[name])) or ""
    call = f"marsad export {name} --out {'FOLDER' if found.write_folder else 'FILE' + found.suffix}"
    if name in IMPORTED:
        call += f"\nmarsad import {'FOLDER' if found.write_folder else 'FILE' + found.suffix} --db OTHER.db"
    rows = [(f"`{column}`", meaning) for column, meaning in (found.columns or {}).items()]
    return "\n".join(
        [
            f"# `{name}`\n\n{found.title}\n\n```sh\n{call}\n```\n\n{told}\n",
            *([_table(("column", "meaning"), rows)] if rows else []),
            "What the fields of a record mean: [data dictionary](../data-dictionary.md). All formats: [list](README.md).\n",
        ]
    )


def _written(found: Format) -> str:
    return "a folder" if found.write_folder else f"a file `{found.suffix}`"


PAGES: dict[str, Callable[[], str]] = {
    "schema.json": schema,
    "data-dictionary.md": dictionary,
    "formats/README.md": formats,
    **{f"formats/{name}.md": partial(format_page, name) for name in FORMATS},
}


def main() -> int:
    """Write the pages, or tell which are not current."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 when a page is not current")
    check = parser.parse_args().check
    stale = [name for name, page in PAGES.items() if _stored(HERE / name) != page()]
    for name in stale:
        if check:
            print(f"docs/{name} is not current: run python docs/build.py", file=sys.stderr)
        else:
            (HERE / name).write_text(PAGES[name](), "utf-8")
    return int(check and bool(stale))


def _stored(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main())
