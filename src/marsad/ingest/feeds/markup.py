"""The words of the markup that items carry."""

from __future__ import annotations

from typing import Any

from marsad.text.canonical import canonical

_BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "footer", "h1", "h2", "h3",
     "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"]
)  # fmt: skip
_SILENT = frozenset(["script", "style", "noscript", "template", "iframe", "figure", "svg", "button", "form"])


def paragraphs(markup: str) -> list[str]:
    """The paragraphs of a piece of HTML, each on one line; the markup may be broken, and nests as deep as it likes.

    >>> paragraphs("<p>وصلت القافلة.</p><p>وغادرت <b>مساءً</b>.</p>")
    ['وصلت القافلة.', 'وغادرت مساءً.']
    """
    if not markup.strip():
        return []
    from lxml import etree  # type: ignore[import-untyped]

    words = _Words()
    parser = etree.HTMLParser(target=words, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        parser.feed(markup.encode("utf-8", "replace"))
        parser.close()
    except etree.XMLSyntaxError:
        pass  # what was read until then is kept
    lines = canonical("".join(words.parts)).split("\n")
    return [line for each in lines if (line := " ".join(each.split()))]


def one_line(markup: str) -> str:
    """The words of a title, which may hold markup, on one line."""
    return " ".join(paragraphs(markup)) if "<" in markup or "&" in markup else " ".join(canonical(markup).split())


class _Words:
    """Gathers text from lxml's events, so that no tree is built."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._silent = 0

    def start(self, tag: str, attributes: Any) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.parts.append("\n")

    def end(self, tag: str) -> None:
        self._silent -= tag in _SILENT
        if tag in _BLOCKS:
            self.parts.append("\n")

    def data(self, text: str) -> None:
        if not self._silent:
            self.parts.append(text.replace("\n", " "))

    def close(self) -> None:
        """Nothing is left to do."""
