"""Sample articles: invented news in today's style, written for Marsad, so that it can be tried at once."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

SUFFIXES = (".html", ".jsonl", ".txt")


def sample_paths() -> list[Path]:
    """The bundled articles, sorted by name: plain text, two web pages and one JSONL file with three agency items.

    They lie on disk, as a wheel is installed unpacked. `marsad ingest` reads each of them; what each shows is in
    the README beside them.
    """
    folder = Path(str(files(__name__)))
    return sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES)
