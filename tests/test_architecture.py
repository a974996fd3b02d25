"""The house: its rooms in their order, who imports whom, and where each outside library is used."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# From the ground up. A room is a folder with all in it, or one file; it imports itself and rooms
# before it. What stands at a folder's root is a room of its own.
ROOMS = (
    "overlays/__init__.py",
    "overlays/errors.py",
    "overlays/colors.py",
    "overlays/geometry.py",
    "overlays/motion.py",
    "overlays/framing.py",
    "overlays/layers.py",
    "overlays/reading",
    "overlays/locales",
    "overlays/drawing",
    "overlays/viewports",
    "overlays/parts",
    "overlays/layout",
    "overlays/placements",
    "overlays/ad",
    "overlays/chrome.py",
    "overlays/assets",
    "renderer/__init__.py",
    "renderer/code_version.py",
    "renderer/own_process.py",
    "renderer/read_ahead.py",
    "renderer/source",
    "renderer/inspection",
    "renderer/files",
    "renderer/picture",
    "renderer/timeline.py",
    "renderer/look.py",
    "renderer/accent.py",
    "renderer/plan.py",
    "renderer/frames.py",
    "renderer/glances.py",
    "renderer/output",
    "renderer/scripting",
    "renderer/sheet",
    "renderer/worker",
    "player",
    "qa/__init__.py",
    "qa/finding.py",
    "qa/opening.py",
    "qa/seeing",
    "qa/compare",
    "qa/measure",
    "qa/live",
    "qa/reports",
    "qa/diff",
    "qa/baselines",
    "qa/compared.py",
    "qa/covering",
    "qa/checks",
    "qa/checked.py",
    "qa/judging.py",
    "qa/told.py",
    "qa/in_pytest.py",
    "qa/pytest_plugin.py",
    "batch",
    "signoff/__init__.py",
    "signoff/one_file",
    "signoff/seen.py",
    "signoff/wording",
    "signoff/briefing",
    "signoff/authorizing",
    "signoff/sharing",
    "signoff/reviews",
    "studio/__init__.py",
    "studio/store",
    "studio/work",
    "studio/inputs",
    "studio/phone",
    "studio/cards",
    "studio/exports",
    "studio/judging",
    "studio/authorizing",
    "studio/server",
    "studio/page.py",
    "studio/run.py",
    "studio/serving.py",
    "commands",
    "app.py",
    "cli.py",
)
HOUSES = sorted({room.split("/")[0] for room in ROOMS})
# Names for scripts: types alone, and a table of homes, so nothing is imported from above.
LENDS = "renderer/__init__.py"
# Outside library -> the only places that may import it.
FENCES = {
    "skia": ("overlays/drawing/skia/",),
    "streamlit": (
        *("studio/inputs/", "studio/phone/", "studio/cards/", "studio/exports/", "studio/judging/"),
        "studio/authorizing/",
        *("studio/work/", "studio/server/", "studio/page.py", "studio/serving.py", "app.py"),
    ),
    "av": ("renderer/",),
    "moviepy": ("bench/", "renderer/scripting/"),
    "openpyxl": ("batch/workbook.py",),
    "distributed": ("batch/dask_workers.py",),
    "playwright": ("tests/", "bench/"),
    "typer": ("cli.py", "commands/", "bench/fuzz/child.py"),
    "rich": ("cli.py", "commands/", "bench/", "qa/reports/terminal.py", "qa/in_pytest.py"),
    "pytest": ("qa/pytest_plugin.py", "bench/"),
    "jinja2": ("qa/reports/page.py", "signoff/authorizing/page.py"),
}
VAGUE = {"utils", "helpers", "common", "misc"}
LONGEST = 400


def sources(root: Path, houses: list[str]) -> list[Path]:
    """Every Python file of those folders and files, by its path from `root`."""
    found = [path for house in houses for path in (root / house).rglob("*.py")]
    files = [root / house for house in houses if house.endswith(".py")]
    return sorted(path.relative_to(root) for path in [*found, *files])


def room_of(path: Path, rooms: tuple[str, ...]) -> str:
    """The room that a file lies in. Raises AssertionError for a file in none."""
    place = path.as_posix()
    for room in rooms:
        if place == room or place.startswith(f"{room}/"):
            return room
    raise AssertionError(f"{place} is in no room: list its folder where it stands in the order")


def imports(path: Path) -> tuple[str, ...]:
    return _imports_of(path.read_text(encoding="utf-8"), path)


@functools.cache
def _imports_of(source: str, path: Path) -> tuple[str, ...]:
    return tuple(_imported(source, path))


def _imported(source: str, path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""
            # `from overlays import errors` names a module, too.
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def file_of(module: str, root: Path) -> Path | None:
    """Where one of our modules lies; None for what is no module of ours."""
    place = root.joinpath(*module.split("."))
    for path in (place.with_suffix(".py"), place / "__init__.py"):
        if path.is_file():
            return path.relative_to(root)
    return None


def imports_upwards(root: Path, houses: list[str], rooms: tuple[str, ...]) -> list[str]:
    """`renderer/plan.py imports studio/page.py`, for each import of a room that comes later."""
    found = []
    for path in sources(root, houses):
        own = rooms.index(room_of(path, rooms))
        if path.as_posix() == LENDS:
            continue
        for module in imports(root / path):
            other = file_of(module, root)
            if other and other.parts[0] in houses and rooms.index(room_of(other, rooms)) > own:
                found.append(f"{path} imports {other}")
    return sorted(set(found))


def test_imports_go_one_way() -> None:
    assert imports_upwards(ROOT, HOUSES, ROOMS) == []


def loaded_with(start: str) -> set[str]:
    """All files of ours that importing one imports: what stands in functions is left out."""
    found, left = set[str](), [Path(start)]
    while left:
        path = left.pop()
        if path.as_posix() not in found:
            found.add(path.as_posix())
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            top = ast.Module(
                [one for one in tree.body if isinstance(one, ast.Import | ast.ImportFrom)], []
            )
            modules = _imports_of(ast.unparse(top), path)
            left += [other for module in modules if (other := file_of(module, ROOT))]
    return found


def test_the_app_loads_nothing_that_judges() -> None:
    """A worker does, once something is to be judged: a tenth of what the app loads, and more."""
    loaded = loaded_with("studio/page.py")
    assert "studio/judging/order.py" in loaded
    assert not loaded & {"qa/checked.py", "qa/compared.py"}


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_is_empty(room: str) -> None:
    assert any(room_of(path, ROOMS) == room for path in sources(ROOT, HOUSES))


def test_every_room_says_what_it_is_for() -> None:
    """In three lines: what comes in, what goes out, what it never does."""
    for room in ROOMS:
        if room.endswith(".py") or room == "overlays/assets":
            continue
        words = ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text("utf-8"))) or ""
        assert all(part in words for part in ("In: ", "Out: ", "Never: ")), room


class TestOfTheTest:
    """A house of two rooms, in a folder of its own."""

    ROOMS = ("low", "high")

    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        for room in self.ROOMS:
            (tmp_path / room).mkdir()
            (tmp_path / room / "__init__.py").write_text("")
            (tmp_path / room / "thing.py").write_text("import json\n")
        return tmp_path

    @pytest.mark.parametrize(
        "line",
        [
            "from high.thing import name",
            "from high import thing",
            "import high.thing",
            "def later():\n    import high",
        ],
    )
    def test_an_import_upwards_is_found(self, root: Path, line: str) -> None:
        (root / "high" / "other.py").write_text("from low.thing import name\n")
        assert imports_upwards(root, ["high", "low"], self.ROOMS) == []
        (root / "low" / "thing.py").write_text(line)
        (found,) = imports_upwards(root, ["high", "low"], self.ROOMS)[:1]
        assert found.startswith("low/thing.py imports high/")

    def test_a_room_that_is_not_listed_is_found(self, root: Path) -> None:
        (root / "low" / "thing.py").unlink()
        with pytest.raises(AssertionError, match=r"high/__init__\.py is in no room"):
            imports_upwards(root, ["high", "low"], ("low",))

    def test_a_relative_import_is_found(self, root: Path) -> None:
        (root / "low" / "thing.py").write_text("from . import other\n")
        with pytest.raises(AssertionError, match="relative import"):
            imports_upwards(root, ["high", "low"], self.ROOMS)


@pytest.mark.parametrize("library", FENCES)
def test_outside_libraries_stay_in_their_place(library: str) -> None:
    used = False
    for path in sources(ROOT, [*HOUSES, "bench"]):
        for name in imports(ROOT / path):
            if name.split(".")[0] == library:
                assert path.as_posix().startswith(FENCES[library]), f"{path} imports {name}"
                used = True
    assert used or library == "playwright"


def test_the_player_knows_no_page() -> None:
    """A file for review and a report play it without a server."""
    for path in (ROOT / "player" / "browser").glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert "Streamlit" not in text, path
        assert "setStateValue" not in text, path


def test_no_vague_module_names() -> None:
    assert not [path for path in sources(ROOT, HOUSES) if path.stem in VAGUE]


def test_no_file_runs_away() -> None:
    lines = {
        path: len((ROOT / path).read_text(encoding="utf-8").splitlines())
        for path in sources(ROOT, [*HOUSES, "bench"])
    }
    assert len(lines) > 100
    assert not {path: count for path, count in lines.items() if count > LONGEST}
