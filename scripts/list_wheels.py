"""For which systems and Pythons do all requirements have wheels? Asks the package index by pip.

    python scripts/list_wheels.py [requirements.txt]

Prints a table; what has no wheel somewhere is named. pip is asked once, for what it would install
here, and tells every file that there is on its way. Nothing is installed.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

PYTHONS = ((3, 11), (3, 12), (3, 13), (3, 14))
_GLIBC = (28, 27, 26, 24, 17, 12, 5)
_OLD_GLIBC = ("manylinux2014", "manylinux2010", "manylinux1")


def _linux(processor: str) -> tuple[str, ...]:
    names = (*(f"manylinux_2_{version}" for version in _GLIBC), *_OLD_GLIBC, "linux")
    return tuple(f"{name}_{processor}" for name in names)


def _macos(newest: int, processor: str) -> tuple[str, ...]:
    versions = [f"{version}_0" for version in range(newest, 10, -1)]
    versions += [f"10_{version}" for version in range(16, 5, -1)]
    return tuple(
        f"macosx_{version}_{kind}" for version in versions for kind in (processor, "universal2")
    )


SYSTEMS = {
    "Linux, x86-64": _linux("x86_64"),
    "Linux, ARM": _linux("aarch64"),
    "macOS 14, ARM": _macos(14, "arm64"),
    "macOS 14, Intel": _macos(14, "x86_64"),
    "Windows, x86-64": ("win_amd64",),
}


def main() -> None:
    listed = Path(sys.argv[1] if len(sys.argv) > 1 else "requirements.txt")
    wheels = _wheels(listed)
    names = [".".join(map(str, python)) for python in PYTHONS]
    print(f"| {listed.name}, {len(wheels)} packages |", " | ".join(names), "|")
    print("|---" * (len(PYTHONS) + 1) + "|")
    for system, platforms in SYSTEMS.items():
        cells = (_cell(wheels, frozenset(_tags(python, platforms))) for python in PYTHONS)
        print(f"| {system} |", " | ".join(cells), "|")


def _cell(wheels: dict[str, list[frozenset[Tag]]], tags: frozenset[Tag]) -> str:
    missing = [name for name, files in wheels.items() if not any(tags & file for file in files)]
    return "yes" if not missing else f"no: {', '.join(missing)}"


def _tags(python: tuple[int, int], platforms: tuple[str, ...]) -> Iterator[Tag]:
    yield from cpython_tags(python, platforms=platforms)
    interpreter = f"cp{python[0]}{python[1]}"
    yield from compatible_tags(python, interpreter=interpreter, platforms=platforms)


def _wheels(listed: Path) -> dict[str, list[frozenset[Tag]]]:
    """The tags of each wheel of each package that would be installed, in its chosen version."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            *(sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "-vv"),
            *("--disable-pip-version-check", "--report", report, "-r", listed),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        chosen = json.loads(report.read_text("utf-8"))["install"]
    versions = {
        canonicalize_name(one["metadata"]["name"]): one["metadata"]["version"] for one in chosen
    }
    found: dict[str, list[frozenset[Tag]]] = {name: [] for name in sorted(versions)}
    for file in set(re.findall(r"/([^/\s#]+\.whl)", done.stdout)):
        try:
            name, version, _, tags = parse_wheel_filename(file)
        except ValueError:
            continue
        if versions.get(name) == str(version):
            found[name].append(tags)
    return found


if __name__ == "__main__":
    main()
