"""How well the date grammar does: python eval/dates.py [SHARED] [--refused docs/dates-refused.md]

Five measurements: Marsad's own table (tests/text/dates_table.yaml), publication lines of printed articles, the date
phrases that annotators marked on events, the days of researched incidents, and the Arabic date cases of
Recognizers-Text (MIT).

Researched incidents (the set of eval/airwars.py, articles about one incident): an attack that the reader dates by words
to a day is right when the researched day lies at most one day off. The publication time is that of the set, else the
line that stands in the article; an article without either resolves complete dates only. An article tells of other
attacks too; so the first dated attack of each article, headline first, is what is wanted, and all are shown beside it.

What counts as a date case of Recognizers-Text: every case of DateExtractor, DateParser, DatePeriodExtractor and
DatePeriodParser, and the cases of DateTimeModel with a `date` or `daterange`. Clock, duration, set and holiday files
are shown apart and not counted.

Its conventions are those of an assistant that makes appointments; where they differ from those of news, they are
mapped here, not in the grammar. `strict` allows only the first two, `mapped` all:
1. a past and a future value are given, either may be met; its end days are exclusive, ours inclusive (and its "to
   2018" ends where 2018 begins, as its "to the 22nd" ends where that day begins);
2. a span may differ by words that carry no date (يوم, في, من, إلى, هذا, خلال, شهر);
3. "two years ago" is its very day two years ago, and our year that holds it; "within N" and "a few" are its stretch
   inside of ours; "since" is its first day alone;
4. it leaves the publication day out of "the last three days", we count it in;
5. "early" and "late" are its halves of a month or year, and our bounds inside of them; its weekend is Saturday and
   Sunday, ours Friday to Sunday;
6. seasons have no days there, only a name and a year.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import airwars
import yaml
from sets import Value, aim, corpus_hash, json_lines, share

from marsad.coder import Coder
from marsad.ingest import read_plain
from marsad.text.dates import DatePhrase, date_spans, find_published, resolve_date

ROOT = Path(__file__).resolve().parents[1]
COUNTED = ("DateExtractor", "DateParser", "DatePeriodExtractor", "DatePeriodParser", "DateTimeModel")
APART = (
    "DateTimeExtractor", "DateTimeParser", "DateTimePeriodExtractor", "DateTimePeriodParser", "HolidayExtractor",
    "HolidayParser", "MergedExtractor", "TimeExtractor", "TimePeriodExtractor", "DurationExtractor", "SetExtractor",
)  # fmt: skip
PUBLICATION, DAY = 0.995, 0.85  # what is wanted of publication instants and of the days of attacks
LIGHT = re.compile(r"^(?:\s|,|،|يوم |في |من |إلى |لل|ل(?=ا)|هذا |خلال |ما بين |بين |شهر |نهار )+|[\s.,،!؟]+$")

DURATION = re.compile(
    r"^(?!.*(?:قبل|بعد|منذ|عقب|خلال|كل ))(?=.*(?:يوم|[أا]يام|شهر|شهور|[أا]سابيع|عام|سنوات|[أا]عوام|عق[دو]|ساعات))"
)


class Outcome(NamedTuple):
    """One case: where it is from, its text, what was expected and got, and whether it passes strictly or mapped."""

    suite: str
    text: str
    expected: str
    got: str
    strict: bool
    mapped: bool


def spec_cases(folder: Path, suite: str) -> list[dict[str, Any]]:
    """The cases of one file."""
    cases: list[dict[str, Any]] = json.loads((folder / f"{suite}.json").read_text("utf-8-sig"))
    return cases


def trimmed(text: str, start: int, end: int) -> str:
    """The words of a span without those that carry no date."""
    words, before = text[start:end], None
    while words != before:
        before, words = words, LIGHT.sub("", words)
    return " ".join(words.split())


def extracted(suite: str, case: dict[str, Any]) -> Outcome:
    """Whether the grammar marks the spans that the case marks."""
    text = case["Input"]
    wanted = [item["Text"].strip() for item in case["Results"]]
    got = [text[start:end] for start, end in date_spans(text)]
    bare = [trimmed(words, 0, len(words)) for words in wanted], [trimmed(words, 0, len(words)) for words in got]
    return Outcome(suite, text, " ; ".join(wanted), " ; ".join(got), wanted == got, bare[0] == bare[1])


def parsed(suite: str, case: dict[str, Any]) -> Iterator[Outcome]:
    """Whether the grammar resolves the words of the case as the case does."""
    reference = case.get("Context", {}).get("ReferenceDateTime", "")[:19]
    for item in case["Results"]:
        phrase = item["Text"].strip()
        wanted, timex = _values(item)
        if wanted is None:
            continue
        got = resolve_date(phrase, reference)
        strict = got is not None and any((got.first[:10], got.last[:10]) == spell for spell in wanted)
        mapped = strict or (got is not None and _mapped(phrase, got, wanted, timex, reference[:10]))
        shown = f"{got.first} – {got.last}" if got else "nothing"
        expected = " or ".join(dict.fromkeys(f"{low} – {high}" for low, high in wanted)) or timex
        yield Outcome(suite, phrase, expected, shown, strict, mapped)


def _values(item: dict[str, Any]) -> tuple[list[tuple[str, str]] | None, str]:
    """The resolutions of a case as inclusive days; None where it is no date; seasons have none."""
    if "Resolution" in item:
        if item["TypeName"] not in ("datetimeV2.date", "datetimeV2.daterange") or "values" not in item["Resolution"]:
            return None, ""
        rows, timex = item["Resolution"]["values"], item["Resolution"]["values"][0]["timex"]
        dicts = rows
    else:
        value = item["Value"]
        dicts, timex = [value.get("PastResolution", {}), value.get("FutureResolution", {})], value.get("Timex", "")
    spells = []
    for row in dicts:
        low = row.get("date") or row.get("startDate") or row.get("start") or row.get("value")
        high = row.get("endDate") or row.get("end")
        if low and re.fullmatch(r"\d{4}-\d\d-\d\d", low):
            spells.append((low, _before(high) if high else low))
    return spells, timex


def _before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _mapped(phrase: str, got: DatePhrase, wanted: list[tuple[str, str]], timex: str, reference: str) -> bool:
    if not wanted:
        year = re.match(r"(\d{4})-(SP|SU|FA|WI)|(SP|SU|FA|WI)", timex)
        named = year is not None and got.reason.startswith(("season", "middle"))
        return year is not None and named and year[1] in (None, got.first[:4])
    for low, high in wanted:
        inside = got.first <= low and high <= got.last
        if got.precision in ("week", "month", "year") and low == high and inside and "counted" in got.reason:
            return True
        if ("before or after" in got.reason or "vague number" in got.reason) and inside:
            return True
        if "نهاية" in phrase and inside and high == got.last:
            return True
        if phrase.startswith("منذ") and got.first == low == high:
            return True
        if (
            _shifted(got.first, low) <= 1
            and _shifted(got.last, high) <= 1
            and got.reason.startswith(("up to", "from p"))
        ):
            return True
        part = got.reason.startswith(("beginning", "middle", "end", "late", "early", "by"))
        if part and low <= got.first and got.last <= high:
            return True
        if got.reason.startswith("late") and got.last == high:
            return True
        closed = _after(high)
        if got.first == low and timex.startswith("(") and (got.last == closed or closed == f"{got.last[:4]}-01-01"):
            return True
    return False


def _after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _shifted(ours: str, theirs: str) -> int:
    return abs((date.fromisoformat(ours) - date.fromisoformat(theirs)).days)


def specs(folder: Path, suites: tuple[str, ...]) -> list[Outcome]:
    """All outcomes of some files."""
    outcomes: list[Outcome] = []
    for suite in suites:
        for case in spec_cases(folder, suite):
            if suite.endswith("Extractor"):
                outcomes.append(extracted(suite, case))
            else:
                outcomes.extend(parsed(suite, case))
    return outcomes


def report(outcomes: list[Outcome]) -> None:
    """Pass rates by file and together."""
    by_suite: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_suite[outcome.suite].append(outcome)
    for suite, members in [*by_suite.items(), ("together", outcomes)]:
        strict, mapped, count = sum(o.strict for o in members), sum(o.mapped for o in members), len(members)
        print(f"  {suite:24} {count:4} cases  strict {strict / count:6.1%}  mapped {mapped / count:6.1%}")


def own_table() -> tuple[int, int]:
    """(right, all) of the table in the tests."""
    table = yaml.safe_load((ROOT / "tests/text/dates_table.yaml").read_text("utf-8"))
    rows = [(published or None, row) for published, group in table.items() for row in group]
    right = 0
    for published, (phrase, first, last, precision, *_) in rows:
        got = resolve_date(phrase, published)
        right += got is not None and (got.first, got.last, got.precision) == (str(first), str(last), precision)
    return right, len(rows)


def publication_lines(path: Path) -> tuple[int, int, int]:
    """(exact instants, lines, articles in whose body a line is wrongly found)."""
    exact = lines = wrong = 0
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for article in map(json.loads, stream):
            wrong += find_published(article["body"] or "") is not None
            if article["published_raw"]:
                lines += 1
                found = find_published(article["published_raw"])
                exact += found is not None and found[2] == article["published"]
    return exact, lines, wrong


def attack_days(coder: Coder, path: Path) -> tuple[Value, Value]:
    """(first dated attack of each article, all dated attacks) at most a day off the researched incident."""
    first: list[bool] = []
    every: list[bool] = []
    for article in json_lines(path):
        if len(article["incidents"]) != 1 or not article["strict"]:
            continue
        document = read_plain(article["body"], name=article["id"])
        if article["published"]:
            document = replace(document, published=article["published"][:16])
        true = date.fromisoformat(article["incidents"][0]["date"])
        dates = [e.date for e in coder.code(document).events if e.type == "ASSAULT" and e.date and e.date.span]
        near = [
            max(abs((date.fromisoformat(end[:10]) - true).days) for end in (d.start, d.end)) <= 1
            for d in dates
            if d.start and d.end and d.precision in ("day", "minute")
        ]
        first += near[:1]
        every += near
    return share(first), share(every)


def annotated(gold: Path, name: str) -> list[tuple[str, bool]]:
    """The date phrases on events of articles with a publication time, and whether each resolves."""
    with (gold / f"{name}_texts.jsonl").open(encoding="utf-8") as stream:
        published = {text["id"]: text.get("published") for text in map(json.loads, stream)}
    with (gold / f"{name}_annotations.jsonl").open(encoding="utf-8") as stream:
        events = [(a["doc"], event) for a in map(json.loads, stream) for event in a["events"]]
    phrases = [(event["date"], published[doc]) for doc, event in events if event["date"] and published.get(doc)]
    return [(phrase, resolve_date(phrase, moment) is not None) for phrase, moment in phrases]


Test = Callable[[Outcome], bool]


def _has(pattern: str) -> Test:
    found = re.compile(pattern)
    return lambda outcome: bool(found.search(outcome.text))


GROUPS: tuple[tuple[str, str, Test], ...] = (
    (
        "Days that do not exist",
        "The 31st of November or a fifth Sunday of a month of four: the suite wants an empty date, we say nothing.",
        lambda o: "0001-01-0" in o.expected,
    ),
    (
        "A number alone as a day of the month",
        'After "في", "إلى" or "للـ" a news text counts people, places and ranks far more often than days. "يوم 27" and '
        '"الخميس 21" are read.',
        _has(r"(?:في|إلى|لل\w*|ال\w+|^)\s*(?:\d{1,2}|الثاني|الحادي والعشرين|الثاني والعشرين|لل\S+(?: وال\S+)?)[.!]?$"),
    ),
    (
        "Numbers with a dot or hyphen and no year",
        '"4.22" and "22-4" are decimals, scores and ranges in news; "22/4" is read after "في" or "يوم".',
        _has(r"(?<![\d/.-])\d{1,2}[.-]\d{1,2}(?![\d/.-])(?!\s+\S*(?:يناير|فبراير|نوفمبر|مساء|صباح))"),
    ),
    (
        "Month before day",
        "American order (month, day, year; a comma before the year; year first with two digits). We read day first.",
        _has(r"\d{1,2}/\d{1,2}, \d+|\d{1,2}-\d{1,2}-\d\d$|(?<!\d)\d\d/\d\d/\d\d(?!\d)"),
    ),
    (
        '"القادم" and "الماضي" as next and last week',
        'The suite puts "الأحد القادم", said on a Monday, two Sundays ahead; in news it is the coming Sunday.',
        _has(r"(?:القادم|المقبل|الماضي)"),
    ),
    (
        "Words of an assistant",
        '"يومي", "أسبوعي" (my day, my week), "اليوم التالي" (which hangs on another day in news), "آخر يوم".',
        _has(r"يومي|أسبوعي|اسبوعي|التالي|آخر يوم|اليوم\s+الأخير|الآتي|بعد القادم"),
    ),
    (
        "Translated English years and decades",
        '"تسعة عشر ثمانية وعشرون" for nineteen twenty-eight, "الألفين والعشرات" for the 2010s, "1970" for the 1970s.',
        _has(r"تسعة عشر|ألفين|ألفان|الألفين|العشرينيات|في 1970|القرن|ات$|يات$|ألف|مائتين"),
    ),
    (
        "A weekend",
        'Saturday and Sunday in the suite; "نهاية الأسبوع" is Friday to Sunday here: weekends differ between states.',
        _has(r"نهاية (?:هذا )?ال[أا]سبوع|عطلة"),
    ),
    ("Sums of units", '"2 سنة و1 شهر و21 أيام من الآن" does not occur in news.', _has(r"شهر|من الآن|عام و")),
    (
        "Bare season, week or year",
        '"الصيف", "صيف", "الأسبوع", "2021" without anything beside them are too often something else in running text.',
        _has(r"صيف|الصيف|أسبوع|2021|محرم|صفر|رجب|شعبان|شوال|آب|مارس"),
    ),
)


def write_refused(outcomes: list[Outcome], target: Path) -> None:
    """The cases that do not pass, by reason, as a page."""
    failed = [outcome for outcome in outcomes if not outcome.mapped]
    groups: dict[int, list[Outcome]] = defaultdict(list)
    for outcome in failed:
        groups[next((k for k, group in enumerate(GROUPS) if group[2](outcome)), len(GROUPS))].append(outcome)
    lines = [INTRODUCTION.format(passed=len(outcomes) - len(failed), count=len(outcomes), refused=len(failed))]
    other = ("Others", "Readings that differ, one by one.")
    for k in sorted(groups):
        title, reason = GROUPS[k][:2] if k < len(GROUPS) else other
        lines += [
            f"## {title} ({len(groups[k])})",
            "",
            reason,
            "",
            "| file | words | the suite | Marsad |",
            "|---|---|---|---|",
        ]
        lines += [
            f"| {o.suite} | {_cell(o.text)} | {_cell(o.expected)} | {_cell(o.got) or 'nothing'} |" for o in groups[k]
        ]
        lines.append("")
    target.write_text("\n".join(lines), "utf-8")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").strip()


INTRODUCTION = """# Date cases that Marsad refuses, and why

