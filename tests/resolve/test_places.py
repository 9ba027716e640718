"""Place phrases, in our own words: what they resolve to, and what is left unknown."""

from __future__ import annotations

import importlib.util
import json
import time
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.resolve.places import PlaceContext, ResolvedPlace, gazetteer
from marsad.resolve.places.choose import distance_km
from marsad.resolve.places.data import index
from marsad.resolve.places.names import key

SYRIA = PlaceContext({"SYR": 3.0, "TUR": 1.0})
LEBANON = PlaceContext({"LBN": 2.0})
GAZA = PlaceContext({"PSE": 2.0, "ISR": 1.5})
ARABIC = st.text(alphabet="ابتجحدرسشصطعغفقكلمنهويةىأإؤئء وال،.-«»ـَُِّ 0123", max_size=60)


def near(place: ResolvedPlace, lat: float, lon: float) -> float:
    assert place.lat is not None and place.lon is not None, place
    return distance_km(place.lat, place.lon, lat, lon)


@pytest.mark.parametrize(
    ("phrase", "country", "precision", "lat", "lon", "km"),
    [
        # towns, with and without what describes them
        ("مدينة إسطنبول", "TUR", "town", 41.01, 28.95, 5),
        ("اسطنبول", "TUR", "town", 41.01, 28.95, 5),
        ("العاصمة التركية أنقرة", "TUR", "town", 39.93, 32.86, 10),
        ("العاصمة القطرية الدوحة", "QAT", "town", 25.29, 51.53, 10),
        ("بغداد", "IRQ", "town", 33.33, 44.39, 10),
        ("وسط بغداد", "IRQ", "town", 33.33, 44.39, 10),
        ("في مدينة القامشلي بمحافظة الحسكة", "SYR", "town", 37.05, 41.23, 5),
        ("مدينة الباب السورية", "SYR", "town", 36.37, 37.52, 5),
        ("مدينة عين العرب (كوباني)", "SYR", "town", 36.89, 38.35, 5),
        ("بلدة عرسال في البقاع", "LBN", "town", 34.18, 36.42, 5),
        ("واشنطن", "USA", "town", 38.90, -77.04, 5),
        ("نيويورك", "USA", "town", 40.71, -74.01, 10),
        ("بيروت", "LBN", "town", 33.89, 35.50, 5),
        ("مدينة رفح جنوب قطاع غزة", "PSE", "town", 31.29, 34.25, 5),
        ("خانيونس", "PSE", "town", 31.34, 34.30, 5),
        ("مدينة الموصل شمال العراق", "IRQ", "town", 36.34, 43.12, 8),
        ("أم درمان", "SDN", "town", 15.64, 32.48, 10),
        ("الفاشر", "SDN", "town", 13.63, 25.35, 5),
        # spelling
        ("صعده", "YEM", "town", 16.94, 43.76, 5),
        ("إربد", "JOR", "town", 32.55, 35.85, 5),
        ("كوبنهاجن", "DNK", "town", 55.68, 12.57, 10),
        ("بورسودان", "SDN", "town", 19.62, 37.22, 5),
        # attached particles
        ("بالقاهرة", "EGY", "town", 30.06, 31.25, 10),
        ("وببغداد", "IRQ", "town", 33.33, 44.39, 10),
        ("للعراق", "IRQ", "country", 33.0, 43.7, 60),
        ("بدمشق", "SYR", "town", 33.51, 36.29, 5),
        # countries and what their adjectives name
        ("سوريا", "SYR", "country", 35.0, 38.5, 60),
        ("الجمهورية العربية السورية", "SYR", "country", 35.0, 38.5, 60),
        ("الأراضي الفلسطينية", "PSE", "country", 31.9, 35.2, 60),
        ("الأراضي اللبنانية", "LBN", "country", 33.9, 35.85, 60),
        ("الولايات المتحدة", "USA", "country", 39.8, -98.6, 60),
        ("جنوب السودان", "SSD", "country", 7.3, 30.2, 100),
        ("جمهورية الكونغو الديمقراطية", "COD", "country", -2.9, 23.6, 100),
        ("العاصمة السورية", "SYR", "town", 33.51, 36.29, 5),
        ("العاصمة اليمنية", "YEM", "town", 15.35, 44.21, 5),
        # regions
        ("قطاع غزة", "PSE", "region", 31.42, 34.36, 5),
        ("قطاع غزة والقدس والضفة", "PSE", "region", 31.42, 34.36, 5),
        ("الضفة الغربية المحتلة", "PSE", "region", 31.95, 35.25, 10),
        ("شمالي قطاع غزة", "PSE", "region", 31.54, 34.50, 5),
        ("إقليم كردستان العراق", "IRQ", "region", 36.3, 44.3, 40),
        ("محافظة حلب", "SYR", "region", 36.4, 37.3, 40),
        ("محافظة صلاح الدين", "IRQ", "region", 34.6, 43.7, 40),
        ("محافظة صعدة بشمال اليمن", "YEM", "region", 16.9, 43.5, 30),
        ("ريف دمشق", "SYR", "region", 33.56, 36.37, 30),
        ("ريف حلب الشمالي", "SYR", "region", 36.7, 37.3, 40),
        ("ريف إدلب الجنوبي", "SYR", "region", 35.65, 36.64, 30),
        ("جنوبي لبنان", "LBN", "region", 33.25, 35.40, 10),
        ("الجنوب اللبناني", "LBN", "region", 33.25, 35.40, 10),
        ("شمال غرب سوريا", "SYR", "region", 36.0, 36.75, 20),
        ("جنوب العراق", "IRQ", "region", 31.0, 44.0, 120),
        ("شمال ديالى", "IRQ", "region", 34.2, 45.0, 40),
        ("شبه جزيرة القرم", "UKR", "region", 45.2, 34.3, 20),
        ("هضبة الجولان", "SYR", "region", 33.0, 35.78, 15),
        ("دارفور", "SDN", "region", 13.2, 24.9, 60),
        ("ولاية تكساس الأمريكية", "USA", "region", 31.5, -99.3, 60),
        # quarters, camps, crossings, sites
        ("حي الزيتون شرقي مدينة غزة", "PSE", "quarter", 31.492, 34.447, 2),
        ("حي الشجاعية", "PSE", "quarter", 31.50, 34.478, 2),
        ("الضاحية الجنوبية لبيروت", "LBN", "quarter", 33.85, 35.505, 2),
        ("حي الصاخور في حلب", "SYR", "quarter", 36.217, 37.185, 2),
        ("مخيم جباليا", "PSE", "town", 31.534, 34.498, 2),
        ("مخيم عين الحلوة", "LBN", "town", 33.543, 35.379, 2),
        ("معبر رفح", "PSE", "point", 31.248, 34.258, 2),
        ("معبر كرم أبو سالم", "PSE", "point", 31.230, 34.284, 2),
        ("معبر باب الهوى", "SYR", "point", 36.236, 36.683, 2),
        ("مطار دمشق الدولي", "SYR", "point", 33.411, 36.516, 3),
        ("باحات المسجد الأقصى", "PSE", "quarter", 31.776, 35.236, 1),
        # around, between, along
        ("قرب تدمر", "SYR", "district", 34.56, 38.28, 5),
        ("بين حمص وحماة", "SYR", "district", 34.93, 36.74, 10),
        ("الحدود السورية التركية", "SYR", "region", 36.75, 38.9, 40),
        ("الحدود بين العراق وسوريا", "IRQ", "region", 35.3, 41.3, 40),
        ("مدينة عفرين قرب تركيا", "SYR", "town", 36.51, 36.87, 10),
        # seas
        ("البحر الأحمر", None, "region", 20.0, 38.5, 100),
        ("مضيق هرمز", None, "region", 26.57, 56.25, 20),
        ("باب المندب", None, "region", 12.6, 43.33, 20),
        # something unknown inside something known
        ("مبنى نقابة الصحفيين بالقاهرة", "EGY", "town", 30.06, 31.25, 10),
        ("مسجد السودان بمدينة سلا", "MAR", "town", 34.04, -6.80, 10),
    ],
)  # fmt: skip
def test_a_phrase_is_the_place_that_it_names(
    phrase: str, country: str | None, precision: str, lat: float, lon: float, km: float
) -> None:
    place = gazetteer().resolve(phrase)
    assert (place.country, place.precision) == (country, precision)
    assert near(place, lat, lon) <= km
    assert place.radius_m is not None and place.radius_m > 0


