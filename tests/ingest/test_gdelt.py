"""Lists of addresses: nothing is fetched unless it was asked for."""

from __future__ import annotations

from pathlib import Path

from ingest.sites import serving, text
from marsad.ingest import Document, Failure, Options, read
from marsad.ingest.addresses import address_id
from marsad.ingest.fetch import Fetcher, Policy
from marsad.ingest.gdelt import addresses

PAGE = (Path(__file__).parent / "pages" / "wordpress.html").read_text(encoding="utf-8")


def gkg(url: str) -> bytes:
    return "\t".join(["20260208-1", "20260208073000", "1", "a.example", url, *[""] * 22]).encode() + b"\n"


def event(url: str) -> bytes:
    return "\t".join(["1", "20260208", *[""] * 58, url]).encode() + b"\n"


def mention(url: str) -> bytes:
    return "\t".join(["1", "2", "3", "1", "a.example", url, *[""] * 10]).encode() + b"\n"


def test_the_address_is_found_in_each_kind_of_file_and_once() -> None:
    one, two = "https://a.example/1", "https://a.example/2"
    for row in (gkg, event, mention, lambda url: url.encode() + b"\n"):
        assert list(addresses([row(one), row(two), row(one), b"\n", b"\xff\t\n", row("offline text")])) == [one, two]


def test_nothing_is_fetched_unless_it_is_asked_for() -> None:
    (found,) = read(gkg("https://a.example/1"), "20260208073000.translation.gkg.csv")
    assert isinstance(found, Failure)
    assert (found.error.code, "--fetch" in found.error.hint) == ("input.fetch", True)


def test_pages_are_fetched_and_what_fails_is_named() -> None:
    with serving({"/a": text(PAGE, Content_Type="text/html"), "/robots.txt": text("")}) as site:
        fetch = Fetcher(Policy(loopback=True, delay=0)).fetch
        listed = event(f"{site.url}/a") + event(f"{site.url}/none") + event("ftp://a.example/x")
        found = list(read(listed, "20260208073000.export.CSV", Options(fetch=fetch)))
    first, second = found
    assert isinstance(first, Document)
    assert first.id == address_id(f"{site.url}/a")
    assert first.published == "2026-02-08T07:15+00:00"
    assert isinstance(second, Failure)
    assert second.error.code == "fetch.status"
