"""`marsad code` as a user runs it: a process of its own, files good and bad, every format."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cli.shell import SCRIPT, marsad
from marsad.record import Report
from marsad.samples import sample_paths

ARTICLE = "لقاء في مسقط\n\nاستقبل وزير الخارجية العماني وفدا أمميا في مسقط أمس. وقُتل 7 مدنيين في قصف على المدينة.\n"
BAD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "input.empty"),
    "blank.txt": (b" \r\n\t \n", "input.empty"),
    "nul.txt": (ARTICLE.encode() + b"\x00\x01\x02", "input.binary"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "input.binary"),
    "paper.txt": (b"%PDF-1.7\n" + b"\xe2\xe3\xcf\xd3" * 50, "input.binary"),
    "long.txt": ("قصف الجيش المدينة ".encode() * 160_000, "input.too_long"),
    "latin.txt": (b"The minister received a delegation in Muscat. " * 20, "input.not_arabic"),
    "two-encodings.txt": (ARTICLE.encode() * 3 + ARTICLE.encode("cp1256", "ignore") * 3, "input.encoding"),
    "page.html": (b"<html><body><p>Page not found</p></body></html>", "input."),
}
GOOD: dict[str, bytes] = {
    "plain.txt": ARTICLE.encode(),
    "windows.txt": ARTICLE.replace("\n", "\r\n").encode("cp1256", "ignore"),
    "utf-16.txt": ARTICLE.encode("utf-16"),
    "bom.txt": ARTICLE.encode("utf-8-sig"),
    "few-broken-bytes.txt": (ARTICLE * 12).encode() + b"\xff\xfe" + ARTICLE.encode(),
    "one-line.txt": b" ".join([ARTICLE.replace("\n", " ").replace(".", " ").encode()] * 60),
    "no-extension": ARTICLE.encode(),
    "lines.jsonl": b'{"id": "a", "text": "%s"}\n' % ARTICLE.replace("\n", " ").encode(),
}


def records(stdout: bytes) -> list[Report]:
    return [Report.from_json(line) for line in stdout.splitlines()]


def written(folder: Path, files: dict[str, bytes]) -> list[Path]:
    paths = [folder / name for name in files]
    for path, content in zip(paths, files.values(), strict=True):
        path.write_bytes(content)
    return paths


def test_bad_inputs_are_named_and_the_good_ones_among_them_are_coded(tmp_path: Path) -> None:
    files = {name: content for name, (content, _) in BAD.items()}
    paths = written(tmp_path, files | {"good.txt": ARTICLE.encode()})
    done = marsad("code", *paths[:4], paths[-1], *paths[4:-1], tmp_path / "missing.txt")
    told = done.stderr.decode().splitlines()
    assert done.returncode == 3
    assert [report.article.title for report in records(done.stdout)] == ["لقاء في مسقط"]
    assert len(told) == len(BAD) + 1
    for (name, (_, code)), line in zip([*BAD.items(), ("missing.txt", (b"", "input.missing"))], told, strict=True):
        assert re.match(rf"marsad: .*{re.escape(name)}: [A-Z].*\. \[{code}", line), line


def test_every_usual_encoding_and_form_is_coded(tmp_path: Path) -> None:
    done = marsad("code", *written(tmp_path, GOOD))
    assert (done.returncode, done.stderr) == (0, b"")
    reports = records(done.stdout)
    assert len(reports) == len(GOOD)
    for name, report in zip(GOOD, reports, strict=True):
        assert {"CONSULT", "ASSAULT"} <= {event.type for event in report.events}, name
        assert "\r" not in report.article.text


def test_standard_input_is_read_without_a_path_and_with_a_dash() -> None:
    one, other = marsad("code", stdin=ARTICLE.encode()), marsad("code", "-", stdin=ARTICLE.encode())
    assert (one.returncode, one.stdout) == (0, other.stdout)
    assert records(one.stdout)[0].article.text == ARTICLE


def test_empty_standard_input_is_a_failure() -> None:
    done = marsad("code")
    assert (done.returncode, done.stdout) == (3, b"")
    assert "stdin" in done.stderr.decode()


def test_jsonl_keeps_order_and_ids_and_names_the_line_that_is_broken() -> None:
    rows = [{"id": "b", "text": ARTICLE}, {"id": "a", "text": ARTICLE, "title": "عنوان"}, {"id": "c", "text": ""}]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    done = marsad("code", "-", stdin="\n".join([*lines[:1], "{broken", *lines[1:]]).encode())
    assert done.returncode == 3
    assert [(r.article.id, r.article.title) for r in records(done.stdout)] == [("b", None), ("a", "عنوان")]
    assert [re.match(r"marsad: stdin, line (\d): .*\[(.*)\]", line) for line in done.stderr.decode().splitlines()]
    assert ["line 2" in line or "line 4" in line for line in done.stderr.decode().splitlines()] == [True, True]


def test_a_lone_surrogate_in_json_is_an_error_of_its_line_or_is_coded() -> None:
    lines = [
        rf'{{"id": "a", "text": "{ARTICLE.split(chr(10))[2]} \ud83d"}}',
        r'{"id": "\ud800", "text": "قصف الجيش المدينة."}',
    ]
    done = marsad("code", "-", stdin="\n".join([*lines, '{"id": "z", "text": "قصف الجيش المدينة."}']).encode())
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 3)
    assert records(done.stdout)[-1].article.id == "z"


def test_a_page_and_a_folder_are_read(tmp_path: Path) -> None:
    page = next(path for path in sample_paths() if path.suffix == ".html")
    (tmp_path / "page.html").write_bytes(page.read_bytes())
    (tmp_path / "notes.docx").write_bytes(b"PK")
    done = marsad("code", tmp_path)
    (report,) = records(done.stdout)
    assert (done.returncode, report.article.outlet is not None) == (0, True)
    assert "<" not in report.article.text


def test_a_stated_publication_time_dates_only_what_prints_none(tmp_path: Path) -> None:
    lines = [{"id": "a", "text": ARTICLE}, {"id": "b", "text": ARTICLE, "published": "2020-01-02"}]
    stdin = "\n".join(json.dumps(line) for line in lines).encode()
    done = marsad("code", "--published", "2026-03-23T22:40", stdin=stdin)
    articles = [(r.article.published, r.article.published_precision) for r in records(done.stdout)]
    assert articles == [("2026-03-23T22:40", "minute"), ("2020-01-02", "day")]
    meeting = next(e for e in records(done.stdout)[0].events if e.type == "CONSULT")
    assert meeting.date is not None and meeting.date.start == "2026-03-22"


def test_a_publication_time_that_is_none_is_refused_in_a_sentence() -> None:
    done = marsad("code", "--published", "someday", stdin=ARTICLE.encode())
    assert (done.returncode, done.stdout) == (1, b"")
    assert "input.published" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_brat_writes_two_files_an_article(tmp_path: Path) -> None:
    (path,) = written(tmp_path, {"talks.txt": ARTICLE.encode()})
    out = tmp_path / "brat"
    done = marsad("code", path, "--format", "brat", "--out", out)
    assert (done.returncode, done.stdout) == (0, b"")
    names = sorted(file.name for file in out.iterdir())
    assert [Path(name).suffix for name in names] == [".ann", ".txt"]
    assert (out / names[1]).read_bytes().decode() == ARTICLE
    assert "\tCONSULT " in (out / names[0]).read_text("utf-8")


def test_brat_of_several_articles_needs_a_folder(tmp_path: Path) -> None:
    done = marsad(
        "code", *written(tmp_path, {"a.txt": ARTICLE.encode(), "b.txt": ARTICLE.encode()}), "--format", "brat"
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert "--out" in done.stderr.decode()


def test_a_table_shows_type_words_and_status() -> None:
    done = marsad("code", "--format", "table", stdin=ARTICLE.encode())
    shown = done.stdout.decode()
    assert done.returncode == 0
    for word in ("CONSULT", "ASSAULT", "reported", "who → whom", "no publication"):
        assert word in shown


@pytest.mark.parametrize("option", ["--model", "--actors"])
def test_a_damaged_part_is_a_sentence_and_not_a_traceback(option: str, tmp_path: Path) -> None:
    damaged = tmp_path if option == "--model" else tmp_path / "actors.tsv"
    if option == "--actors":
        damaged.write_bytes(b"id\tkind\none\ttwo\n\xff")
    done = marsad("code", option, damaged, stdin=ARTICLE.encode())
    assert (done.returncode, done.stdout) == (1, b"")
    assert re.match(r"Error: .* \[(model|knowledge)\.\w+\]", done.stderr.decode())


def test_a_reader_that_stops_listening_ends_the_run_quietly(tmp_path: Path) -> None:
    lines = b"".join(b'{"id": "%d", "text": "%s"}\n' % (n, "قصف الجيش المدينة.".encode()) for n in range(40))
    (path,) = written(tmp_path, {"many.jsonl": lines})
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, "code", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read()
    assert b"Traceback" not in told
