"""What is worth knowing of a creative, whatever is made of it: one list, said at every door.

A rule looks at the facts of the probe and gives a clause without a capital and a full stop, as the
notes of the chrome are: `the file has no sound track`. What only an export finds out is in
`ExportResult.notes`.
"""

from __future__ import annotations

from collections.abc import Callable

from renderer.source.info import SourceInfo

Rule = Callable[[SourceInfo], str]


def source_notes(source: SourceInfo) -> tuple[str, ...]:
    """The clauses that hold, in the order of the rules; none for most files."""
    return tuple(note for rule in _RULES if (note := rule(source)))


def _sound(source: SourceInfo) -> str:
    if source.is_still or source.audio is not None:
        return ""
    if source.unread_audio is None:
        return "the file has no sound track"
    return (
        f"the sound is in a codec that cannot be read ({source.unread_audio}), "
        "so the export is silent"
    )


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


def still_notes(source: SourceInfo, *, is_damaged: bool) -> tuple[str, ...]:
    """Those of a single frame, which may be a damaged one."""
    damage = ("the picture at this time is damaged: copy or download the file again",)
    return (*source_notes(source), *(damage if is_damaged else ()))


_RULES: tuple[Rule, ...] = (_sound, _dolby_vision, _cut_off)
