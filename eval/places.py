"""How right and how fast the place resolver is, on the research data beside the repository (../shared/data).

Run: python eval/places.py [--show N] [--data DIR] [--blind] [--check]. Prints one line a set:
idrisi    mentions in short posts: country right; within 161 km (towns, provinces, districts, quarters)
airwars   the incident's place where the article names it: country right; within 15, 25 km; the same of those resolved
gold      place phrases of the training annotation: share resolved
datelines printed datelines ("city, country"): city and country both resolved and agreeing
With --blind: without our own towns, camps, quarters, crossings and sites that idrisi or airwars name; the names of
some were added after looking at what these sets missed, so the truth about unseen text lies between the two figures.
With --check: what is wrong with our own coordinates instead (places_check.py), and exit status 1 if anything is.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from places_check import check, named_in_sets

from marsad.resolve.places import Gazetteer, PlaceContext, ResolvedPlace, gazetteer
from marsad.resolve.places.choose import distance_km
from marsad.resolve.places.data import index, read_countries, read_index
from marsad.resolve.places.names import key

SETTLED = {"City/town", "Province", "District", "Neighborhood"}
Failures = list[tuple[Any, ...]]


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, gzip or not."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    yield from (json.loads(line) for line in text.split("\n") if line)


def km(place: ResolvedPlace, lat: float, lon: float) -> float:
    """Distance to a point; far away when the place is unknown."""
    return distance_km(place.lat, place.lon, lat, lon) if place.lat is not None and place.lon is not None else 1e5


def idrisi_mentions(g: Gazetteer, source: Path) -> Iterator[tuple[ResolvedPlace, dict[str, Any]]]:
    """Every mention of a kind that the gazetteer holds, resolved in its post, and the mention."""
    for post in lines(source):
        context = g.context(post["text"].replace("#", " ").replace("_", " "))
        for mention in {(m["start"], m["end"]): m for m in post["mentions"]}.values():
            if mention["type"] in SETTLED | {"Country"} and mention.get("cc"):
                yield g.resolve(mention["text"].replace("_", " "), context), mention


def idrisi(g: Gazetteer, data: Path) -> tuple[str, Failures]:
    """Mentions of places in short posts."""
    iso3 = {row["iso2"].lower(): row["iso3"] for row in read_countries()}
    n, right, settled, near, failed = 0, 0, 0, 0, []
    for place, mention in idrisi_mentions(g, data / "eval/idrisi_lmd_ar.jsonl"):
        n += 1
        same = place.country == iso3.get(mention["cc"])
        right += same
        far = 0.0
        if mention["type"] in SETTLED:
            settled += 1
            far = km(place, mention["lat"], mention["lon"])
            near += far <= 161
        if not same or far > 161:
            what = (mention["text"], mention["osm_name"], mention["type"])
            failed.append((*what, place.name, place.country, round(far), place.reason))
    return f"country {right / n:.3f} of {n}; within 161 km {near / settled:.3f} of {settled}", failed


def airwars(g: Gazetteer, data: Path) -> tuple[str, Failures]:
    """Places of researched incidents."""
    land = {
        "سوريا": "SYR",
        "العراق": "IRQ",
        "غزة": "PSE",
        "فلسطين": "PSE",
        "اليمن": "YEM",
        "ليبيا": "LBY",
        "الصومال": "SOM",
    }
    n, country, near15, near25, articles, found25, known, failed = 0, 0, 0, 0, 0, 0, 0, []
    for article in lines(data / "eval/airwars_articles.jsonl"):
        text = f"{article['title'] or ''}\n{article['body'] or ''}"
        context = g.context(text)
        places = [g.resolve(text[s:e], context) for s, e in g.find(text)]
        for incident in article["incidents"][:1]:
            if incident["lat"] is None:
                continue
            where = (incident["lat"], incident["lon"])
            articles += 1
            found25 += any(km(p, *where) <= 25 for p in places)
            named = incident["location_ar"]
            if not named or key(named) not in key(text):
                continue
            place = g.resolve(named, context)
            n += 1
            country += place.country == land.get(incident["country_ar"] or "", place.country or "")
            known += place.lat is not None
            near15 += km(place, *where) <= 15
            near25 += km(place, *where) <= 25
            if km(place, *where) > 25:
                failed.append(
                    (
                        named,
                        incident["location_en"],
                        where,
                        incident["geo_accuracy"],
                        place.name,
                        place.country,
                        round(km(place, *where)),
                        place.reason,
                    )
                )
    line = f"named {n}: country {country / n:.3f}, within 15 km {near15 / n:.3f}, 25 km {near25 / n:.3f}; "
    line += f"of {known} resolved: {country / known:.3f}, {near15 / known:.3f}, {near25 / known:.3f}; "
    return line + f"a found place within 25 km in {found25 / articles:.3f} of {articles} articles", failed


def gold(g: Gazetteer, data: Path) -> tuple[str, Failures]:
    """Place phrases of our annotation; a hundred are sampled to be read by eye."""
    texts = {d["id"]: "\n".join(d["sents"]) for d in lines(data / "gold/train_texts.jsonl")}
    n, resolved = 0, 0
    failed: Failures = []
    done: Failures = []
    for document in lines(data / "gold/train_annotations.jsonl"):
        phrases = [e["place"] for e in document["events"] if e.get("place")]
        if not phrases:
            continue
        context = g.context(texts[document["doc"]])
        for phrase in phrases:
            place = g.resolve(phrase, context)
            n += 1
            resolved += place.lat is not None
            (done if place.lat is not None else failed).append((document["doc"], phrase, *_short(place)))
    sample = random.Random(7).sample(done, 100)
    return f"resolved {resolved / n:.3f} of {n}", failed + [("OK?", *s) for s in sample]


def datelines(g: Gazetteer, data: Path) -> tuple[str, Failures]:
    """Datelines as printed."""
    n, right, failed = 0, 0, []
    for article in lines(data / "eval/bbc_cnn_articles.jsonl.gz"):
        line = article["dateline"]
        if not line:
            continue
        n += 1
        place = g.resolve(line, PlaceContext())
        parts = [p.strip() for p in line.split("،")]
        land = g.resolve(parts[-1]).country if len(parts) > 1 else place.country
        ok = place.lat is not None and place.country == land and (len(parts) == 1 or place.precision != "country")
        right += ok
        if not ok:
            failed.append((line, *_short(place)))
    return f"city and country {right / max(1, n):.3f} of {n}", failed


def blind(data: Path) -> Gazetteer:
    """A gazetteer that lacks what may have been added for the sake of idrisi and airwars."""
    names, whole = {(row.names[0], row.lat, row.lon) for row in named_in_sets(data)}, read_index()
    for name, held in list(whole.entries.items()):
        whole.entries[name] = [e for e in held if isinstance(e, str) or (e.name, e.lat, e.lon) not in names]
        if not whole.entries[name]:
            del whole.entries[name]
    print(f"without {len(names)} of our own rows")
    return Gazetteer(whole)


def speed(g: Gazetteer, data: Path) -> str:
    """Time of the processor to find and to resolve."""
    texts = [d["body"][:2000] for d, _ in zip(lines(data / "eval/bbc_cnn_articles.jsonl.gz"), range(300), strict=False)]
    count = sum(len(t.split()) for t in texts)
    start = time.process_time()
    spans = [g.find(t) for t in texts]
    spent = time.process_time() - start
    phrases = [t[s:e] for t, found in zip(texts, spans, strict=True) for s, e in found]
    start = time.process_time()
    for phrase in phrases:
        g.resolve(phrase)
    each = (time.process_time() - start) / len(phrases)
    return f"find {spent / count * 300 * 1e3:.2f} ms per 300 words; resolve {each * 1e3:.4f} ms a phrase"


def _short(place: ResolvedPlace) -> tuple[Any, ...]:
    return place.name, place.country, place.lat, place.lon, place.precision, place.reason


def main() -> None:
    """Measure every set or the one asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared/data")
    parser.add_argument("--show", type=int, default=0, help="print so many failures a set, the most frequent first")
    parser.add_argument("--set", choices=["idrisi", "airwars", "gold", "datelines"])
    parser.add_argument("--blind", action="store_true", help="leave out our own rows that idrisi or airwars name")
    parser.add_argument("--check", action="store_true", help="check the coordinates of our own tables")
    args = parser.parse_args()
    if args.check:
        found = check(args.data)
        print("\n".join(found) or "no finding")
        sys.exit(bool(found))
    start = time.perf_counter()
    index()
    g = blind(args.data) if args.blind else gazetteer()
    print(f"load {1e3 * (time.perf_counter() - start):.0f} ms")
    for measure in (idrisi, airwars, gold, datelines):
        if args.set in (None, measure.__name__):
            line, failed = measure(g, args.data)
            print(f"{measure.__name__:10}{line}")
            for failure, times in Counter(failed).most_common(args.show):
                print("   ", times, *failure, sep=" | ")
    print(f"{'speed':10}{speed(g, args.data)}")


if __name__ == "__main__":
    main()
