"""Ids of articles that are known by their address."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|at_\w+|ocid|traffic_source", re.I)
_NOT_IN_ID = re.compile(r"[^a-z0-9.-]+")


def site_name(host: str) -> str:
    """A host as it begins an id: "www.news.example" is "news.example"."""
    return _NOT_IN_ID.sub("-", host.removeprefix("www."))


def address_id(url: str) -> str:
    """The site, and a digest of the address without scheme, "www." and what only counts readers.

    So one article has one id, however it was found: "news.example-3f2a91c07b5d4e68".
    """
    try:
        parts = urlsplit(url)
        site = site_name(parts.hostname or "page")
        query = urlencode([pair for pair in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(pair[0])])
        words = urlunsplit(("", parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), query, ""))
    except ValueError:
        site, words = "page", url
    return f"{site}-{hashlib.sha256(words.encode('utf-8', 'replace')).hexdigest()[:16]}"
