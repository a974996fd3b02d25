"""What is worth knowing of a creative, whatever is made of it: one list, said at every door.

A rule looks at the facts of the probe and gives a clause without a capital and a full stop, as the
notes of the chrome are: `the file has no sound track`. What only an export finds out is in
`ExportResult.notes`.
"""

from __future__ import annotations

from collections.abc import Callable

from renderer.source.info import SourceInfo

Rule = Callable[[SourceInfo], str]


# Usual screens show 60, which platforms and chats take at the most; some clocks run a little fast.
_MOST_SHOWN = 61


def source_notes(source: SourceInfo, *, keeps_rate: bool = True) -> tuple[str, ...]:
    """The clauses that hold, in the order of the rules; none for most files.

    `keeps_rate` is False of an export that has a rate of its own.
    """
    rules = (*_RULES, *((_fast,) if keeps_rate else ()))
    return tuple(note for rule in rules if (note := rule(source)))


def _sound(source: SourceInfo) -> str:
    if source.is_still or source.audio is not None:
        return ""
    if source.slides:
        return "the carousel has no sound"
    if source.unread_audio is None:
        return "the file has no sound track"
    return (
        f"the sound is in a codec that cannot be read ({source.unread_audio}), "
        "so the export is silent"
    )


def _shapes(source: SourceInfo) -> str:
    if not source.has_mixed_slides:
        return ""
    return "the pictures differ in shape, so each stands whole on black in 9:16"


def _dolby_vision(source: SourceInfo) -> str:
    if source.bare_dolby_vision is None:
        return ""
    return (
        f"the picture is Dolby Vision profile {source.bare_dolby_vision}, which has no base layer: "
        "its colors are wrong here; export it as HDR10, HLG or SDR"
    )


def _cut_off(source: SourceInfo) -> str:
    missing = source.missing_frames
    if not missing:
        return ""
    frames = "frame is" if missing == 1 else f"{missing} frames are"
    return f"the recording was cut off: its last {frames} missing"


def _fast(source: SourceInfo) -> str:
    if source.is_still or source.frame_rate <= _MOST_SHOWN:
        return ""
    return (
        f"the clip has {float(source.frame_rate):.4g} frames a second, and many apps and platforms "
        "refuse more than 60: export it with --fps 60, or in the app with 60 frames a second"
    )


def still_notes(source: SourceInfo, *, is_damaged: bool) -> tuple[str, ...]:
    """Those of a single frame, which may be a damaged one."""
    damage = ("the picture at this time is damaged: copy or download the file again",)
    return (*source_notes(source), *(damage if is_damaged else ()))


_RULES: tuple[Rule, ...] = (_sound, _shapes, _dolby_vision, _cut_off)
