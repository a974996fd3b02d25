"""Side data of decoded frames, read although FFmpeg may attach kinds that PyAV has no name for.

PyAV looks up the name of every kind while it lists those of a frame, so that one it does not know
would cost all the others: spatial video carries the number of the view, and a rotation beside it.
"""

from __future__ import annotations

from typing import Any, cast

from av.sidedata.sidedata import SideDataContainer, Type
from av.video.frame import VideoFrame


def side_data_of(frame: VideoFrame, kind: Type) -> bytes | None:
    """The bytes of that kind, None where the frame has none."""
    try:
        return bytes(cast(SideDataContainer, frame.side_data)[kind])
    except KeyError:
        return None


def _unnamed(cls: type[Type], value: Any) -> Type:
    """A member for a number without a name; equal to nothing that anybody asks for."""
    member = object.__new__(cls)
    member._name_, member._value_ = f"UNNAMED_{value}", value
    return member


# The hook that Python's enumerations have for such numbers; PyAV leaves it empty.
Type._missing_ = classmethod(_unnamed)  # type: ignore[assignment, method-assign]
