"""`Dump`: the elements on a phone's screen, as Android's uiautomator or Appium on iOS writes them.

A dump comes from anywhere: no DTD is read, no entity expanded, and there is a limit to everything.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from xml.parsers import expat

from overlays.errors import ActualError
from overlays.geometry import Box

System = Literal["android", "ios"]

_BYTE_LIMIT = 16_000_000
_NODE_LIMIT = 4_000
_DEPTH_LIMIT = 400
_LARGEST = 100_000
_BOUNDS = re.compile(r"\[(-?\d{1,9}),(-?\d{1,9})\]\[(-?\d{1,9}),(-?\d{1,9})\]")
_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,20})?")


@dataclass(frozen=True, slots=True)
class Node:
    """One element: its class, resource id, words, what a screen reader says, and its box.

    `index` is its place in `Dump.nodes`, `parent` that of the element around it, None for one that
    has none or whose own was not on the screen.
    """

    index: int
    parent: int | None
    kind: str
    id: str
    words: str
    says: str
    box: Box
    app: str
    is_clickable: bool = False
    is_selected: bool = False

    @property
    def said(self) -> str:
        """Its words, or what is said of it."""
        return self.words or self.says


@dataclass(frozen=True, slots=True)
class Dump:
    """What was visible on one screen of `width` x `height`, outermost elements first.

    As read, lengths are those of the file: pixels from Android, points, which are dp, from iOS.
    """

    name: str
    system: System
    width: float
    height: float
    nodes: tuple[Node, ...]

    def in_dp(self, density: float) -> Dump:
        """The same with all lengths divided by the pixels of each dp."""
        nodes = tuple(replace(node, box=node.box.scaled(1 / density)) for node in self.nodes)
        return replace(self, width=self.width / density, height=self.height / density, nodes=nodes)

    def mirrored(self) -> Dump:
        """The same seen in a mirror, as a right-to-left language turns the screen."""
        nodes = tuple(
            replace(
                node,
                box=node.box._replace(
                    left=self.width - node.box.right, right=self.width - node.box.left
                ),
            )
            for node in self.nodes
        )
        return replace(self, nodes=nodes)

    def around(self, node: Node) -> Iterator[Node]:
        """The elements that the node lies in, innermost first."""
        while node.parent is not None:
            node = self.nodes[node.parent]
            yield node


def read_dump(path: Path) -> Dump:
    """The dump in a file. Raises ActualError for anything that is none."""
    try:
        if path.stat().st_size > _BYTE_LIMIT:
            raise ActualError(f"{path.name} is over {_BYTE_LIMIT // 1_000_000} MB: no dump is")
        data = path.read_bytes()
    except OSError as error:
        raise ActualError(f"{path.name} cannot be read: {error.strerror}") from error
    return dump_from_bytes(data, path.name)


def dump_from_bytes(data: bytes, name: str) -> Dump:
    """The dump in an XML text; `name` is what errors call it. Raises ActualError."""
    reader = _Reader(name)
    reader.read(data)
    if reader.system is None:
        raise ActualError(
            f"{name} is no element dump: write one with “adb shell uiautomator dump”, or save "
            "Appium's page source"
        )
    if not reader.nodes:
        raise ActualError(f"{name} holds no element that is on a screen")
    width, height = (max(edges) for edges in zip(*reader.corners, strict=True))
    if min(width, height) <= 0:
        raise ActualError(f"{name} holds no element that is on a screen")
    return Dump(name, reader.system, width, height, _on_screen(reader.nodes, width, height))


def _on_screen(nodes: list[Node], width: float, height: float) -> tuple[Node, ...]:
    """Those of which at least a part can be seen; the next post waits below the screen."""
    kept: list[Node] = []
    places: dict[int, int | None] = {}
    for node in nodes:
        parent = None if node.parent is None else places[node.parent]
        box = node.box
        if box.right <= 0 or box.bottom <= 0 or box.left >= width or box.top >= height:
            places[node.index] = parent
            continue
        places[node.index] = len(kept)
        kept.append(replace(node, index=len(kept), parent=parent))
    return tuple(kept)


class _Reader:
    """Collects elements with a box while the parser goes through the file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.system: System | None = None
        self.nodes: list[Node] = []
        # Of screens and windows: how far the screen reaches.
        self.corners: list[tuple[float, float]] = []
        self._open: list[int | None] = []
        self._app = ""

    def read(self, data: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        # With it billions of laughs and files of this computer would come in.
        parser.StartDoctypeDeclHandler = self._refuse
        parser.buffer_text = True
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise ActualError(f"{self.name} is not XML that can be read: {error}") from error

    def _refuse(self, *_: object) -> None:
        raise ActualError(f"{self.name} declares a document type, which no dump does: not read")

    def _start(self, tag: str, values: dict[str, str]) -> None:
        if len(self._open) >= _DEPTH_LIMIT:
            raise ActualError(f"{self.name} nests elements over {_DEPTH_LIMIT} deep: no dump does")
        if len(self.nodes) >= _NODE_LIMIT:
            raise ActualError(f"{self.name} holds over {_NODE_LIMIT:,} elements: no screen does")
        parent = next((index for index in reversed(self._open) if index is not None), None)
        node = self._node(tag, values, parent)
        self._open.append(None if node is None else node.index)
        if node:
            self.nodes.append(node)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _node(self, tag: str, values: Mapping[str, str], parent: int | None) -> Node | None:
        index = len(self.nodes)
        if tag.startswith("XCUIElementType"):
            return self._from_ios(tag, values, index, parent)
        if tag == "hierarchy" or "bounds" in values:
            self.system = self.system or "android"
        return self._from_android(tag, values, index, parent)

    def _from_android(
        self, tag: str, values: Mapping[str, str], index: int, parent: int | None
    ) -> Node | None:
        found = _BOUNDS.fullmatch(values.get("bounds", ""))
        if not found or values.get("visible-to-user", "true") == "false":
            return None
        box = _usable(*(float(edge) for edge in found.groups()))
        if box is None:
            return None
        if parent is None:
            # A window; the system's own, such as the status bar, are no larger than the screen.
            self.corners.append((box.right, box.bottom))
        return Node(
            index,
            parent,
            values.get("class", tag),
            values.get("resource-id", "").rpartition("/")[2],
            values.get("text", ""),
            values.get("content-desc", ""),
            box,
            values.get("package", ""),
            values.get("clickable") == "true",
            values.get("selected") == "true",
        )

    def _from_ios(
        self, tag: str, values: Mapping[str, str], index: int, parent: int | None
    ) -> Node | None:
        self.system = "ios"
        kind = tag.removeprefix("XCUIElementType")
        if kind == "Application":
            self._app = values.get("bundleId", "") or values.get("name", "")
        edges = [values.get(key, "") for key in ("x", "y", "width", "height")]
        if values.get("visible") == "false" or not all(map(_NUMBER.fullmatch, edges)):
            return None
        left, top, width, height = map(float, edges)
        box = _usable(left, top, left + width, top + height)
        if box is None:
            return None
        if parent is None or kind == "Application":
            self.corners.append((box.right, box.bottom))
        label, words = values.get("label", ""), values.get("value", "")
        is_text = kind in ("StaticText", "TextView")
        return Node(
            index,
            parent,
            kind,
            values.get("name", ""),
            (words or label) if is_text else "",
            "" if is_text else label,
            box,
            self._app,
            kind in ("Button", "Cell", "Link"),
            values.get("selected") == "true" or words == "1",
        )


def _usable(left: float, top: float, right: float, bottom: float) -> Box | None:
    """The box; None for one without an area, turned inside out or nowhere near a screen."""
    edges = (left, top, right, bottom)
    if not all(math.isfinite(edge) and abs(edge) <= _LARGEST for edge in edges):
        return None
    return Box(*edges) if right > left and bottom > top else None
