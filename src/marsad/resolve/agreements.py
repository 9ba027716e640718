"""Agreements: which words of an article name one, which one it is, and which of its provisions are spoken of.

The registry (`knowledge/agreements/*.yaml`) holds public agreements. A mention is resolved by a name, by the places and
parties in its own words, by the countries of the article and by the date; where these leave two, it stays unresolved. An
agreement that the registry does not hold is still a mention, with id None.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from marsad.knowledge import load, names
from marsad.resolve.surfaces import Word, bare, gap, surfaces, words
from marsad.text.normalise import fold

FRESH = 14  # days for which an agreement that ended is still spoken of, and for which one just reached is "a truce"
AHEAD = 1.5  # how much more of the article's weight the chosen country must have than the next
_QUOTES = frozenset({"", '"', "“", "”", "«", "»", "'", "(", ")", "#"})
_PREPOSITIONS = frozenset({"في", "بين", "مع", "علي", "بشان", "حول", "من", "عن", "الي"})
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Provision:
    """What an agreement obliges to: `id` and `kind` as in `_provisions.yaml`; `obliged` is an actor id or None."""

    id: str
    kind: str
    ar: str
    en: str
    obliged: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement of the registry. Dates are days of the calendar, None where none is certain.

    `places` (ISO 3166 alpha-3): where it holds, all of which an article must be about. `named_only`: the general words
    ("وقف إطلاق النار") never mean it without a place or a party. `meant_until`: the last day on which they do.
    """

    id: str
    kind: str
    en: tuple[str, ...]
    ar: tuple[str, ...]
    parties: tuple[str, ...]
    mediators: tuple[str, ...]
    places: tuple[str, ...]
    words: tuple[str, ...]
    named_only: bool
    signed: datetime.date | None
    in_force: datetime.date | None
    ended: datetime.date | None
    meant_until: datetime.date | None
    provisions: tuple[Provision, ...]
    source: str

    @property
    def start(self) -> datetime.date:
        """The first day on which it can be spoken of as reached."""
        return self.signed or self.in_force or datetime.date.min


@dataclass(frozen=True, slots=True)
class AgreementMention:
    """An agreement named or meant at `text[start:end]`; `id` None: not known which. `reason` says why, for people."""

    start: int
    end: int
    id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class ProvisionMention:
    """A provision spoken of at `text[start:end]`: "إدخال المساعدات" is `aid_entry`, kind `humanitarian`."""

    start: int
    end: int
    id: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Head:
    kinds: frozenset[str]
    needs: bool
    ceasefire: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class _Wording:
    """`_phrases.yaml`, unfolded into written forms."""

    heads: dict[str, tuple[int, bool, _Head]]
    complements: frozenset[str]
    adjectives: frozenset[str]
    proposed: frozenset[str]
    kinds: dict[str, str]
    not_before: frozenset[str]
    agreeing: frozenset[str]
    hopes: frozenset[str]
    acts: frozenset[str]
    links: frozenset[str]
    regions: frozenset[str]
    places: frozenset[str]


@cache
def agreements() -> Mapping[str, Agreement]:
    """The registry by id, in the order of the ids."""
    shared = {p["id"]: p for p in load("agreements/_provisions")}
    found = (load(name) for name in names("agreements") if "/_" not in name)
    return {a.id: a for a in (_agreement(data, shared) for data in found)}


def _agreement(data: dict[str, object], shared: dict[str, dict[str, str]]) -> Agreement:
    return Agreement(
        id=str(data["id"]),
        kind=str(data["kind"]),
        en=_strings(data["names"], "en"),
        ar=_strings(data["names"], "ar"),
        parties=_strings(data, "parties"),
        mediators=_strings(data, "mediators"),
        places=_strings(data, "places"),
        words=tuple(fold(w) for w in _strings(data, "words")),
        named_only=data.get("scope") == "named",
        signed=_day(data.get("signed")),
        in_force=_day(data.get("in_force")),
        ended=_day(data.get("ended")),
        meant_until=_day(data.get("meant_until")),
        provisions=tuple(_provision(p, shared[p["id"]]) for p in _rows(data, "provisions")),
        source=str(data["source"]),
    )


def _strings(data: object, field: str) -> tuple[str, ...]:
    return tuple(str(value) for value in (data.get(field) or ())) if isinstance(data, dict) else ()


def _rows(data: dict[str, object], field: str) -> list[dict[str, str]]:
    rows = data.get(field)
    return rows if isinstance(rows, list) else []


def _day(value: object) -> datetime.date | None:
    return datetime.date.fromisoformat(value) if isinstance(value, str) else None


def _provision(own: dict[str, str], general: dict[str, str]) -> Provision:
    merged = {**general, **own}
    return Provision(merged["id"], merged["kind"], merged["ar"], merged["en"], own.get("obliged"))


