"""Rules of pages as data (knowledge/sites.yaml): which elements hold headline, body and time, and which are litter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from marsad.ingest.outlets import domains_of
from marsad.knowledge import load

Tree = Any  # an lxml element
_MOST = 0.4  # share of a page's text above which an element is no litter, whatever it is called
_LENGTH = "string-length(normalize-space(string(.)))"


@dataclass(frozen=True, slots=True)
class Rules:
    """The selectors for one page, the most particular first."""

    headline: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


def rules_for(tree: Tree, url: str | None) -> Rules:
    """The rules of the site, of the systems that made the page, and of every page."""
    known = load("sites")
    listed = [_sites()[domain] for domain in domains_of(url) if domain in _sites()]
    listed += [system for system in known["systems"] if next(select(tree, system["when"]), None) is not None]
    listed.append(known["everywhere"])
    return Rules(**{field: _selectors(listed, field) for field in Rules.__slots__})


def select(tree: Tree, selector: str) -> Iterator[Tree]:
    """The elements that a CSS selector finds, in the order of the page."""
    yield from _xpath(selector)(tree)


def drop_litter(tree: Tree, rules: Rules) -> None:
    """Take out of the tree what the rules call litter, unless it holds the heading or much of the page."""
    most = _MOST * _length(tree)
    for selector in rules.drop:
        for element in _xpath(selector)(tree):
            holds_article = element.find(".//h1") is not None or _length(element) > most
            if element.getparent() is not None and not holds_article:
                element.drop_tree()


def _length(element: Tree) -> float:
    return float(element.xpath(_LENGTH))


def _selectors(rules: Iterable[dict[str, Any]], field: str) -> tuple[str, ...]:
    found = (rule[field] for rule in rules if field in rule)
    return tuple(s for value in found for s in (value if isinstance(value, list) else [value]))


@cache
def _sites() -> dict[str, dict[str, Any]]:
    return {domain: site for site in load("sites")["sites"] for domain in site["domains"]}


@cache
def _xpath(selector: str) -> Any:
    from lxml.cssselect import CSSSelector  # type: ignore[import-untyped]

    return CSSSelector(selector, translator="html")
