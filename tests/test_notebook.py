"""The notebook runs as it stands in the repository, shows its plots, and carries no outputs there."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
traitlets = pytest.importorskip("traitlets.config")
for library in ("ipykernel", "matplotlib", "polars"):
    pytest.importorskip(library)

NOTEBOOK = Path(__file__).parents[1] / "docs" / "notebooks" / "first-look.ipynb"


@pytest.fixture(scope="module")
def notebook() -> Any:
    return nbformat.read(NOTEBOOK, as_version=4)


def code_cells(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_the_notebook_is_whole_and_carries_no_outputs(notebook: Any) -> None:
    nbformat.validate(notebook)
    assert len(code_cells(notebook)) >= 8
    assert [cell for cell in code_cells(notebook) if cell.outputs or cell.execution_count is not None] == []


def test_the_notebook_runs_and_shows_three_plots(notebook: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with TemporaryDirectory() as folder:  # not `tmp_path`: the path of a socket must be short
        monkeypatch.chdir(folder)
        for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR"):
            monkeypatch.setenv(name, folder)
        no_ports = traitlets.Config(KernelManager={"transport": "ipc", "ip": str(Path(folder) / "kernel")})
        done = nbclient.NotebookClient(notebook.copy(), config=no_ports, kernel_name="python3", timeout=120).execute()
        monkeypatch.undo()
    shown = [output for cell in code_cells(done) for output in cell.outputs]
    assert not any("missing from font" in output.get("text", "") for output in shown)
    assert sum("image/png" in output.get("data", {}) for output in shown) == 3
    assert any("20 articles" in output.get("text", "") for output in shown)
