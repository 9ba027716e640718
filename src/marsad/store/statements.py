"""All SQL that the SQLite store runs, besides the migrations. A query is a statement and its parameters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from marsad.errors import StoreError
from marsad.store.model import ClaimFilter, CountBy, EventFilter, FigureFilter
from marsad.store.rows import Value
from marsad.store.search import fts5_expression
from marsad.text.normalise import fold

Query = tuple[str, list[Value]]

SAME_TEXT = "SELECT key, newest, record, coder_version FROM articles WHERE id = ? AND sha256 = ?"
LAST_VERSION = "SELECT coalesce(max(version), 0) FROM articles WHERE id = ?"
RETIRE = "UPDATE articles SET newest = 0 WHERE id = ? AND newest = 1"
INDEX_TEXT = "INSERT INTO search (rowid, tokens) VALUES (?, ?)"

_ARTICLE_ROW = "a.id, a.version, a.url, a.outlet, a.title, a.published, a.ingested_at"


def insert(table: str, columns: Iterable[str]) -> str:
    """`INSERT` of one row given as a mapping."""
    names = list(columns)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(':' + name for name in names)})"


def update_article(columns: Iterable[str]) -> str:
    """`UPDATE` of the article row whose `key` is in the mapping."""
    return f"UPDATE articles SET {', '.join(f'{name} = :{name}' for name in columns)} WHERE key = :key"


def delete_parts(table: str) -> str:
    """`DELETE` what a table holds of one article."""
    return f"DELETE FROM {table} WHERE article = ?"


def record(article_id: str, version: int | None) -> Query:
    """The record of an article in its newest version, or in the one given."""
    if version is None:
        return "SELECT record FROM articles WHERE id = ? AND newest = 1", [_sendable(article_id)]
    return "SELECT record FROM articles WHERE id = ? AND version = ?", [_sendable(article_id), version]


def versions(article_id: str) -> Query:
    """Rows of `ArticleRow`, oldest first; the events of old versions are in the record only."""
    return (
        f"""SELECT {_ARTICLE_ROW}, json_array_length(a.record, '$.events')
            FROM articles a WHERE a.id = ? ORDER BY a.version""",
        [_sendable(article_id)],
    )


def articles(query: str | None, limit: int | None, offset: int) -> Query:
    """Rows of `ArticleRow`."""
    condition, parameters = _articles_that_match(query)
    return (
        f"""SELECT {_ARTICLE_ROW}, (SELECT count(*) FROM events e WHERE e.article = a.id)
            FROM articles a WHERE {condition} ORDER BY a.published DESC, a.id LIMIT ? OFFSET ?""",
        [*parameters, _limit(limit), offset],
    )


def article_count(query: str | None) -> Query:
    """One number."""
    condition, parameters = _articles_that_match(query)
    return f"SELECT count(*) FROM articles a WHERE {condition}", parameters


def events(where: EventFilter, limit: int | None, offset: int) -> Query:
    """Article id, position and id of each event that matches, in order.

    The record is fetched by article afterwards: a sort that carried every record along would be slow.
    """
    condition, parameters = _events_that_match(where)
    # A leading "+" keeps SQLite from walking all events by date where a filter leads to the few directly.
    few = any(map(_given, (where.actor, where.country, where.place, where.source, where.query)))
    return (
        f"""SELECT e.article, e.position, e.id FROM events e WHERE {condition}
            ORDER BY {"+" if few else ""}e.sort_date, e.article, e.position LIMIT ? OFFSET ?""",
        [*parameters, _limit(limit), offset],
    )


def figures(where: FigureFilter, limit: int | None, offset: int) -> Query:
    """Article id, position and id of each figure that matches, in order."""
    found = [*_equal("t", where, ("measure", "scope")), *_told(where)]
    event = EventFilter(type=where.type, country=where.country, place=where.place)
    if event != EventFilter():
        condition, parameters = _events_that_match(event)
        found.append(
            (
                f"EXISTS (SELECT 1 FROM events e WHERE e.article = t.article AND e.id = t.event AND {condition})",
                parameters,
            )
        )
    return _by_publication("figures", found, limit, offset)


def claims(where: ClaimFilter, limit: int | None, offset: int) -> Query:
    """Article id, position and id of each claim that matches, in order."""
    found = [*_equal("t", where, ("kind", "agreement")), *_told(where)]
    for role in ("by", "about"):
        if name := _given(getattr(where, role)):
            found.append((f"(t.{role}_actor = ? OR instr(folded(t.{role}_name), ?))", [name, fold(name)]))
    return _by_publication("agreement_claims", found, limit, offset)


def how_many(query: Query) -> Query:
    """One number: the rows of a query."""
    statement, parameters = query
    return f"SELECT count(*) FROM ({statement})", parameters


def selections(where: EventFilter | None) -> Query:
    """Article id and the positions of its events that match, as "0,3"; without a filter all articles, and null."""
    if where is None:
        return "SELECT id, NULL FROM articles WHERE newest = 1 ORDER BY id", []
    condition, parameters = _events_that_match(where)
    return (
        f"""SELECT e.article, group_concat(e.position) FROM events e WHERE {condition}
            GROUP BY e.article ORDER BY e.article""",
        parameters,
    )


def event_count(where: EventFilter) -> Query:
    """One number."""
    condition, parameters = _events_that_match(where)
    return f"SELECT count(*) FROM events e WHERE {condition}", parameters


def counts(by: CountBy, where: EventFilter) -> Query:
    """Code and number, commonest first."""
    condition, parameters = _events_that_match(where)
    return (
        f"""SELECT e.{by}, count(*) FROM events e WHERE {condition} AND e.{by} IS NOT NULL
            GROUP BY e.{by} ORDER BY count(*) DESC, e.{by}""",
        parameters,
    )


def _limit(limit: int | None) -> int:
    return -1 if limit is None else limit


_LONGEST_ID = 18  # digits that fit an integer of the database
_NOTHING: Query = ("0", [])
_EQUAL = ("type", "mode", "status", "article")
# The union stands in a subquery of its own because SQLite looks rows up by a list from one SELECT, not from a compound.
_ACTOR = """(e.article, e.position) IN (SELECT article, position FROM (
    SELECT article, position FROM event_parties WHERE actor = ?
    UNION SELECT article, position FROM event_parties WHERE instr(folded, ?)))"""
_COUNTRY = """(e.article, e.position) IN (SELECT article, position FROM (
    SELECT article, position FROM event_parties WHERE country = ?
    UNION SELECT article, position FROM events WHERE country = ?))"""
_SAYS = """EXISTS (SELECT 1 FROM sources s
    WHERE s.article = t.article AND s.id = t.source AND instr(folded(s.name), ?))"""
_MATCHING = "SELECT rowid FROM search WHERE search MATCH ?"


def _articles_that_match(query: str | None) -> Query:
    if not _given(query):
        return "a.newest = 1", []
    expression = fts5_expression(_given(query))
    return (f"a.newest = 1 AND a.key IN ({_MATCHING})", [expression]) if expression else _NOTHING


def _events_that_match(where: EventFilter) -> Query:
    found = _equal("e", where, _EQUAL)
    if actor := _given(where.actor):
        found.append((_ACTOR, [actor, fold(actor)]))
    if country := _given(where.country):
        found.append((_COUNTRY, [country.upper()] * 2))
    if place := _given(where.place):
        found.append(_in_place(place))
    if source := _given(where.source):
        found.append(("instr(e.source_folded, ?)", [fold(source)]))
    if first := _given(where.date_from):
        found.append(("e.date_end >= ?", [_day(first)]))
    if last := _given(where.date_to):
        # "~" sorts behind every time of that day; undated events sort at 9999.
        found.append(("e.date_start IS NOT NULL AND e.sort_date < ?", [_day(last) + "~"]))
    if query := _given(where.query):
        found.append(_in_text(query))
    if where.min_confidence is not None:
        found.append(("e.confidence >= ?", [where.min_confidence]))
    conditions = " AND ".join(condition for condition, _ in found) or "1"
    return conditions, [value for _, values in found for value in values]


def _equal(table: str, where: EventFilter | FigureFilter | ClaimFilter, names: Iterable[str]) -> list[Query]:
    return [(f"{table}.{name} = ?", [value]) for name in names if (value := _given(getattr(where, name)))]


def _told(where: FigureFilter | ClaimFilter) -> list[Query]:
    """What figures and claims (`t`) of articles (`a`) have in common: an article, a source, a time, a confidence."""
    found = [*_equal("t", where, ("article",)), _articles_that_match(where.query)]
    if source := _given(where.source):
        found.append((_SAYS, [fold(source)]))
    if first := _given(where.date_from):
        found.append(("a.published >= ?", [_day(first)]))
    if last := _given(where.date_to):
        found.append(("a.published < ?", [_day(last) + "~"]))
    if where.min_confidence is not None:
        found.append(("t.confidence >= ?", [where.min_confidence]))
    return found


def _by_publication(table: str, found: list[Query], limit: int | None, offset: int) -> Query:
    conditions = " AND ".join(condition for condition, _ in found)
    return (
        f"""SELECT t.article, t.position, t.id FROM {table} t JOIN articles a ON a.id = t.article AND a.newest = 1
            WHERE {conditions} ORDER BY a.published IS NULL, a.published, t.article, t.position LIMIT ? OFFSET ?""",
        [*(value for _, values in found for value in values), _limit(limit), offset],
    )


def _in_place(place: str) -> Query:
    if place.isdecimal() and len(place) <= _LONGEST_ID:
        return "e.geonames = ?", [int(place)]
    return "instr(e.place_folded, ?)", [fold(place)]


def _in_text(query: str) -> Query:
    expression = fts5_expression(query)
    if expression is None:
        return _NOTHING
    return f"e.article IN (SELECT id FROM articles WHERE newest = 1 AND key IN ({_MATCHING}))", [expression]


def _given(value: str | int | None) -> str:
    return "" if value is None else _sendable(str(value).strip())


def _sendable(text: str) -> str:
    # Bytes of a command line that are not UTF-8 arrive as lone surrogates, which no database takes.
    return text.encode("utf-8", "replace").decode("utf-8")


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise StoreError("store.bad_date", f"“{text}” is not a day.", hint="Write it as 2024-05-01.") from error
