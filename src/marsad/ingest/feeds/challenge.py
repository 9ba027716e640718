"""Pages that stand in place of what was asked for, and ask whether we are human (knowledge/challenges.yaml)."""

from __future__ import annotations

from marsad.knowledge import load

_HEAD = 20_000  # characters in which a page shows what it is


def is_page(text: str) -> bool:
    """Whether a text begins as an HTML page."""
    head = text[:_HEAD].lower()
    return "<html" in head or "<!doctype html" in head


def is_challenge(text: str) -> bool:
    """Whether a text is a page that asks whether we are human."""
    head = text[:_HEAD].lower()
    return is_page(text) and any(mark in head for mark in load("challenges"))
