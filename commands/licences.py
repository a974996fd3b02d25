"""`cli.py licences`: what is shipped or installed with this, and under which licence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from commands.tables import AsJson, print_columns

_ROOT = Path(__file__).parents[1]
_TEXTS = ("overlays/**/OFL-*.txt", "overlays/**/LICENSE-*.txt", "qa/**/LICENSE-*.txt")
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_DIRECT = (
    *("av", "babel", "imageio-ffmpeg", "jinja2", "moviepy", "numpy", "opencv-python", "openpyxl"),
    *("pillow", "pydantic", "pyyaml", "regex", "rich", "skia-python", "streamlit", "typer"),
    *("distributed",),
)


def licences(as_json: AsJson = False) -> None:
    """List the packages that this runs on and the licence texts of fonts, icons and models."""
    packages = [
        {"name": found.name, "version": found.version, "licence": _licence(found)}
        for found in _packages()
    ]
    texts = sorted(path.relative_to(_ROOT) for kind in _TEXTS for path in _ROOT.glob(kind))
    if as_json:
        listed = {"packages": packages, "texts": [str(_ROOT / path) for path in texts]}
        print(json.dumps(listed, indent=2, ensure_ascii=False))
        return
    print_columns(("package", "version", "licence"), [tuple(row.values()) for row in packages])
    print(f"\nFonts, icons and models: their licence texts in {_ROOT}")
    for path in texts:
        print(f"  {path.as_posix()}")


def _packages() -> list[Distribution]:
    """What is installed of all that is needed, directly or by another, by name."""
    found: dict[str, Distribution] = {}
    wanted = list(_DIRECT)
    while wanted:
        name = wanted.pop()
        try:
            package = distribution(name)
        except PackageNotFoundError:
            # Of another system, or an extra that nobody wanted.
            continue
        if package.name.lower() not in found:
            found[package.name.lower()] = package
            wanted += _needs(package)
    return [found[name] for name in sorted(found)]


def _needs(package: Distribution) -> Iterator[str]:
    for requirement in package.requires or ():
        name = _NAME.match(requirement)
        if name and "extra ==" not in requirement:
            yield name[0]


def _licence(package: Distribution) -> str:
    """As the package says it itself, in the order in which packages came to say it."""
    metadata = package.metadata
    if expressions := metadata.get_all("License-Expression"):
        return str(expressions[0])
    classified = [
        text.rpartition(" :: ")[2]
        for text in metadata.get_all("Classifier") or ()
        if text.startswith("License :: ") and text != "License :: OSI Approved"
    ]
    said = [str(text).strip().splitlines()[0][:60] for text in metadata.get_all("License") or ()]
    return ", ".join(classified or said) or "not said"
