"""brat standoff: offsets that cut the text, every event with its arguments, names that are safe as files."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from store.reports import APPEAL, DEATHS, SHELLING, Happening, report

from marsad.export.brat import save, standoff
from marsad.record import Report

BOUND = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")


def bound(annotation: str) -> dict[str, tuple[str, list[tuple[int, int]], str]]:
    """Label, fragments and words of every text-bound annotation, by its id."""
    found = {}
    for line in annotation.splitlines():
        if match := BOUND.fullmatch(line):
            fragments = [(int(a), int(b)) for a, b in (part.split() for part in match[3].split(";"))]
            found[match[1]] = (match[2], fragments, match[4])
    return found


def lines(annotation: str, kind: str) -> list[list[str]]:
    """The cells of the lines whose id begins with a letter, arguments split."""
    return [re.split(r"[\t ]", line) for line in annotation.splitlines() if line[0] == kind]


def test_words_are_those_at_the_offsets() -> None:
    coded = report()
    annotation = standoff(coded)
    assert len(bound(annotation)) > 8
    for _, fragments, words in bound(annotation).values():
        assert " ".join(coded.article.text[a:b] for a, b in fragments) == words


def test_an_event_has_its_trigger_arguments_status_and_mode() -> None:
    annotation = standoff(report("قصف الجيش السوداني مدينة نيالا.", Happening(
        type="ASSAULT", mode="aerial", trigger="قصف", status="denied", actors=(("الجيش السوداني", None, None),),
        place=("مدينة نيالا", None, None),
    )))  # fmt: skip
    spans = {words: number for number, (_, _, words) in bound(annotation).items()}
    army, city = spans["الجيش السوداني"], spans["مدينة نيالا"]
    assert lines(annotation, "E") == [["E1", f"ASSAULT:{spans['قصف']}", f"Actor:{army}", f"Place:{city}"]]
    assert lines(annotation, "A") == [["A1", "Status", "E1", "denied"]]
    assert lines(annotation, "#") == [["#1", "AnnotatorNotes", "E1", "mode", "aerial"]]


def test_source_and_figure_are_arguments() -> None:
    coded = report("وقالت مصادر طبية إن القصف أسفر عن مقتل 7 مدنيين.", DEATHS)
    figure = coded.figures[0]
    event = msgspec.structs.replace(coded.events[0], figures=[figure.id])
    annotation = standoff(msgspec.structs.replace(coded, events=[event]))
    labels = {number: label for number, (label, _, _) in bound(annotation).items()}
    arguments = dict(argument.split(":") for argument in lines(annotation, "E")[0][1:])
    assert (labels[arguments["Source"]], labels[arguments["Figure"]]) == ("Source", "Figure")


def test_a_second_actor_is_numbered_and_equal_words_are_one() -> None:
    one, other = ("الوزير", None, None), ("الوفد", None, None)
    meeting = Happening(type="CONSULT", trigger="التقى", actors=(one, other, one))
    (event,) = lines(standoff(report("التقى الوزير الوفد.", meeting)), "E")
    assert [argument.partition(":")[0] for argument in event[1:]] == ["CONSULT", "Actor", "Actor2"]


def test_every_figure_and_claim_is_there_though_no_event_uses_it() -> None:
    labels = [label for label, _, _ in bound(standoff(report())).values()]
    assert labels.count("Figure") == 1
    assert [label for label in labels if label.startswith("Claim-")] != []


def test_a_span_across_lines_is_written_in_fragments() -> None:
    text = "قصف الجيش\nالسوداني المدينة."
    shelling = Happening(type="ASSAULT", trigger="قصف", actors=(("الجيش\nالسوداني", None, None),))
    annotation = standoff(report(text, shelling))
    _, fragments, words = next(b for b in bound(annotation).values() if b[0] == "Party")
    assert ([text[a:b] for a, b in fragments], words) == (["الجيش", "السوداني"], "الجيش السوداني")


@given(st.text(st.sampled_from("اب \n\u2028\u0085\t\r"), min_size=1, max_size=12).filter(str.strip))
@settings(max_examples=60)
def test_no_text_breaks_a_line_of_the_file(words: str) -> None:
    coded = report(f"قصف {words}.", Happening(type="ASSAULT", trigger="قصف", actors=((words, None, None),)))
    for line in standoff(coded).split("\n")[:-1]:
        assert re.match(r"(T\d+\t\S+ [\d ;]+\t|E\d+\t|A\d+\t|#\d+\t)", line), line


def test_what_is_not_in_the_record_is_not_in_the_file() -> None:
    assert standoff(report("التقى الوزير الوفد.", *[])) == ""


def test_two_files_are_named_after_the_article(tmp_path: Path) -> None:
    coded = report(article_id="../news/2026 ع:1")
    save(coded, tmp_path / "out")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert len(names) == 2
    assert all(re.fullmatch(r"[\w.-]+\.(ann|txt)", name) for name in names)
    assert (tmp_path / "out" / names[1]).read_bytes().decode() == coded.article.text
    assert (tmp_path / "out" / names[0]).read_text("utf-8") == standoff(coded)


def test_ids_count_on_from_event_to_event() -> None:
    coded: Report = report(report().article.text, SHELLING, DEATHS, APPEAL)
    assert [line[0] for line in lines(standoff(coded), "E")] == ["E1", "E2", "E3"]
    assert list(bound(standoff(coded))) == [f"T{n}" for n in range(1, len(bound(standoff(coded))) + 1)]
