from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from marsad.errors import InputError
from marsad.watch.config import load_config, read_config, seconds

ONE = '[[feeds]]\nurl = "https://a.example/rss"\n'


def refused(text: str) -> str:
    with pytest.raises(InputError) as caught:
        read_config(text)
    assert caught.value.code == "watch.config"
    return caught.value.message


def test_a_feed_has_what_it_says_and_else_what_the_file_says() -> None:
    config = read_config(
        f'[watch]\nevery = "30m"\nmax_items = 7\ntext = "feed"\n{ONE}'
        '[[feeds]]\nurl = "https://b.example/rss"\noutlet = "صحيفة المثال"\nevery = "2h"\ntext = "page"\nmax_items = 3\n'
    )
    first, second = config.feeds.values()
    assert (first.every, first.text, first.max_items, first.outlet) == (1800.0, "feed", 7, None)
    assert (second.every, second.text, second.max_items, second.outlet) == (7200.0, "page", 3, "صحيفة المثال")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "feeds"),
        ("feeds = []", "no feed"),
        ("feeds = 3", "array"),
        ("[[feeds", "cannot be read"),
        (ONE + 'evry = "10m"\n', "evry"),
        (ONE + ONE, "twice"),
        (ONE + 'every = "10"\n', "duration"),
        (ONE + 'every = "5s"\n', "between"),
        (ONE + 'every = "30d"\n', "between"),
        (ONE + "max_items = 0\n", "max_items"),
        (ONE + 'text = "both"\n', "both"),
        ('[[feeds]]\nurl = "file:///etc/passwd"\n', "address"),
        ('[[feeds]]\nurl = "https://user:secret@a.example/"\n', "address"),
        ("[watch]\nthreads = 0\n" + ONE, "threads"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_what_is_wrong(text: str, why: str) -> None:
    assert why in refused(text)


def test_durations_have_units() -> None:
    assert [seconds(text) for text in ("90s", "1.5m", "2h", "1 d")] == [90.0, 90.0, 7200.0, 86400.0]


def test_a_file_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_config(tmp_path / "feeds.toml")


def test_the_starter_list_has_thirty_feeds_and_more_of_a_dozen_countries() -> None:
    text = files("marsad.samples").joinpath("feeds.toml").read_text(encoding="utf-8")
    config = read_config(text)
    assert len(config.feeds) >= 30
    assert all(feed.outlet for feed in config.feeds.values())
    assert all(url.startswith("https://") for url in config.feeds)
    assert sum(line.startswith("# ") and len(line) < 45 for line in text.splitlines()[10:]) >= 12
    assert all("#" in line for line in text.splitlines() if line.startswith("[[feeds]]"))
    assert "NOT fetched" in text
