"""From a template and its values to a page: one Jinja environment, and the functions that templates may call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from marsad.record.types import Article
from marsad.resolve import ontology
from marsad.resolve.ontology import Language
from marsad.web import language as words

_SUFFIXES = (".json", ".css")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page is: its path, as it stands in a URL, and its query without the language."""

    path: str
    query: tuple[tuple[str, str], ...] = ()

    def url(self, language: Language | None = None, **changes: object) -> str:
        """The address with some of its query changed (`None` takes a parameter away), in a language."""
        kept = [(name, value) for name, value in self.query if name not in changes and value]
        new = [(name, str(value)) for name, value in changes.items() if value is not None]
        return link(self.path, language, kept + new)

    def twin(self) -> str:
        """The same as JSON: `/events?type=AID` has the twin `/events.json?type=AID`."""
        return Address("/articles.json" if self.path == "/" else f"{self.path}.json", self.query).url()


def link(path: str, language: Language | None, query: list[tuple[str, str]] | None = None) -> str:
    """A URL within the site; the language is named only where it is not the usual one."""
    pairs = list(query or [])
    if language and language != words.DEFAULT:
        pairs.append(("lang", language))
    return f"{path}?{urlencode(pairs)}" if pairs else path


def article_path(identity: str) -> str:
    """The path of an article, whatever characters its id has: "a/b" is at "/articles/a%2Fb".

    An id that ends in a suffix of ours has its last dot encoded, so that "x.json" is not taken for the twin of "x".
    """
    path = quote(identity, safe="")
    for suffix in _SUFFIXES:
        if path.endswith(suffix):
            path = f"{path.removesuffix(suffix)}%2E{suffix[1:]}"
    return f"/articles/{path}"


def page(
    template: str, at: Address, language: Language, *, status: int = 200, twin: bool = True, **values: object
) -> HTMLResponse:
    """Render a template; `twin` says whether the page exists as JSON too."""
    other: Language = "en" if language == "ar" else "ar"
    content = (
        _environment()
        .get_template(template)
        .render(
            **_functions(language), translated=at.url(other), twin=at.twin() if twin else None, status=status, **values
        )
    )
    return HTMLResponse(content, status_code=status)


def is_web(url: str) -> bool:
    """Whether a URL found in a record may become a link: http and https only, never `javascript:`."""
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False


def _functions(language: Language) -> Mapping[str, Any]:
    return {
        "lang": language,
        "t": lambda key, **values: words.phrase(key, language, **values),
        "label": lambda kind, code: ontology.label(kind, code, language),
        "labels": lambda kind: ontology.labels(kind, language),
        "quad_of": _quad_of,
        "country": lambda code: words.country(code, language),
        "moment": partial(words.moment, language=language),
        "interval": partial(words.interval, language=language),
        "count": partial(words.count, language=language),
        "published": partial(_published, language=language),
        "standing": lambda status: words.phrase(f"standing {status}", language),
        "reason": partial(words.reason, language=language),
        "explained": partial(words.explanation, language=language),
        "link": lambda path: link(path, language),
        "article_url": lambda identity: link(article_path(identity), language),
    }


def _published(article: Article, language: Language) -> str:
    stamp, kept = article.published, {"day": 10, "month": 7, "year": 4}.get(article.published_precision or "")
    return words.moment(stamp[:kept] if stamp and kept else stamp, language)


def _quad_of(code: str) -> str:
    return ontology.quad(code) if code in ontology.labels("types") else ""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("marsad.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["is_web"] = is_web
    return environment
