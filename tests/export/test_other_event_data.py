"""The columns of POLECAT, ACLED, UCDP GED and GDELT, each read as scripts for them read their files."""

from __future__ import annotations

import csv
import io
from typing import Any

import msgspec
import pytest
from store.reports import DEATHS, TEXT, Happening, report

from export.given import answers, full_report, selections
from marsad.export import acled, gdelt, polecat, ucdp_ged
from marsad.export.codes import country
from marsad.knowledge import load, text
from marsad.record.types import Event, Figure, Party, Report
from marsad.resolve.ontology import labels


def written(module: Any, *reports: Report) -> bytes:
    to = io.BytesIO()
    module.write(selections(*reports), to)
    return to.getvalue()


def rows(module: Any, *reports: Report) -> list[dict[str, str]]:
    """The rows as the tool's readers take them: CSV with a header, POLECAT and GDELT as unquoted TSV."""
    data = written(module, *reports).decode("utf-8-sig")
    if module is gdelt:
        return [dict(zip(gdelt.COLUMNS, line.split("\t"), strict=True)) for line in data.splitlines()]
    if module is polecat:
        head, *lines = [line.split("\t") for line in data.splitlines()]
        return [dict(zip(head, line, strict=True)) for line in lines]
    return list(csv.DictReader(io.StringIO(data, newline="")))


def changed(made: Report, number: int, **fields: Any) -> Report:
    """The report with other values in one of its events."""
    events = list(made.events)
    events[number] = msgspec.structs.replace(events[number], **fields)
    return msgspec.structs.replace(made, events=events)


def with_figures(*bounds: tuple[int | None, int | None, str]) -> Report:
    """The full report with figures of these bounds and qualifiers linked to its deaths."""
    made = full_report()
    figures: list[Figure] = [
        msgspec.structs.replace(made.figures[0], id=f"f-{n}", low=low, high=high, qualifier=qualifier)
        for n, (low, high, qualifier) in enumerate(bounds)
    ]
    made = changed(made, 1, figures=[figure.id for figure in figures])
    return msgspec.structs.replace(made, figures=figures)


def test_the_columns_are_as_many_as_theirs() -> None:
    assert [len(module.COLUMNS) for module in (polecat, acled, ucdp_ged, gdelt)] == [40, 31, 49, 61]


@pytest.mark.parametrize("module", [polecat, acled, ucdp_ged, gdelt])
@pytest.mark.parametrize("status", ["denied", "planned", "demanded", "conditional"])
def test_what_is_not_said_to_have_happened_does_not_count_as_an_event(module: Any, status: str) -> None:
    made = full_report()
    for number in range(3):
        made = changed(made, number, status=status)
    assert rows(module, full_report())
    assert rows(module, made) == []


@pytest.mark.parametrize("module", [polecat, gdelt])
def test_no_cell_breaks_a_line(module: Any) -> None:
    made = full_report()
    broken = [msgspec.structs.replace(made.events[1].recipients[0], name="مدنيون\tو\nأطفال;")]
    row = rows(module, changed(made, 1, recipients=broken))[1]
    assert "مدنيون و أطفال" in row["Recipient Name" if module is polecat else "Actor2Name"]


def test_polecat_joins_parties_and_says_none_where_nothing_is_known() -> None:
    made = full_report()
    both = [*made.events[0].actors, Party(span=made.sources[1].span, name="أحمد الطيب", country="EGY")]
    row = rows(polecat, changed(made, 0, actors=both))[0]
    assert (row["Actor Country"], row["Actor COW"]) == ("SDN;EGY", "625;651")
    assert (row["Primary Actor Sector"], row["Actor Sectors"]) == ("MIL;None", "MIL")
    assert (row["Recipient Name"], row["Wikipedia Actor ID"]) == ("None", "None")
    assert (row["Event Date"], row["Quad Code"]) == ("2024-05-01", "material conflict")


