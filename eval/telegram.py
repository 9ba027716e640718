"""Short agency posts: are the alerts found, and do recaps and statistics stay quiet?

    python eval/telegram.py [SHARED] [--markdown] [--errors]

The annotators marked the posts that tell of a fresh matter of safety in Gaza, the West Bank or Jerusalem. In our terms
that is a post with an event that `marsad.resolve.news` calls news (told, and fresh), of a type that harms, coerces or
moves force (ASSAULT, COERCE, MOBILIZE), in the territory: its place lies there, or, where no place of it is known,
the post names a place there or a Palestinian or Israeli party of it, and no place elsewhere.

A post without an alert may still tell of something new (a court ruling, a raid in another country). Those that do not
are listed by kind in telegram_kinds.tsv; `recaps_raise` is the share of recaps, statistics and statements from which
any event of those types, in any place, would be raised.
"""

from __future__ import annotations

import csv
from pathlib import Path

from sets import Counts, Error, Result, command_line, corpus_hash, json_lines, share

from marsad.coder import Coder
from marsad.ingest import Document
from marsad.record import Event, Report
from marsad.resolve.news import news

TYPES = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
HOME = frozenset({"PSE", "ISR"})
QUIET = ("recap", "statistic", "statement")
FILES = ("telegram_labels_m1_precision.jsonl", "telegram_labels_m5_discard.jsonl")


def kinds() -> dict[str, str]:
    """The kinds of the posts without an alert by id."""
    lines = Path(__file__).with_name("telegram_kinds.tsv").read_text("utf-8").splitlines()
    return {row["id"]: row["kind"] for row in csv.DictReader((x for x in lines if x[0] != "#"), delimiter="\t")}


def raised(report: Report) -> list[Event]:
    """The events that a post would raise, wherever they are."""
    return [e for e in news(report) if e.type in TYPES]


def at_home(event: Event, report: Report) -> bool:
    """Whether an event lies in the territory, as far as the post tells."""
    if event.place and event.place.country:
        return event.place.country == "PSE"
    places = {m.place.country for m in report.mentions if m.place and m.place.country}
    parties = {p.country for p in (*event.actors, *event.recipients)}
    return bool(parties & HOME or "PSE" in places) and places <= HOME


def measure(coder: Coder, shared: Path) -> Result:
    """F1 of alerts, and the share of posts without news that raise an event."""
    paths = [shared / "data/eval" / name for name in FILES]
    kind_of = kinds()
    alerts, quiet, errors = Counts(), [], []
    for post in (post for path in paths for post in json_lines(path)):
        case = str(post.get("id") or post.get("msg_id"))
        report = coder.code(Document(case, post["text"], published=(post.get("date") or "")[:16] or None))
        found = raised(report)
        alert = any(at_home(e, report) for e in found)
        alerts.add(wanted=post["gold_is_alert"], found=alert, hit=alert and post["gold_is_alert"])
        kind = kind_of.get(case, "alert")
        if alert != post["gold_is_alert"]:
            errors.append(Error("alert missed" if post["gold_is_alert"] else f"alert from {kind}", case))
        if kind in QUIET:
            quiet.append(bool(found))
            if found:
                errors.append(Error(f"event raised by {kind}", case))
    values = {**alerts.values("alerts"), "recaps_raise": share(quiet)}
    return Result("telegram", corpus_hash(*paths), values, errors)


if __name__ == "__main__":
    command_line(__doc__ or "", [measure])
