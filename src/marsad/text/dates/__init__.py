"""Arabic date phrases: where they stand, and which days they mean."""

from marsad.text.dates.phrases import DatePhrase, date_spans, find_dates, resolve_date

__all__ = ["DatePhrase", "date_spans", "find_dates", "resolve_date"]
