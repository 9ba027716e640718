"""What several tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

# As `marsad` does: more threads than free cores only wait for each other (a third of the speed on two busy ones).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The research data beside the repository; a test that needs it carries the marker `shared`."""
    if not SHARED.is_dir():
        pytest.skip("needs the research data beside the repository")
    return SHARED
