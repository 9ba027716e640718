"""What a query of the store finds: rows to walk over, to count, or to take away as a table of polars or pandas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from marsad.errors import StoreError
from marsad.export.event_row import Cell

if TYPE_CHECKING:
    import pandas
    import polars

Row_co = TypeVar("Row_co", covariant=True)

_INTEGERS = frozenset({
    "geonames", "killed_low", "killed_high", "injured_low", "injured_high", "low", "high", "start", "end",
})  # fmt: skip
_NUMBERS = frozenset({"intensity", "lat", "lon", "confidence"})
_TIMES = frozenset({"published", "date_start", "date_end", "period_start", "period_end"})


class Rows(Generic[Row_co]):
    """The rows that a query finds, asked for anew each time: `for row in rows`, `len(rows)`, `rows.first()`, or a table.

    Cells of a table are typed: counts are integers, `lat` or `confidence` floats, `published`, `date_start` … times.
    A day is midnight of that day (`date_precision` tells a day from a minute), local time of the outlet, its offset left
    out; what names no day ("2026-02") is null. `to_dicts` has the times as the record has them, as text.
    Raises `StoreError` like the store.

    >>> rows = store.events(type="ASSAULT", since="2026-02-01", place="تل الزنابق")
    >>> len(rows), rows.first().event.trigger.text
    (9, 'قصف')
    >>> rows.to_polars().group_by("outlet").len()
    """

    def __init__(
        self,
        walk: Callable[[], Iterator[Row_co]],
        count: Callable[[], int],
        cells: Callable[[], Iterator[dict[str, Cell]]],
        columns: Iterable[str],
    ) -> None:
        self._walk, self._count, self._cells, self._columns = walk, count, cells, list(columns)

    def __iter__(self) -> Iterator[Row_co]:
        return self._walk()

    def __len__(self) -> int:
        return self._count()

    def __bool__(self) -> bool:
        return self.first() is not None

    def first(self) -> Row_co | None:
        """The first row, or None when there is none."""
        return next(iter(self), None)

    def to_dicts(self) -> list[dict[str, Cell]]:
        """Every row as a flat mapping of column to cell; the columns are the same whatever is found."""
        return list(self._cells())

    def to_polars(self) -> polars.DataFrame:
        """A table of polars; `StoreError` `store.extra` where it is not installed."""
        library = _need("polars")
        types = self._types(library.Int64, library.Float64, library.Datetime("us"), library.String)
        frame: polars.DataFrame = library.DataFrame(self._typed(), schema=types)
        return frame

    def to_pandas(self) -> pandas.DataFrame:
        """A table of pandas, with its types that know null (`Int64`, `string`); `StoreError` `store.extra` without it."""
        library = _need("pandas")
        types = self._types("Int64", "float64", "datetime64[us]", "string")
        frame: pandas.DataFrame = library.DataFrame(self._typed(), columns=self._columns).astype(types)
        return frame

    def _types(self, integer: Any, number: Any, time: Any, text: Any) -> dict[str, Any]:
        special = dict.fromkeys(_INTEGERS, integer) | dict.fromkeys(_NUMBERS, number) | dict.fromkeys(_TIMES, time)
        return {name: special.get(name, text) for name in self._columns}

    def _typed(self) -> list[dict[str, Any]]:
        return [{name: _time(cell) if name in _TIMES else cell for name, cell in row.items()} for row in self._cells()]


def _time(text: Cell) -> datetime | None:
    """Day or minute of an ISO 8601 time; None where it names a month or less.

    >>> _time("2026-02-03T21:40+03:00")
    datetime.datetime(2026, 2, 3, 21, 40)
    """
    try:
        return datetime.fromisoformat(str(text)).replace(tzinfo=None)
    except ValueError:
        return None


def _need(module: str) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        hint = 'Install it: pip install "marsad[frames]"'
        raise StoreError("store.extra", f"This table needs the package {module}.", hint=hint) from error
