"""Speed of `marsad export`: `python bench/export.py` writes 100,000 made-up events in every format, and reads them back.

The events are those of `tests/store/reports.py`, with coordinates, figures and mentions added (15 events and 300 words
an article), in a database made for the purpose. Every format is a process of its own, as `marsad export` would be:
seconds, seconds of processor (which a busy machine does not change much) and peak memory are that process's, start
included. "Read back" is without a database.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from store.reports import long_report, span

from marsad.export.formats import FORMATS
from marsad.record import Mention, Place, Report
from marsad.store import open_store

EVENTS = 15  # an article
READ_BACK = ("jsonl", "csv-tables", "parquet")
EXPORT = """
import resource, sys
from marsad.cli import cli
cli(["export", sys.argv[1], "--db", sys.argv[2], "--out", sys.argv[3]], standalone_mode=False)
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
IMPORT = """
import resource, sys
from pathlib import Path
from marsad.export.read_back import read_back
count = sum(1 for report in read_back(Path(sys.argv[3])))
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def reports(events: int) -> Iterator[Report]:
    """Articles with so many events in total; each event has a place with coordinates, each second one a toll."""
    for number in range(-(-events // EVENTS)):
        made = long_report(number, events=EVENTS)
        text = made.article.text
        placed = [
            msgspec.structs.replace(
                event,
                id=f"{event.id}-{n}",
                mode="aerial" if event.type == "ASSAULT" else None,
                place=_place(event.place, n),
                figures=[f"f-{n}"] if n % 2 else [],
            )
            for n, event in enumerate(made.events)
            if event.place
        ]
        figures = [_figure(made, n) for n in range(1, EVENTS, 2)]
        mentions = [
            Mention(id=f"m-{n}", span=span(text, party.span.text), kind="organisation", actor=party.actor)
            for n, party in enumerate(party for event in placed for party in (*event.actors, *event.recipients))
        ]
        yield msgspec.structs.replace(made, events=placed, figures=figures, mentions=mentions)


def _place(place: Place, number: int) -> Place:
    return msgspec.structs.replace(place, lat=12.0 + number / 7, lon=24.0 + number / 7, precision="town", radius_m=5000)


def _figure(made: Report, number: int) -> object:
    from marsad.record import Figure

    event = made.events[number]
    return Figure(
        id=f"f-{number}", span=event.trigger, measure="killed", low=number, high=number, qualifier="exact", who=None,
        scope="incident", period=None, source=event.source, event=f"{event.id}-{number}", confidence=0.9,
    )  # fmt: skip


def measured(script: str, form: str, database: Path, out: Path) -> str:
    """Seconds, seconds of processor and peak MB of a fresh process, as cells of a table."""
    began = time.perf_counter()
    arguments = [sys.executable, "-c", script, form, str(database), str(out)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True)
    wall, (processor, peak) = time.perf_counter() - began, done.stdout.split()[-2:]
    return f"{wall:.1f} | {float(processor):.1f} | {int(peak) / 1024:.0f}"


def size(out: Path) -> float:
    files = [out] if out.is_file() else [file for file in out.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files) / 1e6


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--events", type=int, default=100_000)
    p.add_argument("--formats", nargs="*", default=list(FORMATS))
    args = p.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "bench.db"
        with open_store(database) as store:
            for _ in store.add_many(reports(args.events)):
                pass
        print("| format | seconds | of processor | peak MB | size MB |\n|---|---|---|---|---|", flush=True)
        for form in args.formats:
            out = Path(folder) / f"out-{form}{'.jsonl' if form == 'jsonl' else ''}"
            print(f"| {form} | {measured(EXPORT, form, database, out)} | {size(out):.0f} |", flush=True)
            if form in READ_BACK:
                print(f"| {form}, read back | {measured(IMPORT, form, database, out)} | |", flush=True)


if __name__ == "__main__":
    main()