@pytest.mark.parametrize("phrase", ["مدينة إسطنبول", "إسطنبول", "بإسطنبول"])
def test_istanbul_is_geonames_745044(phrase: str) -> None:
    place = gazetteer().resolve(phrase)
    assert (place.name, place.geonames, place.country) == ("إسطنبول", 745044, "TUR")


@pytest.mark.parametrize(
    ("phrase", "context", "country"),
    [
        ("طرابلس", PlaceContext(), "LBY"),
        ("طرابلس", LEBANON, "LBN"),
        ("طرابلس شمال لبنان", PlaceContext(), "LBN"),
        ("طرابلس", PlaceContext(dateline=gazetteer().resolve("بيروت"), countries={"LBN": 1, "LBY": 0.2}), "LBN"),
        ("صيدا", LEBANON, "LBN"),
        ("عمان", PlaceContext({"JOR": 1.0}), "JOR"),
        ("عمان", PlaceContext({"OMN": 1.0}), "OMN"),
        ("أريحا", SYRIA, "SYR"),
        ("أريحا", GAZA, "PSE"),
        ("رفح", GAZA, "PSE"),
        ("الجوف", PlaceContext({"YEM": 1.0}), "YEM"),
        ("الناصرة", PlaceContext({"ISR": 1.0}), "ISR"),
        ("زنجبار", PlaceContext({"YEM": 1.0}), "YEM"),
        ("القطاع", GAZA, "PSE"),
        ("المملكة", PlaceContext({"JOR": 2.0, "SAU": 1.0}), "JOR"),
    ],
)
def test_the_article_decides_between_namesakes(phrase: str, context: PlaceContext, country: str) -> None:
    assert gazetteer().resolve(phrase, context).country == country


