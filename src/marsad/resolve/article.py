"""One article being resolved: its spans become parties, places, dates and sources, each with the reason."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from marsad.reader.labels import OwnType
from marsad.record import Date, Party, Place, Sentence, Source, Span, stable_id
from marsad.record.types import Quad
from marsad.resolve.actors import ActorBook, ResolvedActor
from marsad.resolve.agreement_dates import since_agreement
from marsad.resolve.agreements import AgreementMention, resolve_all
from marsad.resolve.attribution import Attribution, attributions, relay
from marsad.resolve.coreference import Antecedents
from marsad.resolve.ontology import intensity, quad
from marsad.resolve.places import Gazetteer, PlaceContext, ResolvedPlace
from marsad.text.dates import resolve_date

Range = tuple[int, int]


@dataclass(slots=True)
class ArticleScope:
    """What is known while one article is resolved: its text, its time, the countries that it is about, its sources.

    `own` are the event types of the model that PLOVER does not have; `outlet_country` the country that the outlet writes
    about as its own, if it has one.
    """

    id: str
    text: str
    published: str | None
    actors: ActorBook
    gazetteer: Gazetteer
    own: Mapping[str, OwnType] = field(default_factory=dict)
    outlet_country: str | None = None
    context: PlaceContext = field(default_factory=PlaceContext)
    agreements: list[AgreementMention] = field(default_factory=list)
    sources: dict[tuple[Range, str | None], Source] = field(default_factory=dict)
    _antecedents: Antecedents | None = None
    _places: dict[str, ResolvedPlace] = field(default_factory=dict)
    _said: dict[int, list[Attribution]] = field(default_factory=dict)  # by the start of the sentence
    _relays: dict[tuple[int, Range], Range | None] = field(default_factory=dict)  # by that and the source

    def span(self, start: int, end: int) -> Span:
        """The words `[start, end)`."""
        return Span(start=start, end=end, text=self.text[start:end])

    def plover(self, kind: str) -> str:
        """The PLOVER type that an event type is or is a kind of; the type itself where there is none."""
        own = self.own.get(kind)
        return (own.plover if own else None) or kind

    def weight(self, kind: str, mode: str | None) -> tuple[Quad, float]:
        """Quad and intensity of a type and mode."""
        own = self.own.get(kind)
        return (own.quad, own.intensity) if own else (quad(kind), intensity(kind, mode))

    def look_around(
        self,
        parts: Sequence[Sentence],
        dateline: Range | None,
        named: Iterable[Range] = (),
        placed: Iterable[Range] = (),
    ) -> None:
        """Weigh the countries that the article names (they decide between places of one name); find its agreements.

        And listen who speaks in each sentence: the speaker of one goes on in the next ("وأضافت أن …"). `named` are the
        parties, speakers and names that were found in it: short forms point back to them. `placed` are its places.
        """
        at = self.gazetteer.resolve(self.text[slice(*dateline)]) if dateline else None
        self.context = self.gazetteer.context(self.text, at)
        self.agreements = resolve_all(self.text, countries=self.context.countries, published=self.published)
        places = [(self.place(start, end)[0], self._sure(start, end)) for start, end in sorted(set(placed))]
        lands = _Lands([part.start for part in parts], places, self.context, self.outlet_country, self._country)
        self._antecedents = Antecedents(self.text, named, self.actors, lands)
        speaker: Range | None = None
        for part in parts:
            found = self._said[part.start] = attributions(self.text, part.start, part.end, speaker)
            speaker = found[-1].source if found and found[-1].scope[0] > found[-1].cue[0] else None

    def attributions(self, part: Sentence) -> list[Attribution]:
        """Who speaks in a sentence, by its words."""
        return self._said.get(part.start, [])

    def relay(self, part: Sentence, source: Range) -> Range | None:
        """Through whom a source of a sentence speaks; looked for once, for many events have one source."""
        key = part.start, source
        if key not in self._relays:
            self._relays[key] = relay(self.text, part.start, part.end, source, self._said.get(part.start))
        return self._relays[key]

    def actor(self, start: int, end: int) -> ResolvedActor:
        """Whom the words name by themselves."""
        return self.actors.resolve(self.text[start:end])

    def who(self, start: int, end: int) -> ResolvedActor:
        """Whom the words mean in this article: "الوزير" is the minister who was named before."""
        return self._antecedents.who(start, end) if self._antecedents else self.actor(start, end)

    def _country(self, at: Range) -> str | None:
        return self.place(*at)[0].country

    def _sure(self, start: int, end: int) -> bool:
        return self.gazetteer.prominent(self.text[start:end])

    def party(self, start: int, end: int) -> tuple[Party, str]:
        """A party and the reason of its codes."""
        found = self.who(start, end)
        party = Party(
            span=self.span(start, end),
            name=found.name,
            actor=found.actor,
            country=found.country,
            sectors=list(found.sectors),
        )
        return party, found.reason

    def place(self, start: int, end: int) -> tuple[Place, str]:
        """A place and the reason; an unknown one keeps its words."""
        words = self.text[start:end]
        found = self._places.get(words)
        if found is None:
            found = self._places[words] = self.gazetteer.resolve(words, self.context)
        place = Place(
            span=self.span(start, end),
            name=found.name,
            geonames=found.geonames,
            country=found.country,
            admin1=found.admin1,
            lat=found.lat,
            lon=found.lon,
            precision=found.precision,
            radius_m=found.radius_m,
        )
        return place, found.reason

    def date(self, start: int, end: int, *, future: bool = False) -> tuple[Date, str]:
        """The time that a phrase means, and the reason; nulls where it cannot be said. `future`: of what is to come."""
        span = self.span(start, end)
        found = resolve_date(span.text, self.published, future=future)
        if found is None and (since := since_agreement(self.text, (start, end), self.agreements, self.published)):
            day, why = since
            if day is None or self.published is None:
                return Date(span=span, start=None, end=None, precision=None, basis=None), why
            return Date(span=span, start=day, end=self.published[:10], precision="range", basis="relative"), why
        if found is None:
            why = "the phrase names no time that can be computed"
            why = why if self.published else f"{why}; the article has no publication time"
            return Date(span=span, start=None, end=None, precision=None, basis=None), why
        date = Date(span=span, start=found.first, end=found.last, precision=found.precision, basis=found.basis)
        return date, found.reason

    def source(self, at: Range, via: Range | None, name: str | None = None) -> tuple[str, str]:
        """The id of the source at these words (made once), relayed by `via`, and the reason of its kind."""
        relay = self.source(via, None)[0] if via and via != at else None
        made = self.sources.get((at, relay))
        found = self.who(*at)
        kind = self.actors.source_kind(self.text[slice(*at)])
        if made is None:
            made = Source(
                id=stable_id("s", self.id, at[0], at[1], relay or ""),
                span=self.span(*at),
                name=name or found.name,
                kind=kind,
                actor=found.actor,
                via=relay,
            )
            self.sources[at, relay] = made
        return made.id, f"{kind}; {found.reason}"


_HOME = 0.6  # the share of an article's mentions of countries from which on it is about one of them
_ENOUGH = 2.0  # so many mentions speak for a country


class _Lands:
    """Of which country the news at an offset is: of the one that its sentence names places of, else of the article's.

    The article's is that of the dateline, else the outlet's own, else the one to which most of its places belong.
    """

    def __init__(
        self,
        sentences: list[int],
        places: Sequence[tuple[Place, bool]],
        context: PlaceContext,
        outlet: str | None,
        country: Callable[[Range], str | None],
    ) -> None:
        self._sentences, self._context, self._country = sentences, context, country
        self._places = [place for place, _ in places]
        self._named: list[set[str]] = [set() for _ in sentences]
        for place, sure in places:
            assert place.span
            if place.country and place.precision != "country" and (sure or self._borne_out(place.country, context)):
                self._named[bisect_right(sentences, place.span.start) - 1].add(place.country)
        self._home = (context.dateline.country if context.dateline else None) or outlet
        if self._home is None and context.countries:
            weights = context.countries
            first = max(weights, key=lambda code: (weights[code], code))
            large = weights[first] >= max(_ENOUGH, _HOME * sum(weights.values()))
            self._home = first if large else None

    @staticmethod
    def _borne_out(country: str, context: PlaceContext) -> bool:
        """Whether more than one name speaks for a country: a village may have namesakes anywhere."""
        dateline = context.dateline.country if context.dateline else None
        return country == dateline or context.countries.get(country, 0.0) >= _ENOUGH

    def at(self, offset: int) -> str | None:
        """ISO 3166 alpha-3."""
        i = bisect_right(self._sentences, offset) - 1
        here = self._named[i] if i >= 0 else set()
        return next(iter(here)) if len(here) == 1 else self._home

    def of(self, at: Range) -> str | None:
        """The country of the place that stands at these words; of an unknown place, that of the news around it."""
        for place in self._places:
            assert place.span
            if at[0] <= place.span.start and place.span.end <= at[1]:
                return place.country or self.at(at[0])
        country = self._country(at)
        return country if country and self._borne_out(country, self._context) else None

    def last(self, offset: int) -> Range | None:
        """Where the last place before an offset stands."""
        ends = [(place.span.end, place.span.start) for place in self._places if place.span and place.span.end <= offset]
        return max(ends)[::-1] if ends else None
