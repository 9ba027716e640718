"""How much of the article comes out of a page, and nothing else: `python eval/extraction.py [SHARED]`.

Token F1 of the body (bags of white-space tokens), title, time with its zone, outlet, and what leaks of menus and comments,
for the own pages in tests/ingest/pages and, where the research data is there, two real pages.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sets import SHARED, corpus_hash

from marsad.ingest import Document, read_html

PAGES = Path(__file__).resolve().parents[1] / "tests" / "ingest" / "pages"
STATED = ("title", "published", "outlet", "agency", "url", "author")


class Page(NamedTuple):
    """A page, and what should come out of it: `body` (paragraphs), `leaks` (what should not), and some of `STATED`."""

    name: str
    data: bytes
    wanted: dict[str, Any]


class Scored(NamedTuple):
    """What came out of a page: token F1 of the body, the stated fields that are wrong, the litter that leaked."""

    f1: float
    wrong: list[str]
    leaks: list[str]


def own_pages() -> Iterator[Page]:
    """The pages of our own that hold one article."""
    for file in sorted(PAGES.glob("*.json")):
        wanted = json.loads(file.read_text(encoding="utf-8"))
        if "body" in wanted:
            yield Page(file.stem, file.with_suffix(".html").read_bytes(), wanted)


def real_pages(shared: Path) -> Iterator[Page]:
    """The two real pages beside the repository."""
    sites = shared / "data" / "sites"
    lbc = json.loads((sites / "LBCGroup.expected.json").read_text(encoding="utf-8"))["V1"]
    data = gzip.decompress((sites / "LBCGroup_2026_01_08.html.gz").read_bytes())
    body = lbc["body"]["sections"][0]["paragraphs"]
    yield Page("lbcgroup", data, {"body": body, "title": lbc["title"], "published": "2026-01-08T11:42+00:00"})
    text = (sites / "newspaper_arabic_expected.txt").read_text(encoding="utf-8")
    data = (sites / "newspaper4k_arabic_article.html").read_bytes()
    yield Page("cnn", data, {"body": text.split("\n"), "published": "2013-08-28T14:00+04:00", "outlet": "سي إن إن"})


def score(page: Page) -> Scored:
    """Read a page and compare."""
    document = read_html(page.data, name=f"{page.name}.html", url=page.wanted.get("given_url"))
    wrong = [f for f in STATED if f in page.wanted and getattr(document, f) != page.wanted[f]]
    leaks = [words for words in page.wanted.get("leaks", []) if words in document.text]
    return Scored(token_f1(body(document), "\n".join(page.wanted["body"])), wrong, leaks)


def body(document: Document) -> str:
    """The text without its title."""
    return document.text[document.title_span[1] if document.title_span else 0 :]


def token_f1(found: str, wanted: str) -> float:
    """F1 of two bags of white-space tokens."""
    a, b = Counter(found.split()), Counter(wanted.split())
    return 2 * (a & b).total() / max(1, a.total() + b.total())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=SHARED, help="the folder with data/")
    shared = parser.parse_args().shared
    pages = [*own_pages(), *(real_pages(shared) if shared.is_dir() else ())]
    print(f"own pages: corpus {corpus_hash(*sorted(PAGES.glob('*')))}")
    if shared.is_dir():
        print(f"real pages: corpus {corpus_hash(*sorted((shared / 'data' / 'sites').glob('*')))}")
    print(f"{'page':16}{'body F1':>8}  wrong, leaks")
    for page in pages:
        f1, wrong, leaks = score(page)
        print(f"{page.name:16}{f1:8.3f}  {', '.join(wrong + leaks)}")


if __name__ == "__main__":
    main()
