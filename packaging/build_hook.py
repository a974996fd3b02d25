"""Makes the wheel: the houses of this repository as the one package `sparkproof`.

In the repository the houses stand at the top (`renderer/`, `overlays/` …) and import each other by
those names. In an environment of other people's packages such names would collide. So each house
is copied under `sparkproof/`, and its import statements are given the longer name, at the places
where Python's own parser finds them. Lines stay lines: a traceback says the same in both.
"""

from __future__ import annotations

import ast
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

PACKAGE = "sparkproof"
DOORS = ("app.py", "cli.py")
# Beside app.py, where Streamlit looks for its settings.
SETTINGS = ".streamlit/config.toml"
# What only the makers of this repository run.
LEFT_OUT = ("text_reader.onnx", "build_assets.py", "packages.py")
_NOT_HOUSES = ("bench",)


class Sparkproof(BuildHookInterface[Any]):
    """Has the wheel hold the package that is made for it, and nothing else."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            raise SystemExit(
                "Sparkproof is not installed with -e: run it where it lies (python cli.py, "
                "python app.py), or install a copy with `pip install .`."
            )
        self._folder = tempfile.TemporaryDirectory()
        made = make_package(Path(self.root), Path(self._folder.name))
        build_data["force_include"][str(made)] = PACKAGE

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        self._folder.cleanup()


class Requirements(MetadataHookInterface):
    """What is asked for at installation, from the lists of what was tested."""

    def update(self, metadata: dict[str, Any]) -> None:
        root = Path(self.root)
        exact = frozenset(self.config["exact"])
        metadata["dependencies"] = requirements(root / "requirements.txt", exact)
        extras = {
            path.stem.removeprefix("requirements-"): requirements(path, exact)
            for path in sorted(root.glob("requirements-*.txt"))
        }
        del extras["dev"]
        # Fetches the model that reads words; environments made by uv have none.
        metadata["optional-dependencies"] = {**extras, "check": ["pip"]}


def make_package(root: Path, folder: Path) -> Path:
    """Writes the package `sparkproof` of the repository at `root` into `folder`.

    Raises ValueError for an import that cannot be given another name.
    """
    package = folder / PACKAGE
    names = frozenset(houses(root))
    for path in _shipped(root, names):
        target = package / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".py":
            target.write_text(with_package(path.read_text("utf-8"), names), "utf-8", newline="\n")
        else:
            shutil.copyfile(path, target)
    for path in sorted((root / "packaging" / "package").iterdir()):
        shutil.copyfile(path, package / path.name)
    return package


def houses(root: Path) -> list[str]:
    """The packages at the top of the repository that are the product."""
    found = (path.parent.name for path in root.glob("*/__init__.py"))
    return sorted(name for name in found if name not in _NOT_HOUSES)


def with_package(source: str, names: frozenset[str]) -> str:
    """A module in which `from renderer.plan import …` is `from sparkproof.renderer.plan import …`.

    Raises ValueError for `import renderer.plan`: what it binds would have another name.
    """
    lines = source.encode().splitlines(keepends=True)
    for node in _imports_of_ours(ast.parse(source), names):
        line = lines[node.lineno - 1]
        before, statement = line[: node.col_offset], line[node.col_offset :]
        found = re.match(rb"from\s+(?=\w)", statement)
        if not isinstance(node, ast.ImportFrom) or found is None:
            words = statement.decode().strip()
            raise ValueError(f"write `from … import …` on one line instead of `{words}`")
        longer = found.group() + f"{PACKAGE}.".encode() + statement[found.end() :]
        lines[node.lineno - 1] = before + longer
    return b"".join(lines).decode()


def requirements(path: Path, exact: frozenset[str]) -> list[str]:
    """Those of a file, without the files that it names.

    A pin stays one where the version decides what is seen; otherwise it is the oldest that will
    do, below the next version that may break: `numpy>=2.4.6,<3`, `typer>=0.29.2,<0.30`.
    """
    lines = (line.split("#")[0].strip() for line in path.read_text("utf-8").splitlines())
    pinned = (line.split("==") for line in lines if line and not line.startswith("-r"))
    return [
        f"{name}=={version}" if name in exact else f"{name}>={version},<{_breaks_at(version)}"
        for name, version in pinned
    ]


def _breaks_at(version: str) -> str:
    first, second, *_ = version.split(".")
    return f"0.{int(second) + 1}" if first == "0" else str(int(first) + 1)


def _imports_of_ours(
    tree: ast.Module, names: frozenset[str]
) -> Iterator[ast.ImportFrom | ast.Import]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            imported = [node.module or ""]
        elif isinstance(node, ast.Import):
            imported = [alias.name for alias in node.names]
        else:
            continue
        if any(name.split(".")[0] in names for name in imported):
            yield node


def _shipped(root: Path, names: frozenset[str]) -> Iterator[Path]:
    for name in sorted(names):
        for path in sorted((root / name).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and path.name not in LEFT_OUT:
                yield path
    for ad in sorted(root.glob("samples/*/ad.yaml")):
        yield from sorted(ad.parent.iterdir())
    yield from (root / "samples" / "CREDITS.md", *(root / door for door in DOORS), root / SETTINGS)
