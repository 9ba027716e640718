from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from ingest.sites import Request, moved, serving, text
from marsad.ingest.fetch import Fetcher, FetchError, Policy
from marsad.ingest.fetch.addresses import closed
from marsad.ingest.fetch.bodies import unpacked
from marsad.ingest.fetch.fetcher import checked

LOCAL = Policy(loopback=True, delay=0.0, seconds=5.0, patience=2.0, sent=1 << 20, unpacked=4 << 20)


def refusal(url: str, fetcher: Fetcher | None = None) -> str:
    """The code with which an address is refused."""
    with pytest.raises(FetchError) as caught:
        (fetcher or Fetcher(LOCAL)).fetch(url)
    return caught.value.code


def at(*addresses: str) -> Fetcher:
    """A fetcher without loopback for which every host is at these addresses."""
    return Fetcher(
        Policy(seconds=3.0, patience=0.5, delay=0.0, robots=False), resolver=lambda host, port: list(addresses)
    )


def test_a_page_is_fetched_with_its_address_and_headers() -> None:
    with serving({"/a": text("نص", ETag='"1"')}) as site:
        page = Fetcher(LOCAL).fetch(f"{site.url}/a#part")
    assert (page.status, page.body.decode(), page.etag, page.url) == (200, "نص", '"1"', f"{site.url}/a")


def test_an_arabic_path_is_sent_in_percent_signs() -> None:
    with serving({"/%D8%AE%D8%A8%D8%B1": text("نص")}) as site:
        assert Fetcher(LOCAL).fetch(f"{site.url}/خبر").status == 200


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/x",
        "file:///etc/passwd",
        "gopher://a.example",
        "//a.example",
        "a.example",
        "",
        "http://",
        "http://[::1",
    ],
)
def test_only_web_addresses_are_fetched(url: str) -> None:
    assert refusal(url) == "fetch.scheme"


@pytest.mark.parametrize("url", ["http://user@a.example/", "http://user:secret@a.example/", "https://:@a.example/"])
def test_an_address_with_a_user_is_refused(url: str) -> None:
    assert refusal(url) == "fetch.userinfo"


@pytest.mark.parametrize("port", [22, 25, 8080, 6379])
def test_other_ports_are_refused(port: int) -> None:
    assert refusal(f"http://a.example:{port}/", at("93.184.215.14")) == "fetch.port"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.254", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "192.0.0.170", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1",
        "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "2002:7f00:1::1", "64:ff9b::7f00:1",
        "64:ff9b:1::1", "2001::1", "2001:db8::1", "fec0::1", "100::1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert closed(address)
    assert refusal("http://inside.example/", at(address)) == "fetch.address"


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "2a00:1450:4001::1"])
def test_a_public_address_is_public(address: str) -> None:
    assert closed(address) is None


def test_one_inner_address_among_public_ones_is_refused() -> None:
    assert refusal("http://mixed.example/", at("93.184.215.14", "10.0.0.1")) == "fetch.address"


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_loopback_in_any_spelling_is_refused(host: str) -> None:
    fetcher = Fetcher(Policy(seconds=3.0, robots=False))
    assert refusal(f"http://{host}/", fetcher) in ("fetch.address", "fetch.unreachable")


def test_a_name_that_changes_its_address_is_refused() -> None:
    with serving({"/a": text("نص")}) as site:
        answers = iter([["127.0.0.1"], ["127.0.0.1"], ["192.168.1.1"]])  # for robots.txt, the page, and the page again
        fetcher = Fetcher(LOCAL, resolver=lambda host, port: next(answers))
        url = f"http://rebind.example:{site.server_address[1]}/a"
        assert fetcher.fetch(url).status == 200
        assert refusal(url, fetcher) == "fetch.address"


def test_a_redirect_to_this_machine_is_refused() -> None:
    with serving({"/a": moved("http://inside.example:80/secret")}) as site:
        port = site.server_address[1]

        def resolver(host: str, p: int) -> list[str]:
            return ["127.0.0.1"] if p == port else ["10.0.0.7"]

        fetcher = Fetcher(LOCAL, resolver=resolver)
        assert refusal(f"{site.url}/a", fetcher) == "fetch.address"


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://a.example/"])
def test_a_redirect_to_another_scheme_is_refused(to: str) -> None:
    with serving({"/a": moved(to)}) as site:
        assert refusal(f"{site.url}/a") == "fetch.scheme"


