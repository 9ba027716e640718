"""Names of things in linked data: URNs, because Marsad owns no address that would have to be kept alive."""

from __future__ import annotations

import re
from urllib.parse import quote

from marsad.record.types import Article, Report, Source


def urn(kind: str, name: str) -> str:
    """`urn:marsad:event:e-3f9a0c12d4`; letters that an IRI may not have are escaped."""
    return f"urn:marsad:{kind}:{quote(name, safe='')}"


def page(article: Article) -> str:
    """The address of the article; its URN where it has none, or one that is no IRI."""
    address = article.url or ""
    return address if re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", address) else urn("article", article.id)


def outlet(article: Article) -> str:
    """The outlet that published the article; the article stands for one that is not known."""
    return urn("outlet", article.outlet) if article.outlet else urn("publisher-of", article.id)


def speaker(source: Source) -> str:
    """A known actor wherever it speaks; anybody else is a speaker of this article alone."""
    return urn("actor", source.actor) if source.actor else urn("source", source.id)


def says(report: Report, source: str | None) -> str:
    """Whom words are attributed to: the source with this id, else the outlet."""
    found = next((each for each in report.sources if each.id == source), None)
    return speaker(found) if found else outlet(report.article)