The date grammar is written for news. The Arabic date cases of Microsoft's Recognizers-Text (MIT licence) are machine
translations of an English suite for an assistant that makes appointments. Of its {count} date cases Marsad passes
{passed}; the {refused} others are listed here by reason. `python eval/dates.py --refused docs/dates-refused.md`
writes this page; the docstring of eval/dates.py says which files count and which conventions are mapped.

Conventions of Marsad that the words of a date leave open:

- Weeks run from Monday to Sunday (ISO 8601); the first week of a month or year is the one with its first Thursday.
- A bare weekday is the last one on or before publication; "الماضي" is the last before it, "المقبل" the next after it.
- A date without a year is the last one on or before publication; the coming one if a word before it points to the
  future ("من المقرر") or if it lies at most 14 days ahead (a day of 50 weeks ago is not named without its year).
- A month begins on its days 1-10, has its middle on 11-20 and its end from 21 on; a year begins in January-March, has
  its middle in May-August and its end in October-December.
- "قبل عامين" is a whole year, "قبل شهرين" a whole month, "قبل أسبوعين" a whole week.
- "few" counts up to 5, an unnumbered plural up to 10; vague words ("مؤخرا", "قريبا") mean 30 days, and only where a
  model has marked them as a date.
- "خلال شهر" does not say whether before or after publication: the interval covers both.
- A part of the day sets no minute; only a clock time does, in the clock of the text, or in that of the outlet where the
  words name a zone and the publication time has one.
