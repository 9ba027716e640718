from __future__ import annotations

import pytest

from marsad.ingest.published import read_published


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ("2026-02-05T18:30:00+03:00", ("2026-02-05T18:30+03:00", "minute")),
        ("2026-02-05T18:30:00+0300", ("2026-02-05T18:30+03:00", "minute")),
        ("2026-02-05T18:30:59.123Z", ("2026-02-05T18:30Z", "minute")),
        ("2026-02-05 18:30:00", ("2026-02-05T18:30", "minute")),
        ("2026-02-05", ("2026-02-05", "day")),
        ("2026-02", ("2026-02", "month")),
        ("2026", ("2026", "year")),
        ("Thu, 05 Feb 2026 18:30:00 +0300", ("2026-02-05T18:30+03:00", "minute")),
        ("الخميس 5 شباط 2026 18:30", ("2026-02-05T18:30", "minute")),
        ("5 فبراير 2026", ("2026-02-05", "day")),
        ("2026-02-30", None),
        ("2026-13", None),
        ("أمس", None),
        ("", None),
    ],
)
def test_a_stated_time_keeps_its_precision_and_its_zone(stated: str, read: tuple[str, str] | None) -> None:
    assert read_published(stated) == read
