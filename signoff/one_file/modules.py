"""JavaScript modules of ours as one script, so that a policy can name all of it by one hash.

Each module becomes a function that is called once, after those that it imports. Only the forms
that our modules are written in are known; another one is refused, never passed on half.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_IMPORT = re.compile(r'^import \{([^}]*)\} from "([^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) ([A-Za-z_$][\w$]*))", re.M)
_OTHER = re.compile(r"^(?:import|export)\b.*|\bimport\(|\bimport\.meta", re.MULTILINE)


def script_of(entry: Path) -> str:
    """The module and all that it imports by relative path, as one script without imports."""
    order: list[Path] = []
    _collect(entry.resolve(), order, ())
    names = {path: f"module{index}" for index, path in enumerate(order)}
    parts = [_wrapped(path, names) for path in order]
    return '"use strict";\n' + "".join(parts)


def _collect(path: Path, order: list[Path], above: tuple[Path, ...]) -> None:
    """Appends what `path` imports, then itself, each once."""
    assert path not in above, f"{path.name} imports itself by way of {above[-1].name}"
    if path in order:
        return
    for other in _imported(path):
        _collect(other, order, (*above, path))
    order.append(path)


def _imported(path: Path) -> Iterator[Path]:
    for match in _IMPORT.finditer(path.read_text(encoding="utf-8")):
        yield (path.parent / match[2]).resolve()


def _wrapped(path: Path, names: dict[Path, str]) -> str:
    text = path.read_text(encoding="utf-8")
    exported = ", ".join(match[1] for match in _EXPORT.finditer(text))
    body = _EXPORT.sub("", text)
    body = _IMPORT.sub(lambda match: _taken(match, path, names), body)
    other = _OTHER.search(body)
    assert other is None, f"{path.name}: no bundle for {other and other[0]!r}"
    return f"const {names[path]} = (() => {{\n{body}return {{ {exported} }};\n}})();\n"


def _taken(match: re.Match[str], path: Path, names: dict[Path, str]) -> str:
    """`import { a as b } from "./x.js"` as a constant; the lines stay as many."""
    source = names[(path.parent / match[2]).resolve()]
    return f"const {{{match[1].replace(' as ', ': ')}}} = {source};\n"
