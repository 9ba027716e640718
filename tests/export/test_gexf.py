from __future__ import annotations

import io
import random

import msgspec
import networkx

from export.given import full_report, selections
from export.written import written
from marsad.record.types import Date, Event, Party, Report


def between(actor: str | None, recipient: str | None, day: str | None, **changes: str) -> Report:
    """The full report with one event, between these two on this day."""
    made = full_report(f"{actor}-{recipient}-{day}")
    event = made.events[0]

    def parties(who: str | None, name: str) -> list[Party]:
        return [Party(span=event.trigger, name=name, actor=who, country="SYR", sectors=["MIL"])]

    when = Date(span=None, start=day, end=day, precision="day", basis="published") if day else None
    changed: Event = msgspec.structs.replace(
        event, actors=parties(actor, "الأول"), recipients=parties(recipient, "الثاني"), date=when, **changes
    )
    return msgspec.structs.replace(made, events=[changed])


def network(*reports: Report) -> networkx.DiGraph:
    return networkx.read_gexf(io.BytesIO(written("gexf", selections(*reports))))


def test_networkx_reads_events_between_actors_as_weights() -> None:
    days = ["2024-05-03", "2024-05-01", "2024-05-02"]
    graph = network(*(between("syr-mil", "jnim", day) for day in days), between("jnim", "syr-mil", "2024-05-04"))
    assert graph.is_directed()
    assert graph["syr-mil"]["jnim"]["weight"] == 3
    assert graph["jnim"]["syr-mil"]["weight"] == 1
    assert graph.nodes["jnim"]["label"] == "جماعة نصرة الإسلام والمسلمين"
    assert graph.nodes["jnim"]["events"] == 4


def test_an_edge_lives_from_its_first_day_to_its_last() -> None:
    days = ["2024-05-03", "2024-05-01", "2024-05-02", None]
    edge = network(*(between("syr-mil", "jnim", day) for day in days))["syr-mil"]["jnim"]
    assert (edge["start"], edge["end"], edge["weight"]) == ("2024-05-01", "2024-05-03", 4)


def test_denied_events_are_counted_apart() -> None:
    edge = network(between("syr-mil", "jnim", "2024-05-01"), between("syr-mil", "jnim", "2024-05-02", status="denied"))[
        "syr-mil"
    ]["jnim"]
    assert (edge["reported"], edge["denied"], edge["ASSAULT"], edge["material conflict"]) == (1, 1, 2, 2)


def test_whoever_has_no_actor_id_is_nobody_in_the_network() -> None:
    graph = network(between("syr-mil", None, "2024-05-01"), between(None, None, "2024-05-02"))
    assert list(graph.nodes) == ["syr-mil"]
    assert not graph.edges


def test_letters_that_xml_marks_with_do_not_break_it() -> None:
    graph = network(between('a"<&>', "b\x00c", "2024-05-01"))
    assert set(graph.nodes) == {'a"<&>', "bc"}


def test_the_order_of_the_articles_does_not_matter() -> None:
    made = [between(f"a{n % 3}", f"b{n % 5}", f"2024-05-{n + 1:02}") for n in range(15)]
    shuffled = random.Random(1).sample(made, len(made))
    assert written("gexf", selections(*made)) == written("gexf", selections(*shuffled))
