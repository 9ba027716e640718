"""Arabic date phrases: where they stand, and which days they mean."""

from marsad.text.dates.phrases import DatePhrase, date_spans, find_dates, resolve_date
from marsad.text.dates.published import find_published

__all__ = ["DatePhrase", "date_spans", "find_dates", "find_published", "resolve_date"]
