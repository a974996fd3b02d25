"""Each element of the ad on a screen of the app: there, in its place, with its words.

Places are compared in dp and told in pixels of the screen, too. Letters of the app may be others,
so the end of a line says nothing, and a caption may have more or fewer lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from overlays.geometry import Box, Rect
from overlays.parts.picture import PicturePart
from qa.compare.find_text import uncut
from qa.compare.sighting import COUNTS, ELEMENTS, Known, Sighted, Sighting, begins_alike, plain
from qa.finding import Figure, Finding, Region, RegionVerdict
from qa.measure.ours import Ours

PLACE = 8.0
"""dp by which an element may stand aside: versions and letters of the app move lines by so much."""

# There or not by the viewer, the country or the moment, and not by the ad.
_BY_STATE = ("follow", "progress", "live", "search")
# What only ads have, and what a placement without it must not show.
_OF_ADS = ("label", "button", "disclosure")
_LINE = 9.0
# Letters of words in a message; its figures have all of them.
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Screen:
    """What was seen on a screen, what we lay out there, and why something could not be found."""

    sighted: Sighted
    ours: Mapping[str, Ours]
    unfound: Mapping[str, str]
    known: Known

    def rect(self, box: Box) -> Rect:
        """In pixels of the screen; of a right-to-left one as it stands there."""
        if self.sighted.is_mirrored:
            wide = self.sighted.width
            box = box._replace(left=wide - box.right, right=wide - box.left)
        left, top, right, bottom = (round(edge * self.sighted.density) for edge in box)
        return Rect(left, top, max(1, right - left), max(1, bottom - top))

    def id(self, name: str) -> str:
        """The layer's id of an element of ours."""
        part = self.ours[name].part
        badge = part.badge if isinstance(part, PicturePart) else None
        return badge.id if name == "follow" and badge else part.id


def judge_screen(screen: Screen) -> tuple[tuple[Finding, ...], tuple[Region, ...]]:
    """What is wrong, and a row for each element of ours, as one reads them."""
    names = [name for name in ELEMENTS if name in screen.ours]
    judged = [_judged(screen, name) for name in names]
    wrong = [finding for finding, _ in judged if finding is not None]
    return (*wrong, *_unexpected(screen)), tuple(region for _, region in judged)


def _judged(screen: Screen, name: str) -> tuple[Finding | None, Region]:
    there = screen.sighted.found.get(name)
    if there is None:
        return _unseen(screen, name)
    words = screen.ours[name].words
    if _says_else(screen, name, there):
        message = f"{screen.id(name)} says “{there.words[:_SHOWN]}”, not “{words[:_SHOWN]}”"
        told = {"actual_words": there.words, "expected_words": words}
        return _told(screen, name, "retyped", message, told)
    dx, dy = _way(screen, name, there)
    if max(abs(dx), abs(dy)) <= PLACE:
        return None, Region(screen.id(name), "present", screen.rect(there.box))
    side = -1 if screen.sighted.is_mirrored else 1
    figures: dict[str, Figure] = {
        "dx": round(dx * screen.sighted.density) * side,
        "dy": round(dy * screen.sighted.density),
        "dx_dp": round(dx, 1) * side,
        "dy_dp": round(dy, 1),
    }
    message = f"{screen.id(name)} stands {_away(dx * side, dy)} from its place"
    return _told(screen, name, "moved", message, figures)


def _away(dx: float, dy: float) -> str:
    """`20 dp higher and 4 dp to the left`."""
    parts = []
    if round(dy):
        parts.append(f"{abs(dy):.0f} dp {'lower' if dy > 0 else 'higher'}")
    if round(dx):
        parts.append(f"{abs(dx):.0f} dp to the {'right' if dx > 0 else 'left'}")
    return " and ".join(parts)


def _told(
    screen: Screen,
    name: str,
    verdict: RegionVerdict,
    message: str,
    figures: Mapping[str, Figure] | None = None,
) -> tuple[Finding, Region]:
    id_, rect = screen.id(name), screen.rect(screen.ours[name].box)
    given = dict(figures or {})
    return (
        Finding(verdict, "fail", id_, message, None, rect, given),
        Region(id_, verdict, rect, given, message),
    )


def _unseen(screen: Screen, name: str) -> tuple[Finding | None, Region]:
    reason = screen.unfound.get(name)
    if reason is None and (name in _BY_STATE or name.startswith("tab_")):
        reason = "the app shows it or not, by the viewer and the country"
    if reason is None:
        return _told(screen, name, "missing", f"{screen.id(name)} is not there")
    rect = screen.rect(screen.ours[name].box)
    return None, Region(screen.id(name), "not-judged", rect, {}, reason)


def _says_else(screen: Screen, name: str, there: Sighting) -> bool:
    """False where its words are right, unknown or may differ."""
    ours = screen.ours[name].words
    if not ours or not there.words or name in COUNTS or name.startswith("tab_"):
        return False
    if name == "username":
        names = {plain(one) for one in screen.known.username if one}
        is_right = plain(there.words).removeprefix("@") in names | {plain(ours)}
    elif name == "caption":
        is_right = begins_alike(uncut(there.words), screen.known.caption)
    elif name == "sound":
        is_right = begins_alike(there.words, ours) or begins_alike(ours, there.words)
    else:
        is_right = plain(there.words) == plain(ours)
    return not is_right


def _way(screen: Screen, name: str, there: Sighting) -> tuple[float, float]:
    """How far it is from its place, in dp: by the edges that are told."""
    ours, box = screen.ours[name].box, there.box
    dx = dy = 0.0
    if "l" in there.edges:
        dx = box.left - ours.left
    elif "x" in there.edges:
        dx = box.x - ours.x
    if name == "caption":
        # Other letters may need another line, upwards from the same foot.
        dy = box.bottom - ours.bottom
    elif "y" in there.edges:
        dy = box.y - ours.y
    elif {"t", "b"} & set(there.edges):
        dy = box.bottom - ours.bottom
    if name == "username":
        dy -= _more_lines(screen)
    return dx, dy


def _more_lines(screen: Screen) -> float:
    """By how much the caption's other number of lines moves what stands on it."""
    there, ours = screen.sighted.found.get("caption"), screen.ours.get("caption")
    if there is None or ours is None or abs(there.box.height - ours.box.height) < _LINE:
        return 0.0
    return ours.box.height - there.box.height


def _unexpected(screen: Screen) -> Iterator[Finding]:
    for name in _OF_ADS:
        there = screen.sighted.found.get(name)
        if there is not None and name not in screen.ours:
            message = (
                f"the app shows a {name}, “{there.words[:_SHOWN]}”, where the placement has none"
            )
            yield Finding("unexpected", "fail", "", message, None, screen.rect(there.box))
