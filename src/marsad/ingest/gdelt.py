"""GDELT's files name articles and do not hold them: the addresses in GKG, Events and Mentions files, to be fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from marsad.errors import InputError
from marsad.ingest.addresses import address_id
from marsad.ingest.document import Document, Failure

if TYPE_CHECKING:  # the network is loaded by who asks for it
    from marsad.ingest.fetch import Fetched

# How many tab-separated columns a file has → the column with the address (GDELT 2.0 codebooks; Events 1.0 has 58).
_ADDRESS = {27: 4, 61: 60, 58: 57, 16: 5}
_WEB = ("http://", "https://")
Fetch = Callable[[str], "Fetched"]


def addresses(lines: Iterable[bytes]) -> Iterator[str]:
    """The addresses of articles in a GKG, Events or Mentions file, or in a list with one a line; each one once."""
    seen: set[str] = set()
    for line in lines:
        cells = line.decode("utf-8", "replace").rstrip("\r\n").split("\t")
        address = cells[_ADDRESS.get(len(cells), 0)].strip()
        if address.startswith(_WEB) and address not in seen:
            seen.add(address)
            yield address


def read_addresses(lines: Iterable[bytes], *, name: str, fetch: Fetch | None) -> Iterator[Document | Failure]:
    """The articles behind the addresses of a file; without `fetch` one failure that says how (`input.fetch`)."""
    if fetch is None:
        yield Failure(
            name,
            InputError("input.fetch", "The file lists addresses, not articles.", hint="Say --fetch to fetch them."),
        )
        return
    for address in addresses(lines):
        yield fetched_article(address, fetch)


def fetched_article(address: str, fetch: Fetch) -> Document | Failure:
    """The article at an address; its id is that of the address (`address_id`), also where it leads elsewhere."""
    from marsad.ingest.fetch import FetchError
    from marsad.ingest.html import read_html

    try:
        page = fetch(address)
        document = read_html(page.body, name=address, url=page.url)
    except FetchError as error:
        return Failure(address, InputError(error.code, error.message, hint=error.hint))
    except InputError as error:
        return Failure(address, error)
    return replace(document, id=address_id(address))
