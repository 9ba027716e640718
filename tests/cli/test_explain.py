"""`marsad explain`: the sentence with its spans marked, and a reason for every field."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from store.reports import DEATHS, Happening, report

from cli.shell import marsad
from marsad.cli.explain import marked
from marsad.record import Report
from marsad.samples import sample_paths

SAMPLE = sample_paths()[0]


@pytest.fixture(scope="module")
def shown() -> str:
    """What the verb prints for one bundled article."""
    done = marsad("explain", SAMPLE)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def test_spans_are_marked_with_their_roles() -> None:
    text = "قصف الجيش السوداني حي الرياض في مدينة نيالا يوم الأربعاء."
    army, street = ("الجيش السوداني", None, None), ("حي الرياض", None, None)
    place = ("حي الرياض في مدينة نيالا", None, "SDN")
    shelling = Happening(type="ASSAULT", trigger="قصف", actors=(army,), recipients=(street,), place=place)
    coded = report(text, shelling)
    assert marked(coded, coded.events[0]) == (
        "[قصف]trigger [الجيش السوداني]actor [[حي الرياض]recipient في مدينة نيالا]place يوم الأربعاء."
    )


def test_parties_with_the_same_words_are_marked_once() -> None:
    text = "أدان الطرفان الهجوم."
    both = ("الطرفان", None, None)
    coded = report(text, Happening(type="ACCUSE", trigger="أدان", actors=(both, both)))
    assert marked(coded, coded.events[0]) == "[أدان]trigger [الطرفان]actor الهجوم."


def test_taking_the_marks_away_gives_the_sentence() -> None:
    coded = report()
    for event in coded.events:
        sentence = coded.sentences[event.sentence]
        bare = re.sub(r"\[|\](trigger|actor|recipient|place|date|source|figure)", "", marked(coded, event))
        assert bare == coded.article.text[sentence.start : sentence.end]


def test_a_source_is_marked_too() -> None:
    coded = report("وقالت مصادر طبية إن القصف أسفر عن مقتل 7 مدنيين.", DEATHS)
    assert "[مصادر طبية]source" in marked(coded, coded.events[0])
    assert "[مقتل]trigger" in marked(coded, coded.events[0])


def test_every_event_of_a_sample_is_explained(shown: str) -> None:
    coded = Report.from_json(marsad("code", SAMPLE).stdout)
    headings = re.findall(r"^(e-[0-9a-f]{10})  ([A-Z]+)", shown, re.MULTILINE)
    assert headings == [(event.id, event.type) for event in coded.events]
    assert shown.count("\n  type: the reader gives ") == len(coded.events)
    assert shown.count("]trigger") == len(coded.events)


def test_one_event_is_found_by_the_start_of_its_id(shown: str) -> None:
    first = shown.split("  ", 1)[0]
    done = marsad("explain", SAMPLE, "--event", first[:8])
    assert done.stdout.decode().strip() == shown.split("\n\n", maxsplit=1)[0].strip()


def test_an_event_that_is_not_there_is_told() -> None:
    done = marsad("explain", SAMPLE, "--event", "e-0000000000")
    assert (done.returncode, done.stdout) == (1, b"")
    assert "explain.no_event" in done.stderr.decode()


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.touch()
    done = marsad("explain", path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert re.match(r"Error: .*empty\.txt: .*\[input\.empty\]", done.stderr.decode())
