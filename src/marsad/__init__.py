"""Marsad (مرصد): Arabic news reporting as a record that can be checked.

    import marsad
    report = marsad.code("استقبل وزير الخارجية العماني وفدا أمميا في مسقط أمس.", published="2026-01-12")
    report.events[0].type, report.events[0].trigger.text

    with marsad.open_store("news.db") as store:
        store.add(report)
        table = store.events(type="CONSULT", since="2026-01-11").to_polars()

`Coder` codes many articles with one loaded model; the types of a record are in `marsad.record`, what a store can be asked
in `marsad.store`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.errors import DataError, InputError, MarsadError, StoreError

if TYPE_CHECKING:
    from marsad.coder import Coder, code
    from marsad.record import Report
    from marsad.store import open_store

    __version__: str

__all__ = [
    "Coder",
    "DataError",
    "InputError",
    "MarsadError",
    "Report",
    "StoreError",
    "__version__",
    "code",
    "open_store",
]

_HOMES = {
    "Coder": ("marsad.coder", "Coder"),
    "Report": ("marsad.record", "Report"),
    "__version__": ("marsad.version", "VERSION"),
    "code": ("marsad.coder", "code"),
    "open_store": ("marsad.store", "open_store"),
}


def __getattr__(name: str) -> object:
    """Load a part only when somebody asks for it: `import marsad` stays fast."""
    if name not in _HOMES:
        raise AttributeError(f"module 'marsad' has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    found = globals()[name] = getattr(import_module(module), attribute)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
