"""Agreements: which agreement the words of an article mean.

The registry (`knowledge/agreements/*.yaml`) holds public agreements. A mention is resolved by a name, by the places and
parties in its own words, by the countries of the article and by the date; where these leave two, it stays unresolved.
An agreement that the registry does not hold is still a mention, with id None.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

from marsad.resolve.agreement_mentions import YEAR, AgreementMention, find_agreements, named
from marsad.resolve.agreement_registry import Agreement, Provision, agreements, wording
from marsad.resolve.provisions import ProvisionMention, find_provisions
from marsad.resolve.surfaces import Word, bare, words

__all__ = [
    "Agreement",
    "AgreementMention",
    "Provision",
    "ProvisionMention",
    "agreements",
    "find_agreements",
    "find_provisions",
    "resolve_agreement",
    "resolve_all",
]

FRESH = 14  # days for which an agreement that ended is still spoken of, and for which one just reached is "a truce"
AHEAD = 1.5  # how much more of the article's weight the chosen country must have than the next
UNSPECIFIC = "the words do not say which"
_PREPOSITIONS = frozenset({"في", "بين", "مع", "علي", "بشان", "حول", "من", "عن", "الي"})


def resolve_agreement(phrase: str, *, countries: Mapping[str, float], published: str | None) -> tuple[str | None, str]:
    """Which agreement a phrase means, and why: `(id or None, reason)`.

    `countries`: how much the article is about each country (ISO 3166 alpha-3 → weight, any scale).
    `published`: ISO 8601 day or time; only its day counts. Order: a name; then of the agreements of that
    kind that hold (or ended at most `FRESH` days before), those that the phrase's own places and parties
    fit, else those of the article's country; of several for one country the newest.

    >>> resolve_agreement("الهدنة في اليمن", countries={}, published="2022-06-01")
    ('yemen-2022', 'its place or party, in force')
    """
    row = words(phrase)
    day = datetime.date.fromisoformat(published[:10]) if published and len(published) >= 10 else None
    by_name = max(named(row, day), key=lambda n: n[1] - n[0], default=None)
    if by_name:
        return by_name[2], "name"
    lex = wording()
    if any(bare(word.key) in lex.proposed for word in row):
        return None, "proposed, not reached"
    if day is None:
        return None, "no date of publication"
    kinds = _kinds(row)
    if _several(row):
        return None, "several agreements"
    live = [a for a in agreements().values() if _fits_kind(a, kinds) and _meant(a, day)]
    if not _definite(row):
        live = [a for a in live if (day - a.start).days <= FRESH]
    live = _of_year(row, live)
    own = [a for a in live if _words_fit(a, row)]
    if own:
        return _newest(own, day, "its place or party")
    if not kinds:
        return None, UNSPECIFIC
    if any(bare(word.key) in lex.places for word in row[1:]):
        return None, "none in the registry for this place"
    return _by_country([a for a in live if not a.named_only], countries, day)


def _several(row: Sequence[Word]) -> bool:
    heads = (wording().heads.get(word.key) for word in row)
    return next((form[2].plural for form in heads if form), False)


def _kinds(row: Sequence[Word]) -> frozenset[str]:
    lex = wording()
    said = frozenset(lex.kinds[word.key] for word in row if word.key in lex.kinds)
    if said:
        return said
    head = next((lex.heads[word.key][2] for word in row if word.key in lex.heads), None)
    return head.kinds if head else frozenset()


def _fits_kind(agreement: Agreement, kinds: frozenset[str]) -> bool:
    if not kinds or agreement.kind in kinds:
        return True
    return "prisoner_exchange" in kinds and any(p.id == "prisoner_release" for p in agreement.provisions)


def _meant(agreement: Agreement, day: datetime.date) -> bool:
    last = agreement.meant_until or (agreement.ended + datetime.timedelta(FRESH) if agreement.ended else day)
    return agreement.start <= day <= last


def _of_year(row: Sequence[Word], live: list[Agreement]) -> list[Agreement]:
    years = {int(word.key) for word in row if YEAR.fullmatch(word.key)}
    return [a for a in live if a.start.year in years] if years else live


def _definite(row: Sequence[Word]) -> bool:
    """Whether the phrase speaks of a known agreement ("اتفاق السلام") or of some agreement ("اتفاق لوقف …")."""
    lex = wording()
    at = next((i for i, word in enumerate(row) if word.key in lex.heads), None)
    if at is None or lex.heads[row[at].key][1]:
        return True
    for word in row[at + 1 :]:
        if word.key in _PREPOSITIONS or (word.key[0] == "ل" and word.key in lex.complements):
            return False
        if word.key.startswith("ال"):
            return True
    return False


def _words_fit(agreement: Agreement, row: Sequence[Word]) -> bool:
    spoken = " ".join(["", *(word.key for word in row), ""])
    plain = " ".join(["", *(word.key[1:] if word.key[0] in "وبل" else word.key for word in row), ""])
    return any(f" {w} " in spoken or f" {w} " in plain for w in agreement.words)


def _newest(found: list[Agreement], day: datetime.date, why: str) -> tuple[str | None, str]:
    """The newest in force of these; the newest just ended if none is."""
    places = {a.places for a in found}
    if len(places) > 1:
        return None, "several fit: " + ", ".join(a.id for a in found)
    best = max(found, key=lambda a: (_holds(a, day), a.start, a.id))
    return best.id, f"{why}, {'in force' if _holds(best, day) else 'just ended'}"


def _holds(agreement: Agreement, day: datetime.date) -> bool:
    return agreement.ended is None or day <= agreement.ended


def _by_country(live: list[Agreement], countries: Mapping[str, float], day: datetime.date) -> tuple[str | None, str]:
    groups: dict[tuple[str, ...], list[Agreement]] = {}
    for agreement in live:
        groups.setdefault(agreement.places, []).append(agreement)
    weighed = {places: min(countries.get(place, 0.0) for place in places) for places in groups}
    ranked = sorted((places for places in groups if weighed[places] > 0), key=lambda places: (-weighed[places], places))
    if not ranked:
        return None, "none in the registry for the countries of the article"
    if len(ranked) > 1 and weighed[ranked[0]] < AHEAD * weighed[ranked[1]]:
        return None, "several fit: " + ", ".join(a.id for places in ranked[:2] for a in groups[places])
    return _newest(groups[ranked[0]], day, "the country of the article")


def resolve_all(text: str, *, countries: Mapping[str, float], published: str | None) -> list[AgreementMention]:
    """`find_agreements` with every mention resolved; a bare "الاتفاق" takes the id of the nearest earlier one.

    Arguments as in `resolve_agreement`.
    """
    found: list[AgreementMention] = []
    for mention in find_agreements(text):
        phrase = text[mention.start : mention.end]
        which, reason = resolve_agreement(phrase, countries=countries, published=published)
        if which is None and reason == UNSPECIFIC:
            row = words(phrase)
            which = next((m.id for m in reversed(found) if m.id), None) if _definite(row) and len(row) <= 2 else None
            reason = "named before" if which else reason
        found.append(replace(mention, id=which, reason=reason))
    return found
