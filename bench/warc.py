"""Memory and time of reading a large web archive: `python bench/warc.py [--megabytes 2000]`.

The archive is made of own pages (tests/ingest/warcs.py): one in forty is an Arabic article, the others are foreign pages of
30 KB that do not compress. Only the way in is measured (records, language gate, extraction); coding costs what
`bench/speed.py` says. Peak memory is that of the reading process, at a tenth of the archive and at its end.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from ingest.warcs import article, foreign_page, packed, record

from marsad.ingest.archive import read_archive

EACH = 39  # foreign pages for each article


def make(path: Path, size: int) -> None:
    """Write an archive of at least `size` bytes."""
    foreign = list(packed(record(f"https://b.example/{n}", foreign_page(n)) for n in range(EACH)))
    with path.open("wb") as out:
        number = 0
        while out.tell() < size:
            out.writelines([*foreign, *packed([article(number)])])
            number += 1


def peak() -> float:
    """Peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=2000)
    size = parser.parse_args().megabytes * 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crawl.warc.gz"
        make(path, size)
        began, cpu, early = time.perf_counter(), time.process_time(), 0.0
        counts: Counter[str] = Counter()
        with path.open("rb") as stream:
            for step in read_archive(stream):
                counts["article" if step.document else str(step.reason)] += 1
                if not early and step.position > size / 10:
                    early = peak()
        wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    print(f"{size / 1e6:,.0f} MB: {counts.total():,} records, {counts['article']:,} articles")
    print(f"time         {wall:.0f} s wall, {cpu:.0f} s CPU ({size / 1e6 / cpu:.0f} MB/s CPU)")
    print(f"peak memory  {early:.0f} MB at a tenth, {peak():.0f} MB at the end")


if __name__ == "__main__":
    main()
