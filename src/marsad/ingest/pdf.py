"""Press statements as PDF with a text layer. Scanned pages have none: they are pictures, and are refused."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

from marsad.errors import InputError
from marsad.ingest.boilerplate import article_paragraphs
from marsad.ingest.document import Document
from marsad.ingest.plain import read_plain

LARGEST = 50 << 20  # bytes
PATIENCE = 120.0  # seconds by the clock
_UNKNOWN = re.compile(r"\(cid:\d+\)")  # a glyph of which the file does not say what letter it is


def read_pdf(data: bytes, *, name: str) -> Document:
    """The article in a PDF: title, date and place as in a plain text (`read_plain`), its paragraphs one a line.

    Raises `InputError`: `input.no_text` when there is no text layer, `input.locked`, `input.damaged`, `input.too_long`,
    `input.extra` when pdfminer.six is not there, and what `read_plain` raises.
    """
    if len(data) > LARGEST:
        raise InputError("input.too_long", f"The PDF has {len(data):,} bytes; at most {LARGEST:,} are read.")
    if find_spec("pdfminer") is None:
        raise InputError("input.extra", "PDF needs pdfminer.six.", hint="Install it: pip install 'marsad[pdf]'.")
    answer = _asked(data)
    if answer.get("failed") == "locked":
        raise InputError("input.locked", "The PDF needs a password.", hint="Save a copy without one.")
    if "paragraphs" not in answer:
        raise InputError("input.damaged", "The PDF is damaged.", hint="Check that it was downloaded completely.")
    lines = article_paragraphs(answer["paragraphs"])
    letters = sum(map(len, lines))
    if not letters or len(_UNKNOWN.findall("".join(lines))) * 8 > letters / 2:
        raise InputError(
            "input.no_text",
            "The PDF has no text layer that can be read: its pages are pictures, or it does not say which letters it shows.",
            hint="Run it through OCR for Arabic first, and give the text.",
        )
    return read_plain("\n".join(lines), name=name)


def _asked(data: bytes) -> dict[str, Any]:
    command = [sys.executable, "-P", "-m", "marsad.ingest.pdf_layer"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE, check=False)
        return json.loads(done.stdout) if done.returncode == 0 else {}
    except subprocess.TimeoutExpired:
        raise InputError("input.too_long", f"The PDF was not read within {PATIENCE:g} seconds.") from None
