"""The one way in which Marsad fetches anything from the network.

>>> from marsad.ingest.fetch import Fetcher
>>> page = Fetcher().fetch("https://news.example/rss")  # doctest: +SKIP
>>> page.status, page.body  # doctest: +SKIP

Only http and https, on ports 80 and 443, to public addresses, on every hop of a redirect; robots.txt is obeyed, hosts are
not hurried, and bodies, redirects and time have limits (`Policy`). Nothing that an anonymous visitor of the web pages typed
is ever fetched: the pages do not import this package (tests/ingest/test_fetch.py looks).
"""

from __future__ import annotations

from marsad.ingest.fetch.fetcher import Fetched, Fetcher
from marsad.ingest.fetch.policy import FetchError, Policy

__all__ = ["FetchError", "Fetched", "Fetcher", "Policy"]
