"""The house: who imports whom, and where each outside library may be used."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ORDER = ("overlays", "renderer", "qa", "batch", "studio")
DOORS = ("app", "cli")
# Outside library -> the only places that may import it.
FENCES = {
    "skia": ("overlays/drawing/skia_engine.py",),
    "streamlit": ("studio/", "app.py"),
    "av": ("renderer/",),
    "moviepy": ("bench/", "renderer/scripting/"),
    "batch": ("batch/", "cli.py"),
    "distributed": ("batch/dask_workers.py",),
    "playwright": ("tests/", "bench/"),
    "typer": ("cli.py", "batch/command.py"),
    "rich": ("cli.py", "batch/command.py", "renderer/progress_line.py", "bench/"),
}
VAGUE = {"utils", "helpers", "common", "misc"}


def sources() -> list[Path]:
    folders = [path for name in (*ORDER, "bench") for path in (ROOT / name).rglob("*.py")]
    return [*folders, *(ROOT / f"{door}.py" for door in DOORS)]


def imports(path: Path) -> Iterator[tuple[str, ast.stmt]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or "", node


@pytest.mark.parametrize("folder", ORDER)
def test_imports_go_one_way(folder: str) -> None:
    right = {*ORDER[ORDER.index(folder) + 1 :], *DOORS, "bench", "samples", "tests"}
    for path in (ROOT / folder).rglob("*.py"):
        for name, _ in imports(path):
            assert name.split(".")[0] not in right, f"{path} imports {name}"


@pytest.mark.parametrize("library", FENCES)
def test_outside_libraries_stay_in_their_place(library: str) -> None:
    used = False
    for path in sources():
        place = path.relative_to(ROOT).as_posix()
        for name, _ in imports(path):
            if name.split(".")[0] == library:
                assert place.startswith(FENCES[library]), f"{place} imports {name}"
                used = True
    assert used or library == "playwright"


def test_no_vague_module_names() -> None:
    assert len(sources()) > 30
    assert not [path for path in sources() if path.stem in VAGUE]


def test_no_file_runs_away() -> None:
    long = {path.name: count for path in sources() if (count := _lines(path)) > 400}
    assert not long


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())
