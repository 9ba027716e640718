"""The real coder, loaded once."""

from __future__ import annotations

import pytest

from marsad.coder import Coder


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder()
