"""What some formats need beside Marsad's own dependencies, and what to say where it is missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from marsad.errors import InputError


def need(module: str) -> Any:
    """The module of the extra `export`; raises `InputError` `export.extra` where it is not installed.

    >>> need("pyarrow.parquet")
    """
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        hint = 'Install it: pip install "marsad[export]"'
        raise InputError("export.extra", f"This format needs the package {package}.", hint=hint) from error
