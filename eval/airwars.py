"""Articles on one researched incident: the toll that the article tells, and who is said to have done it.

    python eval/airwars.py [SHARED] [--markdown] [--errors] [--all]

The truth is that of the incident, researched from many sources; the article may know less or more. Coded are the
articles that the data set links to one incident and marks `strict` (the article is about it); with --all the other
articles linked to one incident are measured beside them: recaps of a day, and links to a wrong page.

Toll. `marsad.resolve.tolls.toll` of the scope `incident`; right when its lower bound lies in the researched minimum to
maximum of civilians; an article without a number counts as 0. Incidents whose number is unknown are left out.

Belligerent. Right when the actors of the coded ASSAULT events hold the researched side, or one of the sides where
several share the incident. `belligerent_or_ally`: where the data set itself calls a strike contested and writes
"Russian Military", Russia and the Syrian army are both accused, and articles name either.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sets import Error, Result, Value, command_line, corpus_hash, json_lines, share

from marsad.coder import Coder
from marsad.ingest import Document
from marsad.record import Party, Report
from marsad.resolve.tolls import toll

KURDISH = frozenset({"sdf", "ypg", "ypj", "pkk", "pyd", "asayish-syria", "aanes", "manbij-council"})
SYRIAN_ARMY = frozenset({"syr-mil", "syr-gov", "syr-ndf", "syr-assad-mil", "syr-assad-gov"})
SIDES: dict[str, Callable[[Party], bool]] = {
    "Russian Military": lambda p: p.country == "RUS",
    "Turkish Military": lambda p: p.country == "TUR",
    "Iranian Military": lambda p: p.country == "IRN",
    "Israeli Military": lambda p: p.country == "ISR",
    "Jordanian Military": lambda p: p.country == "JOR",
    "U.S.-led Coalition": lambda p: p.actor == "intl-coalition" or p.country == "USA",
    "YPG": lambda p: p.actor in KURDISH,
    "Kurdish Forces": lambda p: p.actor in KURDISH,
    "Syrian Democratic Forces": lambda p: p.actor in KURDISH,
    "Syrian Regime": lambda p: p.actor in SYRIAN_ARMY,
}


def path(shared: Path) -> Path:
    """Where the set lies."""
    return shared / "data/eval/airwars_articles.jsonl"


def right_toll(report: Report, incident: dict[str, Any], what: str) -> bool | None:
    """Whether the toll lies in the researched interval; `None` where that is unknown. `what`: killed or injured."""
    low, high = incident[f"civ_{what}_min"], incident[f"civ_{what}_max"]
    if low is None or high is None:
        return None
    found = toll(report, what)  # type: ignore[arg-type]
    return bool(low <= (found.low if found else 0) <= high)


def right_side(report: Report, incident: dict[str, Any], *, ally: bool) -> bool | None:
    """Whether an actor of a coded attack is a researched side; `None` where no side is known."""
    if not incident["belligerent"]:
        return None
    sides = [SIDES[name.strip()] for name in incident["belligerent"].split(",")]
    if ally and "Russian Military" in incident["belligerent"] and incident["strike_status"] == "Contested strike":
        sides.append(SIDES["Syrian Regime"])
    parties = [p for e in report.events if e.type == "ASSAULT" for p in e.actors]
    return any(side(party) for side in sides for party in parties)


def measured(coder: Coder, shared: Path, *, strict: bool) -> Result:
    """All measures over the strict articles, or over the others on one incident."""
    outcomes: dict[str, list[bool]] = {name: [] for name in ("killed", "injured", "belligerent", "belligerent_or_ally")}
    errors: list[Error] = []
    for article in json_lines(path(shared)):
        if len(article["incidents"]) != 1 or article["strict"] != strict:
            continue
        incident = article["incidents"][0]
        published = article["published"][:16] if article["published"] else None
        report = coder.code(Document(article["id"], article["body"], published=published))
        right = {
            "killed": right_toll(report, incident, "killed"),
            "injured": right_toll(report, incident, "injured"),
            "belligerent": right_side(report, incident, ally=False),
            "belligerent_or_ally": right_side(report, incident, ally=True),
        }
        for name, outcome in right.items():
            if outcome is not None:
                outcomes[name].append(outcome)
            if outcome is False:
                errors.append(Error(name, article["id"]))
    values: dict[str, Value] = {name: share(listed) for name, listed in outcomes.items()}
    return Result("airwars" if strict else "airwars_other", corpus_hash(path(shared)), values, errors)


def measure(coder: Coder, shared: Path) -> Result:
    """The articles that are about their incident."""
    return measured(coder, shared, strict=True)


def measure_other(coder: Coder, shared: Path) -> Result:
    """The other articles that the data set links to one incident."""
    return measured(coder, shared, strict=False)


if __name__ == "__main__":
    both = "--all" in sys.argv
    sys.argv = [word for word in sys.argv if word != "--all"]
    command_line(__doc__ or "", [measure, measure_other] if both else [measure])
