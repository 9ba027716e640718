"""The whole pipeline: what every record keeps, whatever the article says."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.coder import Coder, code
from marsad.errors import DataError, InputError
from marsad.ingest import Document, read, read_paths, read_plain
from marsad.knowledge import load
from marsad.record import Event, Report, json_schema
from marsad.samples import sample_paths

PIECES = (
    "قصف", "الجيش", "حي", "الرياض", "فجر", "الأحد", "التقى", "الوزير", "الوفد", "في", "مسقط", "أمس", "قتل", "7",
    "مدنيين", "بحسب", "مصادر", "طبية", "لم", "يقع", "اتفاق", "الهدنة", "الجانبان", "شدد", "على", "وقف", "العمليات",
    "و", "«", "»", ".", "،", "\n", "\n\n", "\u00a0", "\u200f", "رويترز", "-", "(", ")", "مئات", "القتلى", "#غزة",
    "COVID", "٣٠", "😀", "\u2028", "أ" * 60,
)  # fmt: skip


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.fixture(scope="module")
def samples(coder: Coder) -> dict[str, Report]:
    """The records of the bundled articles, by article."""
    documents = [item for item in read_paths(sample_paths()) if isinstance(item, Document)]
    return {document.id: coder.code(document) for document in documents}


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object inside a record, at any depth."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner)


def wrong_spans(report: Report) -> list[dict[str, Any]]:
    """Spans whose words are not those of the text, and empty ones."""
    text = report.article.text
    spans = [o for o in objects(msgspec.to_builtins(report)) if {"start", "end", "text"} == set(o)]
    return [s for s in spans if text[s["start"] : s["end"]] != s["text"] or not s["text"].strip()]


def test_the_samples_hold_events_figures_claims_and_sources(samples: dict[str, Report]) -> None:
    reports = list(samples.values())
    assert len(reports) == 20
    for part in ("events", "figures", "agreement_claims", "sources", "mentions"):
        assert sum(len(getattr(r, part)) for r in reports) >= 10, part


def test_every_span_is_its_words(samples: dict[str, Report]) -> None:
    assert {article: wrong for article, r in samples.items() if (wrong := wrong_spans(r))} == {}


def test_ids_are_unique_in_a_record(samples: dict[str, Report]) -> None:
    for report in samples.values():
        ids = [o["id"] for o in objects(msgspec.to_builtins(report)) if "id" in o]
        assert sorted(ids) == sorted(set(ids))


def test_ids_are_unique_across_articles(samples: dict[str, Report]) -> None:
    ids = [event.id for report in samples.values() for event in report.events]
    assert len(ids) == len(set(ids))


def test_the_sentence_of_an_event_holds_its_trigger(samples: dict[str, Report]) -> None:
    for report in samples.values():
        for event in report.events:
            sentence = report.sentences[event.sentence]
            assert sentence.start <= event.trigger.start < event.trigger.end <= sentence.end
            assert sentence.part != "dateline"


def test_sentences_are_in_order_and_leave_out_only_white_space(samples: dict[str, Report]) -> None:
    for report in samples.values():
        at = 0
        for sentence in report.sentences:
            assert at <= sentence.start < sentence.end
            assert report.article.text[at : sentence.start].strip() == ""
            at = sentence.end
        assert report.article.text[at:].strip() == ""


def test_references_lead_to_parts_of_the_record(samples: dict[str, Report]) -> None:
    for report in samples.values():
        sources, events = {s.id for s in report.sources}, {e.id for e in report.events}
        figures = {f.id: f for f in report.figures}
        cited = [x.source for part in (report.events, report.figures, report.agreement_claims) for x in part]
        assert {s for s in cited if s} <= sources
        assert {s.via for s in report.sources if s.via} <= sources
        assert {x.event for part in (report.figures, report.agreement_claims) for x in part if x.event} <= events
        for event in report.events:
            assert [figures[f].event for f in event.figures] == [event.id] * len(event.figures)
        assert {f for e in report.events for f in e.figures} == {f.id for f in report.figures if f.event}


def test_a_source_is_there_because_something_cites_it(samples: dict[str, Report]) -> None:
    for report in samples.values():
        cited = {x.source for part in (report.events, report.figures, report.agreement_claims) for x in part}
        assert {s.id for s in report.sources} <= cited | {s.via for s in report.sources}


def test_parts_stand_in_the_order_of_the_text(samples: dict[str, Report]) -> None:
    for report in samples.values():
        for at in (
            [e.trigger.start for e in report.events],
            [f.span.start for f in report.figures],
            [(m.span.start, m.span.end) for m in report.mentions],
            [s.span.start for s in report.sources],
            [c.span.start for c in report.agreement_claims],
        ):
            assert at == sorted(at)


def test_a_span_is_mentioned_once(samples: dict[str, Report]) -> None:
    for report in samples.values():
        spans = [(m.span.start, m.span.end) for m in report.mentions]
        assert len(spans) == len(set(spans))


def test_a_coded_article_fits_the_schema(samples: dict[str, Report]) -> None:
    validator: Any = jsonschema.Draft202012Validator(json_schema())
    for report in samples.values():
        assert list(validator.iter_errors(json.loads(report.to_json()))) == []


def test_a_coded_article_comes_back_from_json(samples: dict[str, Report]) -> None:
    for report in samples.values():
        assert Report.from_json(report.to_json()) == report


def test_only_what_is_reported_is_dated_by_the_publication_day(samples: dict[str, Report]) -> None:
    events = [event for report in samples.values() for event in report.events]
    by_day = [event for event in events if event.date and event.date.basis == "published"]
    assert {event.status for event in by_day} == {"reported"}
    assert {event.status for event in events} >= {"reported", "planned", "demanded"}


def test_news_without_a_date_phrase_is_of_the_day_or_the_day_before() -> None:
    report = code("اعتقلت قوات الأمن ناشطين في مدينة مرجانة.", published="2026-03-23T22:40")
    date = report.events[0].date
    assert date is not None
    assert (date.span, date.start, date.end, date.precision, date.basis) == (
        None, "2026-03-22", "2026-03-23", "day", "published",
    )  # fmt: skip


def test_background_far_down_the_article_stays_without_a_date() -> None:
    lines = ["التقى الوزير وفدا أمميا في مسقط.", *["وتحدث عن الأوضاع في البلاد."] * 5, "واعتقلت قوات الأمن ناشطين."]
    report = code("\n".join(lines), published="2026-03-23")
    arrest = next(e for e in report.events if e.type == "COERCE")
    assert arrest.date is None


def test_without_a_publication_time_a_relative_date_keeps_its_words() -> None:
    event = dated("التقى وزير الدفاع نظيره المصري في القاهرة أمس الثلاثاء.", None)
    assert event.date is not None and event.date.span is not None
    assert "أمس" in event.date.span.text
    assert (event.date.start, event.date.end, event.date.precision, event.date.basis) == (None, None, None, None)


def test_a_relative_date_is_counted_from_publication() -> None:
    event = dated("التقى وزير الدفاع نظيره المصري في القاهرة أمس الثلاثاء.", "2026-03-25")
    assert event.date is not None
    assert (event.date.start, event.date.end, event.date.basis) == ("2026-03-24", "2026-03-24", "relative")


def dated(text: str, published: str | None) -> Event:
    """The first event of a text."""
    return code(text, published=published).events[0]


def test_an_unknown_place_keeps_its_words() -> None:
    place = code("قصف الجيش بلدة زعقوقة.").events[0].place
    assert place is not None and place.span is not None
    assert (place.span.text, place.name) == ("بلدة زعقوقة", "بلدة زعقوقة")
    assert (place.geonames, place.country, place.lat, place.lon, place.radius_m) == (None, None, None, None, None)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_alone_are_normalised(ends: str) -> None:
    lines = ["  التقى الوزير الوفد. ", "", "\tوقُتل 3 مدنيين\u00a0في\u200f القصف.\u2028", " "]
    assert code(ends.join(lines)).article.text == "\n".join(lines)


@given(st.text(st.sampled_from("اب ج\n\r\u2028\u0085\u064b\ufeffx.،"), max_size=30))
@settings(deadline=None, max_examples=30)
def test_the_text_is_untouched_but_for_its_line_ends(coder: Coder, text: str) -> None:
    text = "قُتل مدني. " + text
    line = msgspec.json.encode({"id": "a", "text": text})
    (document,) = read(line, "a.jsonl")
    assert isinstance(document, Document)
    assert coder.code(document).article.text == text.replace("\r\n", "\n").replace("\r", "\n")


def test_a_title_stands_before_the_text() -> None:
    report = code("استقبل وزير الخارجية وفدا أمميا.", title="لقاء في مسقط")
    assert report.article.text == "لقاء في مسقط\n\nاستقبل وزير الخارجية وفدا أمميا."
    assert report.sentences[0].part == "title"


def test_a_publication_time_that_is_none_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        code("استقبل وزير الخارجية وفدا أمميا.", published="someday")
    assert caught.value.code == "input.published"


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=60))
@settings(deadline=None, max_examples=60)
def test_any_jumble_of_words_is_coded_with_true_spans(coder: Coder, pieces: list[str]) -> None:
    report = coder.code(Document("a", " ".join(pieces), published="2026-03-23T22:40"))
    assert wrong_spans(report) == []
    assert Report.from_json(report.to_json()) == report


@pytest.mark.parametrize("text", ["", "\n", "...", "!", "قتل", "\u0640", "«»", "12"])
def test_an_article_of_hardly_anything_is_coded(coder: Coder, text: str) -> None:
    assert wrong_spans(coder.code(Document("a", text))) == []


def test_a_record_depends_on_its_article_alone(coder: Coder, samples: dict[str, Report]) -> None:
    documents = [item for item in read_paths(sample_paths()[:4]) if isinstance(item, Document)]
    again = [coder.code(document).to_json() for document in (*documents, *reversed(documents))]
    first = [samples[document.id].to_json() for document in documents]
    assert again == [*first, *reversed(first)]


def test_two_processes_give_identical_bytes() -> None:
    script = "import sys; sys.argv[0] = 'marsad'; from marsad.cli import main; main()"

    def run(seed: str) -> bytes:
        command = [sys.executable, "-c", script, "code", *map(str, sample_paths())]
        return subprocess.run(
            command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout

    one, other = run("1"), run("2")
    assert one.count(b"\n") == 20
    assert one == other


def test_articles_of_a_jsonl_file_keep_order_and_ids(coder: Coder, tmp_path: Path) -> None:
    ids = ["z-9", "a-1", "ع 3", "a-0"]
    file = tmp_path / "news.jsonl"
    rows = [{"id": i, "text": f"التقى الوزير الوفد رقم {n}."} for n, i in enumerate(ids)]
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    articles = [coder.code(item).article for item in read(file) if isinstance(item, Document)]
    assert [(a.id, a.text) for a in articles] == [(row["id"], row["text"]) for row in rows]


def test_every_field_of_the_article_comes_from_the_document(coder: Coder) -> None:
    document = Document(
        "x-1", "استقبل الوزير الوفد.", outlet="صحيفة", url="https://example.org/1", published="2026-01-02",
        published_precision="day", agency="رويترز",
    )  # fmt: skip
    article = msgspec.structs.asdict(coder.code(document).article)
    taken = ("id", "outlet", "url", "published", "published_precision", "agency")
    assert {name: article[name] for name in taken} == {name: getattr(document, name) for name in taken}


def test_nothing_is_coded_from_a_dateline(coder: Coder) -> None:
    document = read_plain("مسقط - رويترز - استقبل وزير الخارجية العماني وفدا أمميا.", name="a")
    report = coder.code(document)
    dateline = next(s for s in report.sentences if s.part == "dateline")
    assert report.events[0].trigger.start > dateline.end
    assert report.article.agency == "رويترز"
    assert report.article.dateline_place is not None
    assert report.article.dateline_place.country == "OMN"


def test_words_that_point_back_name_those_they_stand_for() -> None:
    met = "عقد وزير الخارجية المصري اجتماعا مع وزير الخارجية التونسي في القاهرة."
    demand = next(e for e in code(f"{met} وطالب الطرفان بوقف إطلاق النار.").events if e.type == "REQUEST")
    assert [p.span.text for p in demand.actors] == ["الطرفان", "الطرفان"]
    assert [p.country for p in demand.actors] == ["EGY", "TUN"]
    assert demand.actors[0].name == "وزير الخارجية المصري"


def test_every_event_is_explained(coder: Coder) -> None:
    document = next(item for item in read_paths(sample_paths()[:1]) if isinstance(item, Document))
    explained = coder.explain(document)
    assert explained.report == coder.code(document)
    for event in explained.report.events:
        fields = [field for field, _ in explained.reasons.of(event.id)]
        assert fields[0] == "type"
        assert ("place" in fields, "date" in fields) == (event.place is not None, event.date is not None)
        assert fields.count("actor") == len(event.actors)


def test_an_actor_file_of_ones_own_wins(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    head = "id\tkind\tcountry\tsectors\tenglish\tnames\tmore"
    own.write_text(f"{head}\nhills.front\tarmed_group\tSYR\tREB\tHills Front\tجبهة الهضاب\t\n", encoding="utf-8")
    document = Document("a", "اتهمت الحكومة جبهة الهضاب بخرق الهدنة.")

    def accused(coder: Coder) -> list[str | None]:
        return [p.actor for p in coder.code(document).events[0].recipients]

    assert (accused(Coder(actors=own)), accused(Coder())) == (["hills.front"], [None])


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        Coder(model=tmp_path)
    assert caught.value.code == "model.damaged"


def test_a_record_says_what_made_it(coder: Coder, samples: dict[str, Report]) -> None:
    assert {report.coder for report in samples.values()} == {coder.info}
    assert "@" in coder.info.model


@pytest.mark.shared
def test_two_thousand_texts_of_news_keep_their_words(coder: Coder, shared: Path) -> None:
    with gzip.open(shared / "data/bulk/sentences.txt.gz", "rt", encoding="utf-8") as stream:
        sentences = [line.rstrip("\n") for line in islice(stream, 0, 450_000, 150)]
    texts = ["\n".join(sentences[i : i + 1 + i % 2]) for i in range(0, len(sentences), 1)][:2000]
    assert len(texts) == 2000
    events = 0
    for number, text in enumerate(texts):
        report = coder.code(Document(f"bulk-{number}", text, published="2022-05-15T12:00"))
        assert wrong_spans(report) == [], text
        assert report.article.text == text
        events += len(report.events)
    assert events > 1000


@pytest.mark.parametrize("least", [0.3, 0.6, 0.9])
def test_fewer_but_surer_events_come_out_above_a_confidence(samples: dict[str, Report], least: float) -> None:
    strict = Coder(min_confidence=least)
    for item in read_paths(sample_paths()[:6]):
        assert isinstance(item, Document)
        report, whole = strict.code(item), samples[item.id]
        kept = [e.id for e in whole.events if e.confidence >= least]
        assert [e.id for e in report.events] == kept
        for group in (report.events, report.figures, report.agreement_claims):
            assert all(part.confidence >= least for part in group)
        known = {f.id for f in report.figures}
        assert all(set(e.figures) <= known for e in report.events)
        assert not wrong_spans(report)


def test_every_filled_field_of_an_event_has_a_confidence(samples: dict[str, Report]) -> None:
    for report in samples.values():
        for event in report.events:
            filled = {"mode", "status"} | {n for n in ("actors", "recipients", "place") if getattr(event, n)}
            assert filled <= set(event.confidences), (report.article.id, event.trigger.text)
            assert all(0 <= p <= 1 for p in event.confidences.values())


def test_a_passage_about_armies_is_in_the_military_context(coder: Coder) -> None:
    event = coder.code(read_plain("قصفت مدفعية الجيش مواقع القوات المتمركزة على الحدود فجر الأحد.", name="a")).events[0]
    assert "military" in event.contexts


def test_contexts_are_those_of_plover(samples: dict[str, Report]) -> None:
    known = set(load("plover")["contexts"])
    found = {c for report in samples.values() for event in report.events for c in event.contexts}
    assert found
    assert found <= known