@cache
def _wording() -> _Wording:
    data = load("agreements/_phrases")
    heads: dict[str, tuple[int, bool, _Head]] = {}
    for row in data["heads"]:
        head = _Head(
            frozenset(row["kinds"]), row.get("needs", False), row.get("ceasefire", False), row.get("plural", False)
        )
        for word in row["words"]:
            heads.update((form, (skip, definite, head)) for form, skip, definite in surfaces(word))
    countries = (name for row in load("countries") for name in row["ar"])
    places = {bare(fold(name)) for name in countries} | {bare(w) for a in agreements().values() for w in a.words}
    forms = {fold(a) + ending for a in data["adjectives"] for ending in ("", "ه", "ا", "ين")}
    return _Wording(
        heads=heads,
        complements=_forms(data["complements"]),
        adjectives=frozenset(forms),
        proposed=frozenset(fold(a) + ending for a in data["proposed"] for ending in ("", "ه", "ا")),
        kinds={form: kind for kind, cues in data["kinds"].items() for cue in cues for form, _, _ in surfaces(cue)},
        not_before=_forms(data["not_before"]),
        agreeing=frozenset(map(fold, data["agreeing"])),
        hopes=frozenset(map(fold, data["hopes"])),
        acts=_forms(data["acts"]),
        links=frozenset(map(fold, data["links"])),
        regions=frozenset(map(fold, data["regions"])),
        places=frozenset(places),
    )


def _forms(entries: Iterable[str]) -> frozenset[str]:
    return frozenset(form for entry in entries for form, _, _ in surfaces(entry))


# --- finding -----------------------------------------------------------------------------------------------------------


def find_agreements(text: str) -> list[AgreementMention]:
    """The mentions of agreements in running text, in order and without overlap; an id only where a name says it.

    "وقف إطلاق النار" that somebody announces or demands is an event and is left out; as a name or a topic it is found.

    >>> text = "خرق الطرفان اتفاق وقف إطلاق النار في اليمن"
    >>> [text[m.start : m.end] for m in find_agreements(text)]
    ['اتفاق وقف إطلاق النار في اليمن']
    """
    row = words(text)
    named = {start: (end, id) for start, end, id in _named(row, None)}
    found: list[AgreementMention] = []
    i = 0
    while i < len(row):
        span = _mention(text, row, i)
        name_end, id = named.get(i, (0, None))
        end = max(name_end, span[1] if span else 0)
        if not end:
            i += 1
            continue
        start = span[0] if span else row[i].start
        inside = next((named[j][1] for j in range(i, end) if j in named), id)
        found.append(AgreementMention(start, row[end - 1].end, inside, "name" if inside else "general words"))
        i = end
    return found


def _mention(text: str, row: Sequence[Word], i: int) -> tuple[int, int] | None:
    """Offset and last word (exclusive) of the mention whose head is word `i`, if it is one."""
    lex = _wording()
    form = lex.heads.get(row[i].key)
    if form is None:
        return None
    skip, definite, head = form
    end = _complements(text, row, i + 1)
    if (head.needs and end == i + 1) or (head.ceasefire and not _stops_fire(row, i + 1, end)):
        return None
    following = row[end] if end < len(row) else None
    if following and end == i + 1 and following.key in lex.not_before:
        return None
    if _is_act(row, i, head, definite):
        return None
    end = _adjectives(text, row, end)
    end = _parties_and_place(text, row, end)
    return row[i].start + (skip if _plain(text, row[i]) else 0), end


def _plain(text: str, word: Word) -> bool:
    return text[word.start : word.end] != "" and word.end - word.start == len(word.key)


def _stops_fire(row: Sequence[Word], start: int, end: int) -> bool:
    return any(
        word.key.endswith(("النار", "للنار", "نار", "العداييه", "القتاليه", "القتال")) for word in row[start:end]
    )


def _is_act(row: Sequence[Word], i: int, head: _Head, definite: bool) -> bool:
    """Whether the noun is an act here: agreeing to something, or a ceasefire announced or demanded."""
    lex = _wording()
    before = [word.key for word in row[max(0, i - 3) : i]]
    following = row[i + 1].key if i + 1 < len(row) else ""
    if not head.kinds and not head.needs and definite:
        return (bool(before) and before[-1] in lex.agreeing) or (row[i].key == "بالاتفاق" and following == "مع")
    if not head.ceasefire:
        return bool(before) and before[-1] in lex.hopes
    while before and before[-1] in lex.links and before[-1] not in lex.acts:
        before.pop()
    return bool(before) and before[-1] in lex.acts


def _joined(text: str, row: Sequence[Word], j: int) -> bool:
    return 0 < j < len(row) and gap(text, row[j - 1], row[j]) in _QUOTES


