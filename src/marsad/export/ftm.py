"""FollowTheMoney entities (https://followthemoney.tech), for Aleph, OpenAleph and tools of investigations.

An article is an `Article`, an event an `Event`, a known actor a `PublicBody`, `Organization`, `Company`, `Person` or
`LegalEntity`. A party without an actor id is words in the event and no entity: nobody becomes an entry who is not in the
actor files. FollowTheMoney has no field for who says it, so that the summary of every event begins with it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import BinaryIO

import msgspec

from marsad.export.attribution import according_to, count, direction, figures_of, kind, sentence_of
from marsad.export.formats import Format
from marsad.knowledge import load
from marsad.record.types import Article, Event, Party, Report
from marsad.resolve.actors import actor_book
from marsad.resolve.ontology import label
from marsad.store import Selection

SCHEMATA = {
    "armed_group": "Organization",
    "authority": "PublicBody",
    "coalition": "Organization",
    "company": "Company",
    "igo": "Organization",
    "media": "Organization",
    "agency": "Organization",
    "ngo": "Organization",
    "organisation": "Organization",
    "party": "Organization",
    "person": "Person",
    "state_body": "PublicBody",
    "union": "Organization",
}
"""Kind of an actor in the actor files → schema; other kinds are a `LegalEntity`."""

NOT_LEGAL = ("people",)
"""Kinds that are no bodies that act: their words stay words."""


class Entity(msgspec.Struct, frozen=True):
    """One entity as FollowTheMoney reads it; `properties` without empty lists."""

    id: str
    schema: str
    properties: dict[str, list[str]]


def entities(selections: Iterable[Selection]) -> Iterator[tuple[Entity, int]]:
    """Every entity with the number of events that it stands for (1 or 0); an actor comes once, before its first event."""
    seen: set[str] = set()
    for selection in selections:
        report = selection.report
        yield _article(report.article), 0
        for event in selection.events:
            parties = {party.actor: party for party in (*event.actors, *event.recipients) if _is_entity(party)}
            for actor, party in parties.items():
                if actor is not None and actor not in seen:
                    seen.add(actor)
                    yield _actor(actor, party), 0
            yield _event(report, event, [actor_id(actor) for actor in parties if actor]), 1


def actor_id(actor: str) -> str:
    """The entity's id of an id of the actor files."""
    return _id(f"actor-{actor}")


def article_id(article: str) -> str:
    """The entity's id of an article."""
    return _id(f"article-{article}")


def write(selections: Iterable[Selection], to: BinaryIO) -> int:
    """JSON lines, as `ftm` and `alephclient write-entities` read them."""
    total = 0
    for entity, events in entities(selections):
        to.write(msgspec.json.encode(entity) + b"\n")
        total += events
    return total


def _id(name: str) -> str:
    """What names an entity, in the letters that FollowTheMoney allows; names in other letters are hashed."""
    fits = re.fullmatch(r"[A-Za-z0-9.-]*[A-Za-z0-9]", name)
    return f"marsad-{name if fits else hashlib.sha256(name.encode()).hexdigest()[:20]}"


def _entity(identity: str, schema: str, properties: dict[str, list[str | None]]) -> Entity:
    """Values once each and without blank ones, the order kept."""
    kept = {name: [v for v in dict.fromkeys(values) if v and v.strip()] for name, values in properties.items()}
    return Entity(identity, schema, {name: values for name, values in kept.items() if values})


def _article(article: Article) -> Entity:
    return _entity(
        article_id(article.id),
        "Article",
        {
            "title": [article.title or article.id],
            "author": [article.agency],
            "publisher": [article.outlet],
            "publishedAt": [_moment(article.published)],
            "sourceUrl": [_web(article.url)],
            "language": ["ara" if article.language == "ar" else article.language],
        },
    )


def _actor(actor: str, party: Party) -> Entity:
    entry = actor_book().entry(actor)
    if entry is None:  # a country, or a body made by rule: "egy-mil"
        named = actor_book().country_name(actor.upper()) or party.name
        return _entity(actor_id(actor), "PublicBody", {"name": [named], "country": [_country(party.country)]})
    names = [name.rstrip("~+") for name in entry.names if not name.endswith("+")] or [entry.english]
    return _entity(
        actor_id(actor),
        SCHEMATA.get(entry.kind, "LegalEntity"),
        {
            "name": [names[0], entry.english],
            "alias": [*names[1:]],
            "country": [_country(entry.country)],
            "wikidataId": [entry.wikidata],
        },
    )


def _event(report: Report, event: Event, involved: list[str]) -> Entity:
    said, place, date = according_to(report, event.source), event.place, event.date
    return _entity(
        _id(event.id),
        "Event",
        {
            "name": [f"{kind(event)} ({event.trigger.text})"],
            "summary": [f"{said} — {label('statuses', event.status)} — {direction(event)}".removesuffix(" — ")],
            "description": [sentence_of(report, event)],
            "notes": [f"{count(f)}، {according_to(report, f.source)}" for f in figures_of(report, event)],
            "startDate": [_moment(date.start) if date else None],
            "endDate": [_moment(date.end) if date else None],
            "location": [place.name if place else None],
            "country": [_country(place.country) if place else None],
            "involved": [*involved],
            "keywords": [event.type, event.mode, event.quad, event.status, *event.contexts],
            "proof": [article_id(report.article.id)],
            "publisher": [report.article.outlet],
            "sourceUrl": [_web(report.article.url)],
            "recordId": [event.id],
        },
    )


def _is_entity(party: Party) -> bool:
    if party.actor is None:
        return False
    entry = actor_book().entry(party.actor)
    return entry is None or entry.kind not in NOT_LEGAL


def _moment(time: str | None) -> str | None:
    """A day or a minute without its zone, which FollowTheMoney would count in UTC."""
    return time[:16] if time else None


def _web(url: str | None) -> str | None:
    return url if url and re.match(r"https?://[^\s]+$", url) else None


@cache
def _countries() -> dict[str, str]:
    return {entry["iso3"]: entry["iso2"].lower() for entry in load("countries")}


def _country(code: str | None) -> str | None:
    """ISO 3166 alpha-2 in small letters; PLOVER's codes without a country (UNO, IGO …) are none."""
    return _countries().get(code or "")


FORMAT = Format(
    "ftm",
    "FollowTheMoney entities as JSON lines, for Aleph and investigations.",
    ".ftm.json",
    write,
    columns={
        "Article": "one an article: title, publisher, author (the agency), publishedAt, sourceUrl, language; not the text",
        "PublicBody, Organization, Company, Person, LegalEntity": "one a known actor: names, country, Wikidata id",
        "Event.name": "type and mode, and the word of the text",
        "Event.summary": "according to whom, how it is presented, and who → whom in the words of the article",
        "Event.description": "the sentence that says it",
        "Event.notes": "figures, each with who says it",
        "Event.startDate, endDate": "as in the record, without the zone",
        "Event.location, country": "name and country of the place",
        "Event.involved": "known actors on either side",
        "Event.keywords": "type, mode, quad, status, contexts",
        "Event.proof, publisher, sourceUrl, recordId": "the article, its outlet and address; the event's id in Marsad",
    },
)
