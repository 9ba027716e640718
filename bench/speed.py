"""Speed of the coder: `python bench/speed.py`: articles a second on one core, cold start, memory, and where the time goes.

Articles are the bundled samples, repeated and cut to 300 words, so that anybody can repeat the measurement. Cold start is
a fresh process of `marsad code` on one sample, the median of five; memory is that process's peak.
"""

from __future__ import annotations

import argparse
import os

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

import cProfile
import platform
import pstats
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

from marsad.coder import Coder
from marsad.ingest import Document, read_paths
from marsad.samples import sample_paths

WORDS = 300


def articles(count: int) -> Iterator[Document]:
    """`count` different articles of 300 words, made of the samples' sentences in turn."""
    lines: list[str] = []
    for item in read_paths(sample_paths()):
        if isinstance(item, Document):
            lines += [line for line in item.text.splitlines() if line.strip()]
    for n in range(count):
        words: list[str] = []
        for line in lines[n % len(lines) :] + lines:
            words += [*line.split(), "\n"]
            if len(words) >= WORDS:
                break
        yield Document(f"bench-{n}", " ".join(words[:WORDS]), published="2026-03-23T22:40")


def cold_start(path: str) -> tuple[float, float]:
    """Seconds and peak MB of a fresh process that codes one sample."""
    script = (
        "import resource, sys; sys.argv = ['marsad', 'code', '--format', 'jsonl', sys.argv[1]]\n"
        "from marsad.cli import main\n"
        "try: main()\n"
        "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=True)
    return time.perf_counter() - began, int(done.stderr.split()[-1]) / 1024


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--articles", type=int, default=100)
    p.add_argument("--profile", action="store_true")
    args = p.parse_args()
    coder, work = Coder(), list(articles(args.articles))
    coder.code(work[0])
    if args.profile:
        with cProfile.Profile() as profile:
            for document in work[:30]:
                coder.code(document)
        pstats.Stats(profile).sort_stats("cumulative").print_stats(45)
        return
    began, cpu = time.perf_counter(), time.process_time()
    events = sum(len(coder.code(document).events) for document in work)
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    starts = [cold_start(str(sample_paths()[0])) for _ in range(5)]
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, one thread")
    print(f"articles of {WORDS} words   {len(work) / wall:.1f}/s wall, {len(work) / cpu:.1f}/s CPU ({events} events)")
    print(f"cold start, one record  {statistics.median(s for s, _ in starts):.2f} s")
    print(f"peak memory             {max(m for _, m in starts):.0f} MB (this process {_peak():.0f} MB)")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