def _complements(text: str, row: Sequence[Word], j: int) -> int:
    lex = _wording()
    while _joined(text, row, j) and (row[j].key in lex.complements):
        j += 1
    return j


def _adjectives(text: str, row: Sequence[Word], j: int) -> int:
    lex = _wording()
    first = j
    while _joined(text, row, j) and j - first < 3 and bare(row[j].key) in lex.adjectives and row[j].key[0] != "و":
        j += 1
    return j


def _parties_and_place(text: str, row: Sequence[Word], j: int) -> int:
    """Further words of the mention: "بين … و…", "مع …", "في …", "لعام 2015"."""
    lex = _wording()
    while _joined(text, row, j):
        word, key = row[j], row[j].key
        end = j
        if key == "بين":
            end = _between(text, row, j + 1)
        elif key in {"في", "مع", "حول"} and _joined(text, row, j + 1):
            end = _place(text, row, j + 1)
        elif key[0] == "ب" and key[1:] in lex.places:
            end = j + 1
        elif key in {"لعام", "عام", "لسنه", "سنه"} and _joined(text, row, j + 1) and _YEAR.fullmatch(row[j + 1].key):
            end = j + 2
        elif _YEAR.fullmatch(key) and text[word.start - 1] == " ":
            end = j + 1
        if end <= j:
            return j
        j = end
    return j


def _between(text: str, row: Sequence[Word], j: int) -> int:
    """The end of "إسرائيل وحركة حماس" after "بين": to the word after "و" and what belongs to it; `j - 1` if there is none."""
    if _joined(text, row, j) and row[j].key.startswith("ال") and row[j].key.endswith("ين"):
        return j + 1
    for k in range(j + 1, j + 6):
        if not _joined(text, row, k):
            break
        if row[k].key[0] == "و" and len(row[k].key) > 2:
            k += 1
            while _joined(text, row, k) and row[k].key.startswith("ال") and row[k - 1].key[:3] in {"وال", *_DEFINITE}:
                k += 1
            if row[k - 1].key in {"وحركه", "وحزب", "وجماعه", "وقوات", "وقوي"} and _joined(text, row, k):
                k += 1
            return k
    return j - 1


_DEFINITE = ("الم", "الا", "الو", "الق")


def _place(text: str, row: Sequence[Word], j: int) -> int:
    lex = _wording()
    if row[j].key in lex.regions and _joined(text, row, j + 1):
        return j + 2
    return j + 1 if bare(row[j].key) in lex.places else j - 1


@cache
def _aliases() -> dict[str, list[tuple[tuple[str, ...], int, str]]]:
    """Written form of the first word of a name → (the other words, letters before the name, id), longest first."""
    found: dict[str, list[tuple[tuple[str, ...], int, str]]] = {}
    for agreement in agreements().values():
        for name in agreement.ar:
            first, *rest = (word.key for word in words(name))
            for form, skip, _ in surfaces(first):
                found.setdefault(form, []).append((tuple(rest), skip, agreement.id))
    return {form: sorted(entries, key=lambda e: (-len(e[0]), e[2])) for form, entries in found.items()}


def _named(row: Sequence[Word], published: datetime.date | None) -> Iterator[tuple[int, int, str]]:
    """(first word, last word exclusive, id) of every name of an agreement; of several ids the newest then known."""
    aliases = _aliases()
    for i, word in enumerate(row):
        fitting = [e for e in aliases.get(word.key, ()) if _follows(row, i + 1, e[0]) and _known(e[2], published)]
        if fitting:
            longest = [e for e in fitting if len(e[0]) == len(fitting[0][0])]
            best = max(longest, key=lambda e: (agreements()[e[2]].start, e[2]))
            yield i, i + 1 + len(best[0]), best[2]


def _follows(row: Sequence[Word], i: int, rest: tuple[str, ...]) -> bool:
    return len(row) >= i + len(rest) and all(
        word.key == wanted or bare(word.key) == wanted for word, wanted in zip(row[i:], rest, strict=False)
    )


def _known(id: str, published: datetime.date | None) -> bool:
    return published is None or agreements()[id].start <= published


# --- resolving ---------------------------------------------------------------------------------------------------------


def resolve_agreement(phrase: str, *, countries: Mapping[str, float], published: str | None) -> tuple[str | None, str]:
    """Which agreement a phrase means, and why: `(id or None, reason)`.

    `countries`: how much the article is about each country (ISO 3166 alpha-3 → weight, any scale). `published`: ISO 8601
    day or time; only its day counts. Order: a name; then of the agreements of that kind that hold (or ended at most
    `FRESH` days before), those that the phrase's own places and parties fit, else those of the article's country; of
    several for one country the newest.

    >>> resolve_agreement("الهدنة في اليمن", countries={}, published="2022-06-01")
    ('yemen-2022', 'its place or party, in force')
    """
    row = words(phrase)
    day = datetime.date.fromisoformat(published[:10]) if published and len(published) >= 10 else None
    by_name = max(_named(row, day), key=lambda n: n[1] - n[0], default=None)
    if by_name:
        return by_name[2], "name"
    lex = _wording()
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
        return None, "the words do not say which"
    if any(bare(word.key) in lex.places for word in row[1:]):
        return None, "none in the registry for this place"
    return _by_country([a for a in live if not a.named_only], countries, day)


