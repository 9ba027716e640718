"""Reports for tests of the formats: a full one in own words, and any that hypothesis thinks of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import msgspec
import msgspec.inspect as inspection
from hypothesis import strategies as st
from store.reports import TEXT, report, span

from marsad.record import text_sha256
from marsad.record.types import Date, Party, Place, Report, Source
from marsad.store import Selection

NYALA = Place(
    span=span(TEXT, "مدينة نيالا"), name="نيالا", geonames=371760, country="SDN", admin1="جنوب دارفور", lat=12.04888,
    lon=24.88069, precision="town", radius_m=8000,
)  # fmt: skip


def full_report(article_id: str = "a-1") -> Report:
    """The report of `store.reports` with every part filled: coordinates, an attributed toll, parties of a claim."""
    made = report(article_id=article_id)
    shelling, deaths, appeal = made.events
    (figure,) = made.figures
    (claim,) = made.agreement_claims
    medics = msgspec.structs.replace(made.sources[0], via="s-relay")
    relay = Source(id="s-relay", span=span(TEXT, "أحمد الطيب"), name="أحمد الطيب", kind="media")
    civilians = Party(span=span(TEXT, "مدنيين"), name="مدنيين", sectors=["CVL"])
    deaths = msgspec.structs.replace(
        deaths,
        actors=shelling.actors,
        recipients=[civilians],
        place=NYALA,
        date=Date(
            span=span(TEXT, "يوم الأربعاء"), start="2024-05-01", end="2024-05-01", precision="day", basis="relative"
        ),
        figures=[figure.id],
        topics=[span(TEXT, "وقف إطلاق النار")],
        contexts=["military", "human_security"],
        confidences={"type": 0.5, "place": 0.25},
        fields={"weapon": [span(TEXT, "قصف مدفعي")]},
    )
    figure = msgspec.structs.replace(figure, event=deaths.id, source=medics.id)
    claim = msgspec.structs.replace(claim, about=shelling.actors[0], event=appeal.id)
    return msgspec.structs.replace(
        made, sources=[medics, relay], events=[shelling, deaths, appeal], figures=[figure], agreement_claims=[claim]
    )


def answers(query: str) -> list[tuple[Any, ...]]:
    """The rows that DuckDB answers a query with."""
    found = duckdb.sql(query)
    assert found
    return found.fetchall()


def selections(*reports: Report) -> Iterator[Selection]:
    """What a store gives for these reports when nothing is filtered."""
    for each in reports or (full_report(),):
        yield Selection(report=each, events=each.events)


_TEXTS = st.one_of(
    st.sampled_from(["", "\\", "=1+1", "'", '"', "; ", "\r", "سطر\nآخر", "None", "null", "[]"]), st.text(max_size=5)
)


def _any(found: inspection.Type) -> st.SearchStrategy[Any]:
    match found:
        case inspection.UnionType(types=members):
            return st.one_of([_any(member) for member in members])
        case inspection.NoneType():
            return st.none()
        case inspection.LiteralType(values=values):
            return st.sampled_from(values)
        case inspection.StrType(pattern=str()):
            return st.sampled_from(["AID", "WATER-ATTACK"])
        case inspection.StrType():
            return _TEXTS
        case inspection.IntType(ge=low):
            return st.integers(-(2**40) if low is None else low, 2**40)  # what databases hold
        case inspection.FloatType(ge=None):
            return st.floats(allow_nan=False, allow_infinity=False)
        case inspection.FloatType():
            return st.floats(0, 1)
        case inspection.ListType(item_type=item):
            return st.lists(_any(item), max_size=2)
        case inspection.DictType(value_type=value):
            return st.dictionaries(_TEXTS, _any(value), max_size=2)
        case inspection.StructType(cls=cls, fields=fields):
            return st.builds(cls, **{field.name: _any(field.type) for field in fields})
    raise TypeError(found)


@st.composite
def any_reports(draw: st.DrawFn) -> list[Report]:
    """Reports of different articles whose fields hold anything that the types allow."""
    found = draw(st.lists(_any(inspection.type_info(Report)), min_size=1, max_size=2))
    return [_sealed(each, number) for number, each in enumerate(found)]


def _sealed(each: Report, number: int) -> Report:
    article = msgspec.structs.replace(
        each.article, id=f"{each.article.id}{number}", sha256=text_sha256(each.article.text)
    )
    return msgspec.structs.replace(each, article=article)