def test_a_place_settled_before_draws_its_neighbour() -> None:
    homs = gazetteer().resolve("حمص")
    assert near(gazetteer().resolve("القصير", PlaceContext(others=[homs])), 34.51, 36.58) < 10


@pytest.mark.parametrize(
    "phrase",
    ["", "   ", "،،", "مكان الاستهداف", "المدينة", "القطاع", "آلن", "قرية لا يعرفها أحد", "مبنى البرلمان", "12:30"],
)
def test_an_unknown_place_has_nulls_and_a_reason(phrase: str) -> None:
    place = gazetteer().resolve(phrase)
    assert (place.geonames, place.country, place.lat, place.lon, place.precision, place.radius_m) == (None,) * 6
    assert place.reason


def test_jerusalem_alone_takes_no_side() -> None:
    resolve = gazetteer().resolve
    assert (resolve("القدس").geonames, resolve("القدس").country) == (281184, None)
    assert resolve("القدس الشرقية").country == "PSE"
    assert resolve("القدس المحتلة").country == "PSE"
    assert resolve("القدس الغربية").country == "ISR"


def test_the_first_of_several_places_is_taken() -> None:
    assert gazetteer().resolve("عدن وتعز ولحج").admin1 == "عدن"


def test_the_beginning_of_an_unknown_compound_is_no_place() -> None:
    assert gazetteer().resolve("قرية عين لاروز").lat is None


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in gazetteer().find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("سافر الوفد من الدوحة إلى القاهرة.", ["الدوحة", "القاهرة"]),
        ("قصف مدفعي على ريف حلب وبإدلب هدوء حذر", ["حلب", "إدلب"]),
        ("اجتماع في مدينة الباب", ["الباب"]),
        ("طرق الباب ثم دخل", []),
        ("تحدث الرئيس الأمريكي باراك أوباما", []),
        ("نشرت صور من المكان", []),
        ("زيارة للعراق ولبنان", ["للعراق", "لبنان"]),
        ("غارة على مخيم جباليا شمال قطاع غزة", ["مخيم جباليا", "شمال قطاع غزة"]),
        ("قال إن المدينة هادئة وإن القطاع محاصر", []),
    ],
)
def test_places_are_found_in_running_text(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_an_article_weighs_the_countries_that_it_names() -> None:
    context = gazetteer().context("التقى الوزير السوري نظيره في دمشق، ثم سافر إلى حلب فبيروت.")
    assert max(context.countries, key=lambda land: context.countries[land]) == "SYR"
    assert context.countries["LBN"] > 0


@settings(max_examples=150, deadline=None)
@given(ARABIC)
def test_nothing_that_is_written_breaks_the_resolver(text: str) -> None:
    place = gazetteer().resolve(text)
    assert (place.lat is None) == (place.precision is None) == (place.radius_m is None)
    last = 0
    for start, end in gazetteer().find(text):
        assert last <= start < end <= len(text)
        last = end


def test_the_keys_on_file_are_the_keys_of_today() -> None:
    assert [name for name in index().entries if key(name) != name] == []
    assert [name for name in (*index().common, *index().whole) if key(name) != name] == []


def test_every_entry_lies_on_the_globe_and_in_a_known_country() -> None:
    data = index()
    for name in list(data.entries):
        for entry in data.get(name):
            assert -90 <= entry.lat <= 90 and -180 <= entry.lon <= 180 and entry.radius > 0, entry
            assert not entry.country or len(entry.country) == 3, entry


def test_every_capital_on_file_is_a_known_city_of_its_country() -> None:
    data = index()
    small = {land for land, capital in data.capitals.items() if not any(e.country == land for e in data.get(capital))}
    assert len(data.capitals) - len(small) >= 170
    assert not small & {
        "SYR",
        "LBN",
        "JOR",
        "IRQ",
        "YEM",
        "SAU",
        "EGY",
        "SDN",
        "LBY",
        "TUN",
        "DZA",
        "MAR",
        "USA",
        "RUS",
    }


def test_a_phrase_takes_well_under_a_millisecond() -> None:
    resolve = gazetteer().resolve
    resolve("حي الزيتون شرقي مدينة غزة")
    start = time.process_time()
    for _ in range(200):
        resolve("حي الزيتون شرقي مدينة غزة")
    assert (time.process_time() - start) / 200 < 0.001


@pytest.mark.shared
def test_most_annotated_place_phrases_resolve(shared: Path) -> None:
    lines = (shared / "data/gold/dev_annotations.jsonl").read_text(encoding="utf-8").splitlines()
    phrases = [e["place"] for line in lines for e in json.loads(line)["events"] if e.get("place")]
    resolved = sum(gazetteer().resolve(phrase).lat is not None for phrase in phrases)
    assert resolved >= 0.7 * len(phrases)


@pytest.fixture(scope="module")
def tables() -> ModuleType:
    """The checks of our own coordinates, eval/places_check.py."""
    path = Path(__file__).resolve().parents[2] / "eval/places_check.py"
    spec = importlib.util.spec_from_file_location("places_check", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_our_own_coordinates_agree_with_geonames(tables: ModuleType) -> None:
    assert (tables.namesakes(), tables.outside(), tables.strays()) == ([], [], [])


@pytest.mark.shared
def test_no_coordinate_is_taken_from_an_evaluation_set(tables: ModuleType, shared: Path) -> None:
    assert tables.coincidences(shared / "data") == []


@pytest.mark.shared
def test_a_copied_coordinate_is_noticed(tables: ModuleType, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    village = next(r for r in tables.rows() if r.names[0] == "كنصفرة")
    answers = [(name, lat, lon) for _, name, lat, lon in tables.points(shared / "data") if name == "كنصفرة"]
    for decimals in (2, 3, 6):
        written = tuple(f"{value:.{decimals}f}" for value in answers[0][1:])
        copied = village._replace(lat=float(written[0]), lon=float(written[1]), written=written)
        monkeypatch.setattr(tables, "rows", lambda copied=copied: [copied])
        assert len(tables.coincidences(shared / "data")) == 1


def test_a_village_beside_a_named_town_is_not_its_namesake_abroad() -> None:
    found = gazetteer().resolve("قرية المغير، شمال شرق رام الله")
    assert (found.country, found.precision) == ("PSE", "town")
    assert near(found, 32.02, 35.35) < 5  # and not the one near Jenin