def _several(row: Sequence[Word]) -> bool:
    heads = (_wording().heads.get(word.key) for word in row)
    return next((form[2].plural for form in heads if form), False)


def _kinds(row: Sequence[Word]) -> frozenset[str]:
    lex = _wording()
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
    years = {int(word.key) for word in row if _YEAR.fullmatch(word.key)}
    return [a for a in live if a.start.year in years] if years else live


def _definite(row: Sequence[Word]) -> bool:
    """Whether the phrase speaks of a known agreement ("اتفاق السلام") or of one among others ("اتفاق لوقف …", "هدنة")."""
    lex = _wording()
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
    """`find_agreements` with every mention resolved; a bare "الاتفاق" takes the id of the nearest earlier one it can mean.

    Arguments as in `resolve_agreement`.
    """
    found: list[AgreementMention] = []
    for mention in find_agreements(text):
        phrase = text[mention.start : mention.end]
        id, reason = resolve_agreement(phrase, countries=countries, published=published)
        if id is None and reason == "the words do not say which":
            row = words(phrase)
            id = next((m.id for m in reversed(found) if m.id), None) if _definite(row) and len(row) <= 2 else None
            reason = "named before" if id else reason
        found.append(replace(mention, id=id, reason=reason))
    return found


# --- provisions --------------------------------------------------------------------------------------------------------

_Tail = tuple[tuple[str, ...], int, str, str]  # the other words, letters before the first, id, kind


def find_provisions(text: str, agreement_id: str | None) -> list[ProvisionMention]:
    """The phrases that name a provision, in order, the longest where several start at one word, without overlap.

    `agreement_id` adds the phrases of that agreement ("معبر رفح"). Raises `KeyError` for an id that the registry lacks.

    >>> text = "شددوا على إدخال المساعدات ووقف القصف"
    >>> [(text[p.start : p.end], p.id) for p in find_provisions(text, None)]
    [('إدخال المساعدات', 'aid_entry'), ('وقف القصف', 'halt_operations')]
    """
    tables = [_provision_phrases(None)]
    if agreement_id is not None:
        tables.append(_provision_phrases(agreements()[agreement_id].id))
    row = words(text)
    found: list[ProvisionMention] = []
    i = 0
    while i < len(row):
        fitting = [t for table in tables for t in table.get(row[i].key, ()) if _matches(text, row, i + 1, t[0])]
        if not fitting:
            i += 1
            continue
        rest, skip, id, kind = max(fitting, key=lambda t: len(t[0]))
        last = _adjectives_of_aid(text, row, i + 1 + len(rest))
        found.append(
            ProvisionMention(row[i].start + (skip if _plain(text, row[i]) else 0), row[last - 1].end, id, kind)
        )
        i = last
    return found


def _adjectives_of_aid(text: str, row: Sequence[Word], j: int) -> int:
    """The adjective that closes the phrase, if one follows: "المساعدات الإنسانية", "العمليات العسكرية"."""
    joined = _joined(text, row, j) and row[j].key.startswith("ال") and row[j - 1].key.startswith("ال")
    return j + 1 if joined and row[j].key.endswith(("يه", "يين", "ثيه")) else j


def _matches(text: str, row: Sequence[Word], i: int, rest: tuple[str, ...]) -> bool:
    return len(row) >= i + len(rest) and all(
        (wanted == "_" or word.key == wanted or bare(word.key) == bare(wanted)) and _joined(text, row, i + k)
        for k, (word, wanted) in enumerate(zip(row[i:], rest, strict=False))
    )


@cache
def _provision_phrases(agreement_id: str | None) -> dict[str, list[_Tail]]:
    """Written form of the first word → the rest of each phrase, of all agreements or of one agreement's own."""
    shared = load("agreements/_provisions")
    if agreement_id is None:
        entries = [(p["id"], p["kind"], w) for p in shared for w in p["words"]]
    else:
        kinds = {p["id"]: p["kind"] for p in shared}
        own = load(f"agreements/{agreement_id}")["provisions"]
        entries = [(p["id"], kinds[p["id"]], w) for p in own for w in p.get("words", ())]
    found: dict[str, list[_Tail]] = {}
    for id, kind, phrase in entries:
        first, *rest = fold(phrase).split()
        for form, skip, _ in surfaces(first):
            found.setdefault(form, []).append((tuple(rest), skip, id, kind))
    return found