def test_duckdb_reads_polecat_with_its_types(tmp_path: Any) -> None:
    (tmp_path / "x.tsv").write_bytes(written(polecat))
    found = answers(
        f"""select "Event Type", "Latitude" + 0, "Event Date" + interval 1 day
        from read_csv('{tmp_path}/x.tsv', delim='\t', quote='', nullstr='None') where "City" is not null"""
    )
    assert [(kind, lat, str(day)[:10]) for kind, lat, day in found] == [("ASSAULT", 12.04888, "2024-05-02")]


def acled_row(**fields: Any) -> dict[str, str] | None:
    found = rows(
        acled,
        msgspec.structs.replace(
            changed(full_report(), 1, **fields), events=[changed(full_report(), 1, **fields).events[1]]
        ),
    )
    return found[0] if found else None


def test_acled_has_one_row_an_event_that_it_has_a_type_for() -> None:
    found = rows(acled)
    assert [row["sub_event_type"] for row in found] == ["Shelling/artillery/missile attack", "Attack"]
    deaths = found[1]
    assert (deaths["event_type"], deaths["disorder_type"]) == ("Violence against civilians", "Political violence")
    assert (deaths["inter1"], deaths["inter2"], deaths["interaction"]) == ("1", "7", "17")
    assert (deaths["fatalities"], deaths["iso"], deaths["region"]) == ("7", "729", "Northern Africa")
    assert (deaths["time_precision"], deaths["geo_precision"]) == ("1", "1")
    assert found[0]["fatalities"] == ""


def side(sector: str, home: str | None = "SDN") -> Party:
    return Party(span=full_report().sources[1].span, name=sector, country=home, sectors=[sector])


def test_a_shooting_is_a_clash_where_two_armed_sides_meet_and_nothing_where_it_is_not_known_who_was_hit() -> None:
    clash = acled_row(mode="firearms", actors=[side("MIL"), side("REB")], recipients=[])
    assert clash
    assert (clash["sub_event_type"], clash["actor1"], clash["actor2"]) == ("Armed clash", "MIL", "REB")
    assert clash["interaction"] == "12"
    assert acled_row(mode="firearms", recipients=[]) is None
    assert acled_row(mode="abduct", recipients=[side("MIL")]) is None


def test_forces_of_another_country_are_external() -> None:
    row = acled_row(mode="aerial", actors=[side("MIL", "TUR")])
    assert row
    assert (row["inter1"], row["interaction"]) == ("8", "78")


def test_a_protest_is_by_protesters_alone() -> None:
    row = acled_row(type="PROTEST", mode="demo", actors=[side("LAB")], recipients=[], figures=[])
    assert row
    assert (row["inter1"], row["inter2"], row["interaction"]) == ("6", "", "60")


def test_every_rule_for_acled_names_types_and_modes_that_exist() -> None:
    facts = load("acled")
    modes = set(labels("modes"))
    for rule in facts["rules"]:
        assert rule["sub_event"] in facts["sub_events"]
        assert all(mode is None or f"{rule['type']}/{mode}" in modes for mode in rule["mode"])
    assert {rule["sub_event"] for rule in facts["rules"]} == set(facts["sub_events"])


def test_ged_has_one_row_an_event_with_deaths() -> None:
    (row,) = rows(ucdp_ged)
    assert (row["low"], row["best"], row["high"]) == ("7", "7", "7")
    assert (row["deaths_civilians"], row["deaths_a"], row["deaths_unknown"]) == ("7", "0", "0")
    assert (row["type_of_violence"], row["side_b"], row["gwnoa"]) == ("3", "Civilians", "625")
    assert (row["where_prec"], row["date_prec"], row["region"]) == ("1", "1", "Africa")
    assert (row["source_original"], row["geom_wkt"]) == ("مصادر طبية", "POINT (24.88069 12.04888)")