def test_redirects_are_followed_to_where_they_end() -> None:
    with serving({"/a": moved("/b"), "/b": moved("c"), "/c": text("نص")}) as site:
        assert Fetcher(LOCAL).fetch(f"{site.url}/a").url == f"{site.url}/c"


def test_a_ring_of_redirects_ends() -> None:
    with serving({"/a": moved("/b"), "/b": moved("/a")}) as site:
        assert refusal(f"{site.url}/a") == "fetch.redirects"
        assert sum(path in ("/a", "/b") for path, _ in site.asked) == LOCAL.redirects + 1


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("br", brotli.compress), ("zstd", zstandard.ZstdCompressor().compress), ("identity", bytes),
        ("gzip", lambda data: gzip.compress(data[:9]) + gzip.compress(data[9:])),
    ],
)  # fmt: skip
def test_a_packed_page_is_unpacked(encoding: str, pack) -> None:  # type: ignore[no-untyped-def]
    body = "وصلت أول قافلة إلى البلدة. ".encode() * 50
    with serving({"/a": lambda request: request.answer(200, pack(body), Content_Encoding=encoding)}) as site:
        assert Fetcher(LOCAL).fetch(f"{site.url}/a").body == body


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("br", brotli.compress),
        ("zstd", zstandard.ZstdCompressor().compress),
        ("deflate", zlib.compress),
    ],
)
def test_a_bomb_is_stopped_where_the_limit_is(encoding: str, pack) -> None:  # type: ignore[no-untyped-def]
    bomb = pack(bytes(64 << 20))
    assert len(bomb) < LOCAL.sent
    began = time.monotonic()
    with pytest.raises(FetchError) as caught:
        unpacked([bomb], encoding, LOCAL)
    assert caught.value.code == "fetch.too_large"
    assert time.monotonic() - began < 2


def test_a_bomb_of_many_members_is_stopped() -> None:
    member = gzip.compress(bytes(1 << 20))
    with pytest.raises(FetchError, match="unpacks to more"):
        unpacked([member * 20], "gzip", LOCAL)


@pytest.mark.parametrize("encoding", ["gzip, gzip", "compress", "br, gzip"])
def test_a_body_packed_twice_or_in_an_unknown_way_is_refused(encoding: str) -> None:
    with pytest.raises(FetchError) as caught:
        unpacked([b"x"], encoding, LOCAL)
    assert caught.value.code == "fetch.encoding"


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "br", "zstd"]))
def test_any_litter_in_a_body_is_an_answer_or_a_fetch_error(data: bytes, encoding: str) -> None:
    try:
        assert isinstance(unpacked([data], encoding, LOCAL), bytes)
    except FetchError as error:
        assert error.code == "fetch.encoding"


def _stream(piece: bytes, pause: float):  # type: ignore[no-untyped-def]
    def send(request: Request) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.end_headers()
        request.close_connection = True
        try:
            while True:
                request.wfile.write(piece)
                time.sleep(pause)
        except OSError:
            pass

    return send


def test_an_endless_stream_is_cut_at_its_size() -> None:
    with serving({"/a": _stream(bytes(1 << 16), 0)}) as site:
        assert refusal(f"{site.url}/a") == "fetch.too_large"


def test_a_server_that_sends_a_letter_at_a_time_is_cut_in_time() -> None:
    policy = Policy(loopback=True, delay=0.0, seconds=0.8, patience=0.5, robots=False)
    began = time.monotonic()
    with serving({"/a": _stream(b"x", 0.1)}) as site:
        assert refusal(f"{site.url}/a", Fetcher(policy)) == "fetch.time"
    assert time.monotonic() - began < 3


def test_a_server_that_never_answers_is_left_in_time() -> None:
    policy = Policy(loopback=True, delay=0.0, seconds=1.0, patience=0.3, robots=False)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert refusal(f"http://127.0.0.1:{silent.getsockname()[1]}/", Fetcher(policy)) == "fetch.time"


def test_a_name_server_that_never_answers_is_left_in_time() -> None:
    done = threading.Event()

    def resolver(host: str, port: int) -> list[str]:
        done.wait(5)
        return []

    try:
        assert (
            refusal("http://slow.example/", Fetcher(Policy(patience=0.2, robots=False), resolver=resolver))
            == "fetch.time"
        )
    finally:
        done.set()


