"""From files into the store: articles are coded, kept, and compared with those before them; archives can be gone on with."""

from __future__ import annotations

from marsad.intake.desk import Desk, Told
from marsad.intake.files import take_paths
from marsad.intake.folder import watch_folder

__all__ = ["Desk", "Told", "take_paths", "watch_folder"]
