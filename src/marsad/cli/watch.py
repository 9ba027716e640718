"""`marsad watch`: follow feeds, and code what is new in them."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import click

from marsad.cli.options import SOME_FAILED, another_model, database, own_places
from marsad.store import open_store


@click.command()
@click.argument("feeds", type=click.Path(dir_okay=False, path_type=Path))
@database
@click.option("--once", is_flag=True, help="Poll the feeds that are due, read what waits, and end: for cron.")
@another_model
@own_places
def watch(feeds: Path, database: Path, once: bool, model: Path | None, places: Path | None) -> None:
    """Follow the feeds of FEEDS (feeds.toml): poll them, fetch what is new, code it and keep it in the database.

    Each feed is polled at its own pace, within robots.txt and with pauses. `marsad feeds` shows where each stands. TERM
    and Ctrl-C end after the article that is being coded; a second one at once. Nothing is lost or kept twice by ending at
    any moment. With --once the exit status is 3 when none of the feeds that were due could be read.
    """
    from marsad.watch.config import load_config

    config = load_config(feeds)

    from marsad.coder import Coder
    from marsad.ingest.fetch import Fetcher, Policy
    from marsad.watch.loop import Watcher, summary

    policy = Policy(loopback=config.loopback, delay=config.delay, sent=4 << 20, unpacked=10 << 20)
    with open_store(database) as store:
        coder = Coder(model=model, places=places)
        watcher = Watcher(config, store, coder.code, Fetcher(policy), notice=lambda line: click.echo(line, err=True))
        _end_on_signals(watcher.stop)
        if not once:
            watcher.run()
            return
        counts = watcher.once()
    click.echo(summary(counts))
    if counts["unread"] and not counts["read"] + counts["unchanged"]:
        raise SystemExit(SOME_FAILED)


def _end_on_signals(stop: Callable[[], None]) -> None:
    def end(number: int, frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)  # the second one ends at once
        stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
