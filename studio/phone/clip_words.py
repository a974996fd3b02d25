"""What a visitor should know of the clip at once, in sentences under the phone."""

from __future__ import annotations

from fractions import Fraction

from renderer.output.proxy import WIDTH
from renderer.picture.fit import Fit
from renderer.source.info import SourceInfo
from renderer.source.notes import source_notes
from studio.phone.crop_guides import seen_share
from studio.phone.showing import Showing
from studio.work.clips import Clip

# Nobody reads a caption in less; a cut-off recording or a wrong file is often as short.
_VERY_SHORT = Fraction(1)
# A phone alone cuts up to a twelfth of a 9:16 clip, which the card below says in columns.
_MUCH_IS_SEEN = 0.75


def clip_sentences(showing: Showing, fit: Fit) -> list[str]:
    """What is odd about the clip that is shown: nothing for most."""
    clip = showing.clip
    if clip is None or clip.info is None:
        return []
    noted = [f"{note[:1].upper()}{note[1:]}." for note in source_notes(clip.info)]
    share = seen_share(showing, fit)
    return [*_short(clip.info), *_cut(clip.info, share), *noted, *_copied(clip, clip.info)]


def _short(info: SourceInfo) -> list[str]:
    if info.is_still or info.duration >= _VERY_SHORT:
        return []
    return [f"The clip is very short: it lasts {float(info.duration):.2g} s."]


def _cut(info: SourceInfo, share: float) -> list[str]:
    if share >= _MUCH_IS_SEEN:
        return []
    size = info.display_size
    shape = "landscape" if size.width > size.height else "square"
    kind = f"{shape} clip" if size.width >= size.height else "clip"
    return [
        f"Fill shows {share:.0%} of this {kind} and cuts the rest; Fit and Blur show all of it."
    ]


def _copied(clip: Clip, info: SourceInfo) -> list[str]:
    if clip.shown is None or clip.shown == clip.path or info.is_of_pictures:
        return []
    tones = " in the tones of a usual screen" if info.is_hdr else ""
    copy = "a smaller copy" if info.display_size.width > WIDTH else "a copy"
    return [f"The phone plays {copy}{tones}; exports are made from the original."]
