"""Two pictures as a report: what differs, where, and what is left out of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from overlays.errors import ActualError
from overlays.geometry import Rect, Size
from qa.diff.pixels import Difference, differing
from qa.diff.places import WINDOW, Mask, Place, densest_window, places_of
from qa.finding import Finding, Report, Shot, Subject, verdict_of
from qa.opening import Opened, StraightRGBA, open_picture

PROFILE = "pixels"
THRESHOLD = 0.1
"""pixelmatch's own: about 26 levels of gray."""

# More boxes than anybody reads; the rest is counted in one finding.
_MOST_BOXES = 24
# Codecs and profiles shift a picture by less; the eye sees this beside each other.
_SHIFTED_LEVELS = 2.0


def diff_files(
    expected: Path, actual: Path, *, threshold: float = THRESHOLD, ignore: Sequence[Rect] = ()
) -> Report:
    """What differs between two picture files outside the boxes `ignore`, in expected pixels.

    Raises ActualError for a file that is no picture, and for a box that is not in the expected one.
    """
    first, second = open_picture(expected), open_picture(actual)
    subject = Subject(actual=actual.name, expected=expected.name)
    return diff_pictures(first, second, threshold=threshold, ignore=ignore, subject=subject)


def diff_pictures(
    expected: Opened,
    actual: Opened,
    *,
    threshold: float = THRESHOLD,
    ignore: Sequence[Rect] = (),
    subject: Subject = Subject(),  # noqa: B008 - frozen
) -> Report:
    """The same for pictures that were opened; another size is a finding. Raises ActualError."""
    ignored = _ignored(ignore, _size(expected.rgba))
    if expected.rgba.shape == actual.rgba.shape:
        found = differing(expected.rgba, actual.rgba, threshold, ignored)
        findings = [*_changes(found, expected.rgba, actual.rgba), *_remarks(found)]
        if not found.count:
            findings += _shift(expected.rgba, actual.rgba, ignored)
    else:
        findings = [_other_size(_size(expected.rgba), _size(actual.rgba))]
    findings += _conversions((expected, subject.expected), (actual, subject.actual))
    shots = (Shot(_shown(expected), _shown(actual)),)
    return Report(verdict_of(findings), PROFILE, tuple(findings), (), subject, shots=shots)


def _size(rgba: StraightRGBA) -> Size:
    return Size(rgba.shape[1], rgba.shape[0])


def _shown(opened: Opened) -> npt.NDArray[np.uint8]:
    return opened.rgba[..., :3] if opened.is_opaque else opened.rgba


def _ignored(boxes: Sequence[Rect], size: Size) -> Mask | None:
    if not boxes:
        return None
    ignored = np.zeros((size.height, size.width), np.bool_)
    for box in boxes:
        if box.intersect(Rect(0, 0, size.width, size.height)) != box:
            raise ActualError(
                f"The ignored box {box.x},{box.y},{box.width},{box.height} reaches outside the "
                f"expected picture, which is {size}."
            )
        ignored[box.y : box.bottom, box.x : box.right] = True
    return ignored


def _other_size(expected: Size, actual: Size) -> Finding:
    figures = {
        "expected_width": expected.width,
        "expected_height": expected.height,
        "actual_width": actual.width,
        "actual_height": actual.height,
    }
    return Finding("size", "fail", "", f"it is {actual}, not {expected}", figures=figures)


def _changes(found: Difference, expected: StraightRGBA, actual: StraightRGBA) -> list[Finding]:
    """A finding for each box, and one for all that are too many."""
    places = places_of(found.mask)
    changes = [_change(place, found.mask, expected, actual) for place in places[:_MOST_BOXES]]
    if rest := places[_MOST_BOXES:]:
        count = sum(place.count for place in rest)
        message = f"{_pixels(count)} in {len(rest)} more places"
        changes.append(Finding("changed", "fail", "", message, figures={"pixels": count}))
    return changes


def _change(place: Place, mask: Mask, expected: StraightRGBA, actual: StraightRGBA) -> Finding:
    box = place.rect
    window = (slice(box.y, box.bottom), slice(box.x, box.right))
    apart = cv2.absdiff(expected[window], actual[window])[mask[window]]
    levels = int(apart.max())
    densest = densest_window(mask[window])
    assert densest
    figures = {
        "pixels": place.count,
        "levels": levels,
        "densest": densest.count,
        "densest_x": densest.rect.x + box.x,
        "densest_y": densest.rect.y + box.y,
        "window": WINDOW,
    }
    message = f"{_pixels(place.count)}, by up to {levels} levels"
    return Finding("changed", "fail", "", message, rect=box, figures=figures)


def _pixels(count: int) -> str:
    return "1 pixel differs" if count == 1 else f"{count} pixels differ"


def _remarks(found: Difference) -> list[Finding]:
    if not found.smoothed:
        return []
    message = f"{_pixels(found.smoothed)} in the smoothing of edges alone and were not counted"
    if found.smoothed == 1:
        message = "1 pixel differs in the smoothing of an edge alone and was not counted"
    return [Finding("smoothing", "info", "", message, figures={"pixels": found.smoothed})]


def _shift(expected: StraightRGBA, actual: StraightRGBA, ignored: Mask | None) -> list[Finding]:
    """A picture that is a little lighter all over has no pixel over the threshold."""
    apart = cv2.subtract(actual[..., :3], expected[..., :3], dtype=cv2.CV_16S)
    # What is clear has a color that nobody sees.
    judged = (np.minimum(actual[..., 3], expected[..., 3]) == 255).astype(np.uint8)
    if ignored is not None:
        judged[ignored] = 0
    means = [round(value, 2) for value in cv2.mean(apart, mask=judged)[:3]]
    if max(map(abs, means)) < _SHIFTED_LEVELS:
        return []
    red, green, blue = means
    message = (
        f"no pixel differs by the threshold, but all of it by {red:+.1f} levels of red, "
        f"{green:+.1f} of green, {blue:+.1f} of blue on average"
    )
    figures = {"red": red, "green": green, "blue": blue}
    return [Finding("recolored", "warn", "", message, figures=figures)]


def _conversions(*pictures: tuple[Opened, str]) -> list[Finding]:
    found = []
    for opened, name in pictures:
        if opened.profile:
            message = f"{name or 'a picture'}: its colors were converted from {opened.profile}"
            found.append(Finding("profile", "info", "", message))
        notes = (f"{name or 'a picture'}: {note}" for note in opened.notes)
        found += [Finding("converted", "info", "", note) for note in notes]
    return found