- A clock time that may be of the morning or of the evening ("أمس الساعة الخامسة", "5:30") gives its day alone; a part of
  the day beside it decides ("مساء أمس الساعة الخامسة" is 17:00).
- A clock time without a day is the last such time before publication; where the hour of publication or the half of the
  day is not known, the publication day or the day before.
- A weekday that contradicts its date changes nothing but the reason, which names both; one that is a day off "أمس" or a
  Hijri date decides.
- Hijri dates follow the Umm al-Qura calendar; sightings differ by a day either way, so the interval has both days more.
- "منذ السابع من أكتوبر" without a year is 2023, whenever it is said; without "منذ" the day follows the rule above.
- The phrase of a planned event points ahead: "الخميس" is the next one.
- "منذ سريان الهدنة" begins on the day that the agreement registry has, once the agreement is known.
- Not dates: durations ("لمدة خمسة أيام"), repetitions ("كل جمعة"), and times that hang on another event ("بعد يومين
  من التوقيع").

"""


def main() -> None:
    """Print all measurements."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    arguments.add_argument("shared", nargs="?", type=Path, default=ROOT.parent / "shared")
    arguments.add_argument("--refused", type=Path, help="write the list of refused cases to this page")
    chosen = arguments.parse_args()
    data = chosen.shared / "data"
    right, count = own_table()
    print(f"own table: {right} of {count} right ({right / count:.1%})")
    pages = data / "eval/bbc_cnn_articles.jsonl.gz"
    exact, lines, wrong = publication_lines(pages)
    instants = Value(exact / lines, lines)
    print(
        f"BBC/CNN (corpus {corpus_hash(pages)}), publication instant: {instants.value:.4f} of {lines} lines, wanted "
        f"{aim({'at_least': PUBLICATION}, instants)}; {wrong} lines found in bodies"
    )
    researched = airwars.path(chosen.shared)
    first, every = attack_days(Coder(), researched)
    print(
        f"Airwars (corpus {corpus_hash(researched)}), day within 1: {first.value:.3f} of {first.of} articles with a "
        f"dated attack, wanted {aim({'at_least': DAY}, first)}; all dated attacks {every.value:.3f} of {every.of}"
    )
    for name in ("train",):  # the development texts have no publication times
        phrases = annotated(data / "gold", name)
        resolved = sum(known for _, known in phrases)
        distinct = dict(phrases)
        lengths = sum(not known and DURATION.search(phrase) is not None for phrase, known in phrases)
        print(
            f"annotated phrases ({name}): {resolved} of {len(phrases)} resolve ({resolved / len(phrases):.1%}); "
            f"distinct: {sum(distinct.values()) / len(distinct):.1%}; of the others {lengths} are durations, "
            f"{len(phrases) - resolved - lengths} hang on another event or repeat"
        )
    folder = data / "specs/recognizers_text_arabic/Specs/DateTime/Arabic"
    outcomes = specs(folder, COUNTED)
    print("Recognizers-Text, date cases:")
    report(outcomes)
    print("Recognizers-Text, other cases (not counted):")
    report(specs(folder, APART))
    if chosen.refused:
        write_refused(outcomes, chosen.refused)


if __name__ == "__main__":
    main()