def test_ged_gives_no_best_figure_where_sources_differ() -> None:
    (row,) = rows(ucdp_ged, with_figures((7, 7, "exact"), (12, None, "at_least")))
    assert (row["low"], row["best"], row["high"]) == ("7", "", "")
    assert row["deaths_civilians"] == row["deaths_unknown"] == ""
    (row,) = rows(ucdp_ged, with_figures((20, 99, "vague")))
    assert (row["low"], row["best"], row["high"]) == ("20", "", "99")


def test_ged_does_not_guess_whose_deaths_a_figure_counts() -> None:
    made = with_figures((30, None, "at_least"))
    made = msgspec.structs.replace(made, figures=[msgspec.structs.replace(made.figures[0], who=None)])
    (row,) = rows(ucdp_ged, made)
    assert (row["best"], row["deaths_unknown"], row["deaths_civilians"]) == ("30", "30", "0")


@pytest.mark.parametrize(("lat", "lon", "cell"), [(-90, -180, 1), (12.05, 24.88, 147290), (90, 180, 259200)])
def test_a_point_lies_in_its_cell_of_prio_grid(lat: float, lon: float, cell: int) -> None:
    assert ucdp_ged.priogrid(lat, lon) == cell


def test_gdelt_has_a_row_for_every_pair() -> None:
    made = full_report()
    row, *_ = found = rows(
        gdelt, changed(made, 1, mode="aerial", actors=[side("MIL"), side("REB")], recipients=[side("JRN")])
    )
    assert len({row["GLOBALEVENTID"] for row in found}) == len(found) == 4
    assert (row["EventCode"], row["EventRootCode"], row["QuadClass"], row["GoldsteinScale"]) == (
        "194",
        "19",
        "4",
        "-10.0",
    )
    pair = found[1]
    assert (pair["Actor1Code"], pair["Actor2Code"], pair["EventCode"]) == ("SDNMIL", "SDNMED", "195")
    assert (pair["SQLDATE"], pair["FractionDate"], pair["DATEADDED"]) == ("20240501", "2024.4137", "20240502093000")
    assert (pair["ActionGeo_CountryCode"], pair["ActionGeo_Type"]) == ("SU", "4")
    assert all(0 < int(row["GLOBALEVENTID"]) < 2**63 for row in found)


def test_every_plover_type_and_mode_has_a_code_of_cameo_and_its_scale() -> None:
    facts = load("cameo")
    modes = [key.split("/") for key in labels("modes")]
    event = full_report().events[0]
    for kind, mode in [*modes, *((kind, None) for kind in labels("types"))]:
        code = gdelt.cameo(msgspec.structs.replace(event, type=kind, mode=mode))
        assert code
        assert facts["goldstein"][code] == pytest.approx(facts["goldstein"][code])
        assert code[:2] in facts["quad_class"]
    assert {f"{kind}/{mode}" for kind, listed in facts["codes"].items() for mode in listed if mode} <= set(
        labels("modes")
    )


def test_a_type_of_another_ontology_has_no_code() -> None:
    event: Event = msgspec.structs.replace(full_report().events[0], type="WATER-ATTACK")
    assert gdelt.cameo(event) is None
    assert acled.sub_event(event) is None


def test_every_country_has_its_codes() -> None:
    lines = text("country_codes.tsv").splitlines()
    listed = [line.split("\t")[0] for line in lines if not line.startswith(("#", "iso3"))]
    assert listed == [entry["iso3"] for entry in load("countries")]
    assert [country("YEM", code) for code in ("numeric", "fips", "gw", "cow")] == ["887", "YM", "678", "679"]
    assert country("PSE", "gw") == country("UNO", "fips") == country(None, "en") == ""


def test_a_report_with_nothing_known_is_written_all_the_same() -> None:
    bare = report(TEXT, Happening(type="ASSAULT", mode="aerial", trigger="مقتل"), DEATHS, published=None, outlet=None)
    assert [len(rows(module, bare)) for module in (polecat, acled, ucdp_ged, gdelt)] == [2, 1, 0, 2]
