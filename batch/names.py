"""Names of outputs: from a pattern such as `{row:03d}-{ad.locale}`, or as a table gives them.

Whatever they are made of, they stay inside the output folder and are good names everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from overlays.errors import Problem, TableError
from overlays.reading.names import unknown_name
from renderer.output.formats import FORMATS
from renderer.output.options import Format

RESULTS_NAME = "results.json"
DEFAULT_PATTERN = "{row:03d}-{ad.locale}"

_FIELD = re.compile(r"\{(row)(?::0([1-9])d)?\}|\{([a-z_.]+)\}")
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
# Windows keeps these for devices, with any suffix.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST_VALUE = 60
# A file on its way has some 40 bytes more in its name, and file systems allow 255.
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class NamePattern:
    """A checked pattern; `fields` are the paths that it takes values from."""

    text: str
    fields: tuple[str, ...]

    def name_of(self, number: int, values: Mapping[str, Any]) -> str:
        """The name of a row, without a suffix. Values become letters, digits, `-`, `_`, `.`."""

        def filled(match: re.Match[str]) -> str:
            if match[1]:
                return f"{number:0{match[2] or 1}d}"
            return _plain(values[match[3]])

        return _FIELD.sub(filled, self.text)


def parse_pattern(text: str, known: Sequence[str]) -> NamePattern:
    """Raises TableError for a field that is not among the `known` paths, or a bad character."""
    rest = _FIELD.sub("", text)
    if "{" in rest or "}" in rest:
        raise _error(f"{text[:60]!r}: write fields as in {{row:03d}} or {{ad.locale}}")
    if "/" in rest or _FORBIDDEN.search(rest) or text.startswith("."):
        raise _error(f'{text[:60]!r}: a name has no folders and none of <>:"|?*\\')
    fields = tuple(match[3] for match in _FIELD.finditer(text) if match[3])
    for field in fields:
        if field not in known:
            raise _error(f"{text[:60]!r}: {unknown_name('field', field, ('row', *known))}")
    return NamePattern(text, fields)


def _error(message: str) -> TableError:
    return TableError((Problem("--name", message),))


def _plain(value: object) -> str:
    # What is not there and what is empty have the same name; zero has its own.
    text = value.stem if isinstance(value, Path) else "" if value is None else str(value)
    text = re.sub(r"[^\w.-]+", "-", unicodedata.normalize("NFC", text))
    return text[:_LONGEST_VALUE].strip("-._") or "none"


def has_suffix(name: str) -> bool:
    """True for `a.avi`; in `v1.2` the point is one of a number."""
    return bool(re.fullmatch(r"\.\w*[^\W\d]\w*", PurePosixPath(name).suffix))


def with_suffix(name: str, kind: Format | None) -> str:
    """The name with the format's suffix, where it has none that means a format."""
    known = {facts.suffix for facts in FORMATS.values() if facts.suffix}
    if PurePosixPath(name).suffix.lower() in known:
        return name
    return name + _suffix(kind)


def filled_name(pattern: NamePattern, name: str, kind: Format | None) -> str:
    """The name that `pattern` gave, with a suffix that the pattern or the format chooses.

    A value that is filled in may end like a file, as the handle brand.mov does; it is none.
    """
    if has_suffix(pattern.text):
        return name
    suffix = _suffix(kind)
    # A folder has no suffix to go behind such an ending.
    return name + suffix if suffix or not has_suffix(name) else "-".join(name.rsplit(".", 1))


def _suffix(kind: Format | None) -> str:
    return ".mp4" if kind is None else FORMATS[kind].suffix


def place_output(name: str, folder: Path) -> Path:
    """The path of an output inside `folder`. Raises ValueError with what is wrong with the name."""
    parts = name.split("/")
    if any(part in (".", "..") for part in parts) or name.startswith("/"):
        raise ValueError(f"{name[:80]!r} leaves the output folder: leave out .. and /")
    for part in parts:
        if not part or _FORBIDDEN.search(part) or part.startswith(".") or part[-1] in " .":
            raise ValueError(f'{name[:80]!r} is not a good file name: no <>:"|?*\\, no dot first')
        if _DEVICES.fullmatch(part):
            raise ValueError(f"{name[:80]!r} is a device's name on Windows: choose another")
        if len(part.encode()) > _LONGEST_NAME:
            raise ValueError(f"{name[:40]!r}… is too long: at most {_LONGEST_NAME} bytes")
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ValueError(f"{name[:80]!r} leaves the output folder through a link")
    return path


def same_outputs(outputs: Mapping[int, Path]) -> dict[int, list[int]]:
    """For each row whose output is another's, too: all of those rows.

    Letter case aside and with Unicode composed, as some computer has it.
    """
    rows = _by_place(outputs)
    return {number: alike for alike in rows.values() if len(alike) > 1 for number in alike}


def nested_outputs(outputs: Mapping[int, Path]) -> dict[int, int]:
    """For each row whose output has another's inside, or is inside another's: one such row."""
    rows = _by_place(outputs)
    found: dict[int, int] = {}
    for place, inner in rows.items():
        for parent in place.parents:
            for outer in rows.get(parent, ()):
                found.setdefault(outer, inner[0])
                found |= dict.fromkeys(inner, outer)
    return found


def _by_place(outputs: Mapping[int, Path]) -> dict[PurePosixPath, list[int]]:
    rows: dict[PurePosixPath, list[int]] = {}
    for number, path in outputs.items():
        key = PurePosixPath(unicodedata.normalize("NFC", path.as_posix()).casefold())
        rows.setdefault(key, []).append(number)
    return rows
