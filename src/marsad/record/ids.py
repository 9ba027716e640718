"""Stable ids: the same words of the same article always get the same id."""

from __future__ import annotations

import hashlib


def stable_id(prefix: str, article_id: str, *parts: str | int) -> str:
    """A short id such as `e-3f9a0c12d4` from (article id, kind, span, …); equal input gives an equal id."""
    key = "\x1f".join([prefix, article_id, *map(str, parts)])
    return f"{prefix}-{hashlib.sha256(key.encode()).hexdigest()[:10]}"


def text_sha256(text: str) -> str:
    """SHA-256 of the canonical text in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
