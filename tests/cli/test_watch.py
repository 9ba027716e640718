from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from ingest.sites import Site, serving, text

from marsad.cli.feeds import feeds
from marsad.cli.watch import watch
from marsad.errors import InputError
from marsad.store import open_store
from marsad.watch.config import read_config

from .shell import SCRIPT, marsad

BODIES = [
    "وصل وفد الوساطة إلى العاصمة يوم الاثنين، وقالت وزارة الخارجية إن المحادثات تبدأ الثلاثاء.",
    "قصف الجيش مواقع شرق المدينة، وقال شهود إن ثلاثة أشخاص أصيبوا.",
    "تظاهر مئات العمال في الميناء يوم السبت للمطالبة بأجورهم المتأخرة.",
    "وصلت قافلة من عشرين شاحنة إلى البلدة، وفق الهلال الأحمر.",
]
ITEMS = "".join(
    f"<item><title>خبر {n}</title><guid>{n}</guid><description>{body}</description></item>"
    for n, body in enumerate(BODIES)
)
FEED = f'<rss version="2.0"><channel><title>أخبار</title>{ITEMS}</channel></rss>'
OPML = '<opml version="2.0"><body><outline text="صحيفة &quot;المثال&quot;" xmlUrl="https://a.example/rss?x=1&amp;y=2"/></body></opml>'


def listed(site: Site, folder: Path, *paths: str) -> Path:
    """A feeds.toml in a folder, for feeds of a site."""
    lines = ['[watch]\nloopback = true\ndelay = "0s"\ntext = "feed"\n']
    lines += [f'[[feeds]]\nurl = "{site.url}{path}"\n' for path in paths]
    file = folder / "feeds.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def kept(database: Path) -> int:
    """How many articles a database has, seen from another process."""
    if not database.exists():
        return 0
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def test_watching_once_keeps_what_is_new_and_says_so(tmp_path: Path) -> None:
    with serving({"/feed": text(FEED)}) as site:
        file = listed(site, tmp_path, "/feed", "/none")
        first = marsad("watch", file, "--db", tmp_path / "news.db", "--once")
        again = marsad("watch", file, "--db", tmp_path / "news.db", "--once")
    assert first.stdout.decode() == (
        "1 feeds read, 0 unchanged, 1 unread; 4 new items; 4 articles kept, 0 put off, 0 failed\n"
    )
    assert (first.returncode, again.returncode) == (0, 0)
    assert b"/none: degraded (http.404)" in first.stderr
    assert again.stdout.startswith(b"0 feeds read, 0 unchanged, 0 unread; 0 new items")


def test_watching_once_fails_where_no_feed_can_be_read(tmp_path: Path) -> None:
    with serving({}) as site:
        done = marsad("watch", listed(site, tmp_path, "/none"), "--db", tmp_path / "news.db", "--once")
    assert done.returncode == 3


def test_a_watch_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    with serving({"/feed": text(FEED)}) as site:
        file = listed(site, tmp_path, "/feed")
        arguments = ["watch", str(file), "--db", str(database)]
        process = subprocess.Popen([sys.executable, "-c", SCRIPT, *arguments], stderr=subprocess.DEVNULL)
        until(lambda: kept(database) >= 1)
        process.kill()
        process.wait()
        assert marsad(*arguments, "--once").returncode == 0
    with open_store(database, create=False) as store:
        assert sorted(str(row.title) for row in store.articles()) == [f"خبر {n}" for n in range(4)]
        assert [row.version for row in store.articles()] == [1] * 4


def test_a_watch_ends_when_it_is_told_to(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    with serving({"/feed": text(FEED)}) as site:
        arguments = ["watch", str(listed(site, tmp_path, "/feed")), "--db", str(database)]
        process = subprocess.Popen([sys.executable, "-c", SCRIPT, *arguments], stderr=subprocess.PIPE)
        until(lambda: kept(database) == 4)
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=120)
    assert (process.returncode, told.count(b"Traceback")) == (0, 0)


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + 300
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_wrong_list_is_refused_before_anything_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").write_text("[[feeds]]\nurl = 3\n", encoding="utf-8")
    result = CliRunner().invoke(watch, [str(tmp_path / "feeds.toml"), "--db", str(tmp_path / "news.db")])
    assert isinstance(result.exception, InputError)
    assert not (tmp_path / "news.db").exists()


@pytest.mark.parametrize("form", ["jsonl", "table"])
def test_feeds_are_listed_with_their_status(tmp_path: Path, form: str) -> None:
    with open_store(tmp_path / "news.db") as store:
        store.feeds.watch({"https://a.example/rss": "صحيفة المثال"})
    result = CliRunner().invoke(feeds, ["--db", str(tmp_path / "news.db"), "--format", form], env={"COLUMNS": "200"})
    assert result.exit_code == 0
    assert "https://a.example/rss" in result.output and "صحيفة المثال" in result.output
    if form == "jsonl":
        assert json.loads(result.output)["status"] == "new"


def test_an_opml_list_becomes_a_list_of_ours(tmp_path: Path) -> None:
    (tmp_path / "list.opml").write_text(OPML, encoding="utf-8")
    result = CliRunner().invoke(feeds, ["--from-opml", str(tmp_path / "list.opml")])
    (feed,) = read_config(result.output).feeds.values()
    assert (feed.url, feed.outlet) == ("https://a.example/rss?x=1&y=2", 'صحيفة "المثال"')
