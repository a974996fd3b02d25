"""What would free a covered thing: every way is tried against the chrome before it is said."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from overlays.chrome import draw_chrome
from overlays.layers import Chrome
from qa.checks.candidate import Candidate
from qa.checks.picture.standing import Standing
from qa.covering.covered import Covered, find_covered
from qa.covering.shields import Shields
from qa.covering.shifting import later_or_earlier, smallest_shift
from qa.finding import Figure
from renderer.accent import creative_of

_TEXT_BLOCK = "text_block"
# Words of a line that certainly fit into one, in letters; signs of Asia are twice as wide.
_SHORT, _SHORT_WIDE = 18, 9
_WIDE = 0x2E80


@dataclass(frozen=True, slots=True)
class Advice:
    """`words` is a clause without a full stop, empty where nothing helps; `figures` the same."""

    words: str
    figures: Mapping[str, Figure]


NO_ADVICE = Advice("", {})


def advice_for(covered: Covered, candidate: Candidate, at: Standing, least: float) -> Advice:
    """Shifts are in pixels of the video, whose editor will make them."""
    figures: dict[str, Figure] = {}
    ways = [
        *_shift(covered, at, figures),
        *_fewer_lines(covered, candidate, at, least, figures),
        *_other_time(covered, figures),
    ]
    return Advice(", or ".join(ways), figures)


def _shift(covered: Covered, at: Standing, figures: dict[str, Figure]) -> Iterator[str]:
    tracks, shields, lying = covered.tracks, at.shields, at.lying
    # Best where it stays in the zone, too.
    shift = smallest_shift(tracks, shields, lying, at.keep_out)
    shift = shift or smallest_shift(tracks, shields, lying, None)
    if shift is None or not (shift.dx or shift.dy):
        return
    figures |= {"move_x": shift.dx, "move_y": shift.dy}
    ways = []
    if shift.dy:
        ways.append(f"{abs(shift.dy)} px {'up' if shift.dy < 0 else 'down'}")
    if shift.dx:
        ways.append(f"{abs(shift.dx)} px to the {'left' if shift.dx < 0 else 'right'}")
    yield f"move it {' and '.join(ways)}"


def _fewer_lines(
    covered: Covered,
    candidate: Candidate,
    at: Standing,
    least: float,
    figures: dict[str, Figure],
) -> Iterator[str]:
    """The text block hangs from its foot: with a shorter caption all above it comes down."""
    chrome = candidate.plan.chrome
    blocks = {layer.block for layer in chrome.layers if layer.id in covered.elements}
    if _TEXT_BLOCK not in blocks or covered.owner != "app":
        return
    for lines, shorter in _shorter(candidate):
        shields = Shields(shorter, at.dp)
        if not find_covered(covered.tracks, shields, at.lying, least):
            figures["caption_lines"] = lines
            if lines:
                yield "shorten the post's caption to one line"
            else:
                yield "leave the post's caption out"
            return


@functools.lru_cache(maxsize=4)
def _shorter(candidate: Candidate) -> tuple[tuple[int, Chrome], ...]:
    """The chrome with one line of caption, and with none, where that changes it."""
    caption = candidate.ad.post.caption
    one_line = _beginning(caption)
    made = []
    for lines, words in ((1, one_line), (0, "")):
        if words != caption:
            made.append((lines, _drawn(candidate, words)))
    return tuple(made)


def _beginning(caption: str) -> str:
    words, taken = caption.split(), ""
    for word in words:
        longer = f"{taken} {word}".strip()
        wide = any(ord(letter) >= _WIDE for letter in longer)
        if len(longer) > (_SHORT_WIDE if wide else _SHORT):
            break
        taken = longer
    return taken or caption[:_SHORT_WIDE]


def _drawn(candidate: Candidate, caption: str) -> Chrome:
    post = candidate.ad.post.model_copy(update={"caption": caption})
    ad = candidate.ad.model_copy(update={"post": post})
    creative = creative_of(ad, candidate.plan.source)
    look = candidate.look
    return draw_chrome(ad, look.view, creative, stamp=look.stamp, taps=False)


def _other_time(covered: Covered, figures: dict[str, Figure]) -> Iterator[str]:
    later, earlier = later_or_earlier(covered.tracks, covered.held.start, covered.held.end)
    if later is not None:
        figures["start_later"] = round(float(later), 2)
        yield f"start it {float(later):.1f} s later"
    if earlier is not None:
        figures["end_earlier"] = round(float(earlier), 2)
        yield f"end it {float(earlier):.1f} s earlier"