def test_what_is_no_http_is_a_protocol_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as strange:

        def answer() -> None:
            peer, _ = strange.accept()
            with peer:
                peer.recv(1000)
                peer.sendall(b"SSH-2.0-OpenSSH\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        policy = Policy(loopback=True, delay=0.0, robots=False, seconds=3.0)
        assert refusal(f"http://127.0.0.1:{strange.getsockname()[1]}/", Fetcher(policy)) == "fetch.protocol"
        thread.join()


def test_what_robots_txt_forbids_is_not_asked_for() -> None:
    rules = "User-agent: *\nDisallow: /private\n\nUser-agent: marsad\nDisallow: /closed\n"
    with serving({"/robots.txt": text(rules), "/closed": text("x"), "/private": text("نص")}) as site:
        fetcher = Fetcher(LOCAL)
        assert refusal(f"{site.url}/closed/a", fetcher) == "fetch.robots"
        assert fetcher.fetch(f"{site.url}/private").status == 200
        assert [path for path, _ in site.asked] == ["/robots.txt", "/private"]


def test_a_site_whose_robots_txt_fails_is_left_alone() -> None:
    with serving({"/robots.txt": lambda request: request.answer(500), "/a": text("نص")}) as site:
        assert refusal(f"{site.url}/a") == "fetch.later"


def test_a_host_is_not_asked_faster_than_the_delay() -> None:
    slept: list[float] = []
    with serving({"/a": text("نص"), "/robots.txt": text("User-agent: *\nCrawl-delay: 7\n")}) as site:
        policy = Policy(loopback=True, delay=2.0)
        fetcher = Fetcher(policy, clock=lambda: 100.0 + sum(slept), sleep=slept.append)
        fetcher.fetch(f"{site.url}/a")
        fetcher.fetch(f"{site.url}/a")
    assert slept == [2.0, 7.0]


def test_retry_after_is_obeyed() -> None:
    with serving({"/a": lambda request: request.answer(429, Retry_After="3600"), "/b": text("نص")}) as site:
        fetcher = Fetcher(LOCAL)
        with pytest.raises(FetchError) as caught:
            fetcher.fetch(f"{site.url}/a")
        assert (caught.value.code, caught.value.retry_after) == ("fetch.later", 3600.0)
        assert refusal(f"{site.url}/b", fetcher) == "fetch.later"
        assert "/b" not in [path for path, _ in site.asked]


def test_retry_after_may_be_a_date() -> None:
    when = format_datetime(datetime.now(UTC) + timedelta(minutes=10), usegmt=True)
    with serving({"/a": lambda request: request.answer(503, Retry_After=when)}) as site:
        with pytest.raises(FetchError) as caught:
            Fetcher(LOCAL).fetch(f"{site.url}/a")
        assert caught.value.retry_after == pytest.approx(600, abs=5)


def test_a_page_that_did_not_change_is_not_sent_again() -> None:
    def page(request: Request) -> None:
        known = request.headers.get("If-None-Match") == '"1"' and request.headers.get("If-Modified-Since")
        request.answer(
            304 if known else 200, b"" if known else b"x", ETag='"1"', Last_Modified="Mon, 01 Jan 2024 00:00:00 GMT"
        )

    with serving({"/a": page}) as site:
        fetcher = Fetcher(LOCAL)
        first = fetcher.fetch(f"{site.url}/a")
        second = fetcher.fetch(f"{site.url}/a", etag=first.etag, modified=first.modified)
    assert (first.unchanged, second.unchanged, second.body) == (False, True, b"")


@pytest.mark.parametrize("status", [404, 410, 500, 403])
def test_a_page_that_is_not_there_says_so(status: int) -> None:
    with serving({"/a": lambda request: request.answer(status)}) as site:
        assert refusal(f"{site.url}/a") == "fetch.status"


def test_the_pages_of_the_web_never_fetch() -> None:
    package = Path(__file__).resolve().parents[2] / "src/marsad/web"
    assert not [file.name for file in package.rglob("*.py") if "ingest.fetch" in file.read_text(encoding="utf-8")]


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_a_fetch_error(url: str) -> None:
    try:
        assert checked(url).scheme in ("http", "https")
    except FetchError as error:
        assert error.code in ("fetch.scheme", "fetch.userinfo")
