"""For which systems and Pythons do all requirements have wheels? Asks the package index by pip.

    python scripts/list_wheels.py [requirements.txt]

Prints a table; what has no wheel somewhere is named. Nothing is installed.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
_GLIBC = (
    *("manylinux_2_28", "manylinux_2_27", "manylinux_2_26", "manylinux_2_24", "manylinux_2_17"),
    *("manylinux2014", "manylinux_2_12", "manylinux2010", "manylinux_2_5", "manylinux1"),
)
SYSTEMS = {
    "Linux, x86-64": tuple(f"{name}_x86_64" for name in _GLIBC),
    "Linux, ARM": tuple(f"{name}_aarch64" for name in _GLIBC),
    "macOS 14, ARM": ("macosx_14_0_arm64",),
    "macOS 13, Intel": ("macosx_13_0_x86_64",),
    "Windows, x86-64": ("win_amd64",),
}


def main() -> None:
    listed = Path(sys.argv[1] if len(sys.argv) > 1 else "requirements.txt")
    lines = (line.split("#")[0].strip() for line in listed.read_text("utf-8").splitlines())
    wanted = [line for line in lines if line and not line.startswith("-r")]
    print(f"| {listed.name} |", " | ".join(PYTHONS), "|")
    print("|---" * (len(PYTHONS) + 1) + "|")
    for system, platforms in SYSTEMS.items():
        cells = [_cell(wanted, python, platforms) for python in PYTHONS]
        print(f"| {system} |", " | ".join(cells), "|", flush=True)


def _cell(wanted: list[str], python: str, platforms: tuple[str, ...]) -> str:
    if _has_wheels(wanted, python, platforms):
        return "yes"
    missing = [line for line in wanted if not _has_wheels([line], python, platforms)]
    return "no " + ", ".join(line.split("==")[0] for line in missing)


def _has_wheels(wanted: list[str], python: str, platforms: tuple[str, ...]) -> bool:
    """With all that these packages ask for themselves."""
    named = [part for platform in platforms for part in ("--platform", platform)]
    command = [
        *(sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet"),
        *("--disable-pip-version-check", "--only-binary=:all:", "--target", "nowhere"),
        *("--python-version", python, *named, *wanted),
    ]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    main()
