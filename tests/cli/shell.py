"""Runs the real `marsad` in a process of its own, as a shell would."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = "import sys; sys.argv[0] = 'marsad'; from marsad.cli import main; main()"


def marsad(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """What a command answers: `returncode`, `stdout` and `stderr` (bytes)."""
    command = [sys.executable, "-c", SCRIPT, *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False)
