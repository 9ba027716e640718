"""The actor files in memory: who is known, under which names, and what words of office and description mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from marsad.errors import DataError
from marsad.knowledge import load, tables, text
from marsad.resolve.actors.words import Form, forms, starts, words

_JOINED = ("عبد", "ابو")  # names written in one word or two: the key has no spaces, the index knows both


@dataclass(frozen=True, slots=True)
class Actor:
    """One line of the actor files: `kind` armed_group, party, igo …; `names` Arabic, the usual one first.

    `src`: where the name and what is said of it are generally found ("own name", "UN documents", "Arabic press usage").
    """

    id: str
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    english: str
    names: tuple[str, ...]
    parent: str | None = None
    since: str | None = None
    until: str | None = None
    wikidata: str | None = None
    office: str | None = None
    src: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """One line of roles.tsv: what a word of office, body or description says, and how what follows it matters."""

    body: str
    english: str
    takes: str
    sectors: tuple[str, ...]
    source: str | None
    country: str | None
    names: tuple[str, ...]


class Hit(NamedTuple):
    """A name found at a word: its owner, its number of words, its key, and the first word without clitics."""

    owner: str
    length: int
    key: str
    start: str


@dataclass(slots=True)
class Lexicon:
    """Keys without spaces → actor ids; `reach` says how many words a name that begins with a word may have."""

    names: dict[str, str] = field(default_factory=dict)
    alone: set[str] = field(default_factory=set)
    adjectives: dict[str, str] = field(default_factory=dict)
    reach: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, actor: str) -> None:
        """Enter a name with its mark: "~" only as a whole phrase, "+" an adjective; the first owner keeps a name."""
        parts = words(name)
        key = "".join(parts)
        if name.endswith("+"):
            self.adjectives.setdefault(key, actor)
            return
        if self.names.setdefault(key, actor) == actor and name.endswith("~"):
            self.alone.add(key)
        self._reach(parts[0], len(parts) + (len(parts) > 1))
        for prefix in _JOINED:
            if parts[0] == prefix and len(parts) > 1:
                self._reach(prefix + parts[1], len(parts))
            elif parts[0].startswith(prefix):
                self._reach(prefix, len(parts) + 1)

    def _reach(self, start: str, length: int) -> None:
        self.reach[start] = max(self.reach.get(start, 0), length)

    def at(self, tokens: list[str], i: int) -> Hit | None:
        """The longest name that begins with word `i`, clitics of that word ignored."""
        for start in starts(tokens[i]):
            for n in range(min(self.reach.get(start, 0), len(tokens) - i), 0, -1):
                key = start + "".join(tokens[i + 1 : i + n])
                if key in self.names:
                    return Hit(self.names[key], n, key, start)
        return None


def read_actors(source: str, content: str) -> Iterator[Actor]:
    """The lines of one actor file; raises `DataError` for a line without the seven columns."""
    for number, cells in _rows(content):
        if len(cells) != 7:
            raise DataError("knowledge.actors", f"{source}, line {number}: {len(cells)} columns, expected 7.")
        identity, kind, country, sectors, english, names, more = cells
        facts = dict(fact.split("=", 1) for fact in more.replace("; ", ";").split(";") if fact)
        yield Actor(identity, kind, country or None, _codes(sectors), english, tuple(names.split("|")), **facts)


def read_roles() -> Iterator[tuple[str, Role]]:
    """Every listed word with its role, in file order."""
    for number, cells in _rows(text("roles.tsv")):
        if len(cells) != 7:
            raise DataError("knowledge.roles", f"roles.tsv, line {number}: {len(cells)} columns, expected 7.")
        body, english, takes, sectors, source, country, names = cells
        listed = tuple(names.split("|"))
        role = Role(body, english, takes, _codes(sectors), source or None, country or None, listed)
        for name in listed:
            yield name, role


def read_outlets() -> Iterator[Actor]:
    """Agencies and outlets as actors of kind `agency` or `media`."""
    for kind, listed in (("agency", "agencies"), ("media", "outlets")):
        for entry in load("outlets")[listed]:
            yield Actor(entry["id"], kind, entry["country"], ("JRN",), entry["en"], tuple(entry["ar"]))


def read_countries() -> Iterator[dict[str, Any]]:
    """The country entries of countries.yaml."""
    yield from load("countries")


def shipped_actors() -> Iterator[Actor]:
    """All actors of the files under knowledge/actors, by file name and line, then outlets."""
    for path in tables("actors"):
        yield from read_actors(path, text(path))
    yield from read_outlets()


@dataclass(slots=True)
class _Beginning:
    """The roles that begin with one word: the role of the word alone, and longer ones by their second word."""

    alone: Role | None = None
    longer: dict[str, list[tuple[tuple[str, ...], Role]]] = field(default_factory=dict)


class Roles:
    """Finds the longest listed role at a word, whatever its inflection."""

    def __init__(self, listed: Iterable[tuple[str, Role]]) -> None:
        self._first: dict[str, _Beginning] = {}
        for name, role in listed:
            first, *rest = (_bare(word) for word in words(name))
            for key in dict.fromkeys((first, first.removesuffix("ون"))):
                begins = self._first.setdefault(key, _Beginning())
                if rest:
                    begins.longer.setdefault(rest[0], []).append((tuple(rest[1:]), role))
                elif begins.alone is None:
                    begins.alone = role
        for begins in self._first.values():
            for entries in begins.longer.values():
                entries.sort(key=lambda entry: -len(entry[0]))

    def at(self, tokens: list[str], i: int) -> tuple[Role, int, Form] | None:
        """(role, number of words, form of the first word) for the longest role that begins at word `i`."""
        for form in forms(tokens[i]):
            begins = self._first.get(form.key)
            if begins is None:
                continue
            longest = self._longest(begins, tokens, i) if begins.longer and i + 1 < len(tokens) else None
            if longest:
                return longest[0], longest[1], form
            if begins.alone:
                return begins.alone, 1, form
        return None

    @staticmethod
    def _longest(begins: _Beginning, tokens: list[str], i: int) -> tuple[Role, int] | None:
        best: tuple[Role, int] | None = None
        for second in forms(tokens[i + 1]):
            for rest, role in begins.longer.get(second.key, ()):
                if best and len(rest) + 2 <= best[1]:
                    break
                if _follows(tokens, i + 2, rest):
                    best = role, len(rest) + 2
                    break
        return best


def _follows(tokens: list[str], i: int, rest: tuple[str, ...]) -> bool:
    if i + len(rest) > len(tokens):
        return False
    return all(any(form.key == word for form in forms(tokens[i + k])) for k, word in enumerate(rest))


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _codes(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(",")) if cell else ()


def _rows(content: str) -> Iterator[tuple[int, list[str]]]:
    header = True
    for number, line in enumerate(content.splitlines(), start=1):
        if line and not line.startswith("#"):
            if not header:
                yield number, line.split("\t")
            header = False
