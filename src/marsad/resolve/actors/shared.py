"""Names that several actors bear: a word that names a country decides, and where none does nobody is guessed.

"صحيفة الوطن السعودية" is a Saudi paper; "صحيفة الوطن" is one of eight, so it has no actor and no country.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from marsad.knowledge import text
from marsad.resolve.actors.book import Actor, Lexicon


@cache
def shared_names() -> Lexicon:
    """The names of shared_names.tsv; the owner of a name is the list of those who bear it, separated by "|"."""
    lexicon = Lexicon()
    lines = [line for line in text("shared_names.tsv").splitlines() if line and not line.startswith("#")]
    for line in lines[1:]:
        names, bearers = line.split("\t")
        for name in names.split("|"):
            lexicon.add(name, bearers)
    return lexicon


def bearers(listed: str, actors: Mapping[str, Actor]) -> tuple[Actor, ...]:
    """Those who bear a name, in file order; "LBN:JUD" is somebody who has no line: lbn-jud."""
    return tuple(
        _nameless(one) if ":" in one else actors[one] for one in listed.split("|") if ":" in one or one in actors
    )


def _nameless(listed: str) -> Actor:
    country, sector = listed.split(":")
    return Actor(f"{country.lower()}-{sector.lower()}", "state_body", country, (sector,), f"that of {country}", ())


def in_common(among: tuple[Actor, ...]) -> tuple[str | None, tuple[str, ...], str | None]:
    """Country, sectors and kind of all who bear a name, as far as they are the same: sectors in the order of the first."""
    first, *others = among
    country = first.country if all(actor.country == first.country for actor in others) else None
    sectors = tuple(sector for sector in first.sectors if all(sector in actor.sectors for actor in others))
    return country, sectors, first.kind if all(actor.kind == first.kind for actor in others) else None
