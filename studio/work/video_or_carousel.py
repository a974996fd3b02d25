"""Whether a visitor's ad has a video or a carousel; the other one is kept while it is not used."""

from __future__ import annotations

from studio.work.blanks import blank_carousel
from studio.work.session import Studio


def has_carousel(work: Studio) -> bool:
    return isinstance(work.value("post.carousel"), dict)


def use_carousel(work: Studio) -> None:
    """Put pictures in the place of the video: those of before, or none yet."""
    if not has_carousel(work):
        _change(work, video=None, carousel=work.parked_footage or blank_carousel())


def use_video(work: Studio) -> None:
    """Put a video in the place of the pictures: that of before, or none yet."""
    if has_carousel(work):
        _change(work, video=work.parked_footage or "", carousel=None)


def _change(work: Studio, *, video: object, carousel: object) -> None:
    """In one step, which can be taken back as one."""
    before = work.value("post.carousel") or work.value("post.video")
    post = {**(work.value("post") or {}), "video": video, "carousel": carousel}
    work.put("post", post)
    work.parked_footage = before
