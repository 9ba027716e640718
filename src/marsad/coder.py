"""The whole pipeline on one page: an article in, a record out.

document ─► sentences ─► reader (spans and edges) ─► resolve (actors, places, times, sources, figures, claims) ─► report
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from marsad import knowledge
from marsad.ingest import Document, read_plain
from marsad.ingest.outlets import national_outlet
from marsad.ingest.published import stated_published
from marsad.reader import Reader, shipped_reader
from marsad.reader.reading import Reading
from marsad.record import Article, CoderInfo, Report, Sentence, text_sha256
from marsad.record.types import SentencePart
from marsad.resolve.actors import ActorBook, actor_book
from marsad.resolve.article import ArticleScope
from marsad.resolve.claims import code_claims
from marsad.resolve.decided import decide
from marsad.resolve.events import NAMING, PLACING, chars, code_events
from marsad.resolve.figure_links import code_figures
from marsad.resolve.mentions import code_mentions
from marsad.resolve.places import Gazetteer, gazetteer
from marsad.resolve.places.added import digest as places_digest
from marsad.resolve.plain_events import with_plain
from marsad.resolve.reasons import Reasons
from marsad.text.sentences import sentences
from marsad.version import VERSION


@dataclass(frozen=True, slots=True)
class Explained:
    """A report, and why each field is what it is."""

    report: Report
    reasons: Reasons


class Coder:
    """Codes articles: `Coder().code(document)` gives the `Report`. Loads once; every call depends on its article alone.

    `model` is a folder with another reader than the shipped one; `actors` a user's own actor file, whose names win;
    `places` a folder of the user's own places (`marsad places add`); events, figures and claims below `min_confidence`
    are left out: fewer, but surer. Raises `DataError` when one of them cannot be loaded.
    """

    def __init__(
        self,
        *,
        model: Path | str | None = None,
        actors: Path | None = None,
        places: Path | None = None,
        min_confidence: float = 0.0,
    ) -> None:
        self._least = min_confidence
        self._reader = Reader(Path(model)) if model else shipped_reader()
        self._actors = ActorBook.load(actors) if actors else actor_book()
        self._gazetteer = Gazetteer.load(places) if places else gazetteer()
        self._places = places_digest(places) if places else None

    @cached_property
    def info(self) -> CoderInfo:
        """Program version, model and knowledge digest, "+" and that of a user's own places, as they stand in every record."""
        known = "+".join(d for d in (knowledge.digest(), self._places) if d)
        return CoderInfo(version=VERSION, model=self._reader.name, knowledge=known)

    def code(self, document: Document) -> Report:
        """The record of one article."""
        return self.explain(document).report

    def read(self, document: Document) -> tuple[ArticleScope, Reading, list[Sentence]]:
        """What the reader sees in an article and what is known around it, before anything is resolved."""
        text, parts, labels = document.text, _sentences(document), self._reader.card.labels
        reading = self._reader.read(text, [(s.start, s.end) for s in parts if s.part != "dateline"])
        reading.heads = decide(reading, parts, text, labels.types)
        reading.heads = with_plain(reading, parts, text, labels.types)
        reading.heads = [h for h in reading.heads if h.confidence >= self._least]
        scope = ArticleScope(document.id, text, document.published, self._actors, self._gazetteer, labels.own)
        scope.outlet_country = national_outlet(document.outlet)
        named, placed = (
            [chars(reading, span) for group in groups for span in reading.spans.get(group, ())]
            for groups in (NAMING, PLACING)
        )
        scope.look_around(parts, document.dateline_place_span, named, placed)
        return scope, reading, parts

    def explain(self, document: Document) -> Explained:
        """The record of one article, with the reason of every field."""
        scope, reading, parts = self.read(document)
        reasons = Reasons()
        events = code_events(reading, parts, scope, reasons)
        figures, events = code_figures(reading, parts, events, scope, reasons, self._least)
        claims = code_claims(reading, parts, events, scope, reasons)
        mentions = code_mentions(reading, events, figures, claims, scope)
        report = Report(
            article=_article(document, scope),
            sentences=parts,
            mentions=mentions,
            sources=sorted(scope.sources.values(), key=lambda s: (s.span.start, s.span.end, s.via or "")),
            events=events,
            figures=figures,
            agreement_claims=claims,
            coder=self.info,
        )
        return Explained(report, reasons)


def code(text: str, *, title: str | None = None, published: str | None = None, coder: Coder | None = None) -> Report:
    """Code one article given as strings; `published` is ISO 8601 ("2026-03-23T22:40") and dates what is relative.

    Raises `InputError` for a text that is not Arabic and for a publication time that is none.
    """
    document = read_plain(text if title is None else f"{title}\n\n{text}", name="text")
    if stated := stated_published(published):
        document = replace(document, published=stated[0], published_precision=stated[1])
    return (coder or Coder()).code(document)


def _sentences(document: Document) -> list[Sentence]:
    def part(start: int, end: int) -> SentencePart:
        title, dateline = document.title_span, document.dateline_span
        if title and start < title[1] and end > title[0]:
            return "title"
        return "dateline" if dateline and dateline[0] <= start and end <= dateline[1] else "body"

    out: list[Sentence] = []
    for start, end in sentences(document.text):
        begin = start
        dateline = document.dateline_span
        if dateline and start == dateline[0] and dateline[1] < end:  # "غزة - رويترز - قال …": one line, two parts
            out.append(Sentence(start=start, end=dateline[1], part="dateline"))
            begin = _skip_space(document.text, dateline[1], end)
        if begin < end:
            out.append(Sentence(start=begin, end=end, part=part(begin, end)))
    return out


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _article(document: Document, scope: ArticleScope) -> Article:
    at = document.dateline_place_span
    return Article(
        id=document.id,
        url=document.url,
        outlet=document.outlet,
        title=document.title,
        published=document.published,
        published_precision=document.published_precision,
        dateline_place=scope.place(*at)[0] if at else None,
        agency=document.agency,
        language="ar",
        text=document.text,
        sha256=text_sha256(document.text),
    )
