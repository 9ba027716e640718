"""The documents keep up: links lead somewhere, dependencies are explained, both tutorials show the same."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
SAMPLE = "src/marsad/samples/03-tell-alzanabiq-first-report.txt"
PAGES = sorted(
    [ROOT / "README.md", ROOT / "examples" / "README.md", *(ROOT / "docs").rglob("*.md"), *ROOT.glob("src/**/*.md")]
)


def read(name: str) -> str:
    """A document of the project, by its path from the root."""
    return (ROOT / name).read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings: small letters, punctuation dropped, spaces as hyphens."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_document_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if target.startswith("http"):
            continue
        path, _, anchor = target.partition("#")
        linked = (page.parent / path).resolve() if path else page
        assert linked.exists(), target
        assert not anchor or anchor in anchors(linked), target


def test_every_dependency_is_explained_and_nothing_else() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    extras = project["optional-dependencies"].values()
    declared = [
        re.split(r"[><=~\[]", line)[0] for line in [*project["dependencies"], *(x for extra in extras for x in extra)]
    ]
    kept, _, _ = read("docs/decisions.md").partition("## Considered and not taken")
    explained = re.findall(r"^\| ([\w-]+) \|", kept, re.MULTILINE)
    assert sorted(set(explained) - {"package"}) == sorted(set(declared))


@pytest.mark.parametrize("page", ["tutorial", "own-ontology"])
@pytest.mark.parametrize("kind", ["sh|python", "json|text|yaml"])
def test_both_languages_show_the_same_commands_and_output(page: str, kind: str) -> None:
    blocks = re.compile(rf"^```(?:{kind})\n.*?^```", re.DOTALL | re.MULTILINE)
    english, arabic = (blocks.findall(read(f"docs/{page}{language}.md")) for language in ("", ".ar"))
    assert english
    assert english == arabic


def test_the_labels_file_that_is_shown_is_that_of_the_example() -> None:
    (shown,) = re.findall(r"^```yaml\n(.*?)^```", read("docs/own-ontology.md"), re.DOTALL | re.MULTILINE)
    assert yaml.safe_load(shown) == yaml.safe_load(read("examples/water/labels.yaml"))


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every span of a record, however deep."""
    if isinstance(value, dict) and set(value) == {"start", "end", "text"}:
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from spans(part)


@pytest.mark.parametrize("name", ["README.md", "docs/tutorial.md", "docs/tutorial.ar.md"])
def test_the_records_that_are_shown_point_at_words_of_the_sample(name: str) -> None:
    text = read(SAMPLE)
    shown = [
        span
        for block in re.findall(r"^```json\n(.*?)^```", read(name), re.DOTALL | re.MULTILINE)
        for span in spans(json.loads(block))
    ]
    assert len(shown) >= 3
    assert [text[span["start"] : span["end"]] for span in shown] == [span["text"] for span in shown]


def test_no_output_is_left_to_be_filled_in() -> None:
    assert not [page for page in PAGES if "<!-- output" in page.read_text(encoding="utf-8")]


def test_the_readme_is_short() -> None:
    assert len(read("README.md").splitlines()) < 150
