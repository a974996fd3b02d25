"""Copies of creatives that browsers cannot play: H.264 and AAC in MP4, same times, upright."""

from __future__ import annotations

import threading
from pathlib import Path

from overlays.errors import SparkproofError
from overlays.geometry import Size
from overlays.layers import Chrome
from renderer.output.encode import VideoSettings
from renderer.output.export import check_output
from renderer.output.progress import Meter, OnProgress
from renderer.output.video import Variant, write_videos
from renderer.plan import make_plan
from renderer.source.info import SourceInfo
from renderer.timeline import Timeline

WIDTH = 720
"""A phone's column on a desktop page is narrower than this even on a dense screen."""

_SETTINGS = VideoSettings(preset="veryfast", crf=20, keyframe_interval=30)

# Chromium 153 and 156, measured; ten bits and 4:2:2 play there but not on phones and in Safari.
_PICTURE_CODECS = frozenset({"h264", "vp8", "vp9", "av1"})
_PIXEL_FORMATS = frozenset({"yuv420p", "yuvj420p"})
_SOUND_CODECS = frozenset({"aac", "mp3", "opus", "vorbis", "flac"})
_WEBM_CODECS = frozenset({"vp8", "vp9", "av1"})


def browser_plays(source: SourceInfo) -> bool:
    """True when every current browser shows this file with picture and sound.

    A browser that cannot show the picture may still play the sound without any error, so this is
    decided here and not by trying.
    """
    if source.codec not in _PICTURE_CODECS or source.pix_fmt not in _PIXEL_FORMATS:
        return False
    if not source.has_first_tracks:
        return False
    if source.is_hdr or source.interlaced or source.has_alpha or source.mirrored:
        return False
    if source.audio and source.audio.codec not in _SOUND_CODECS:
        return False
    if "mov" in source.container.split(","):
        return True
    return "webm" in source.container.split(",") and source.codec in _WEBM_CODECS


def make_proxy(
    source: SourceInfo,
    output: Path,
    *,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> Path:
    """Writes a copy of `source` at most 720 wide to `output`; every frame, the whole picture.

    Raises ExportError, SourceError, or Canceled once `cancel` is set; then nothing is left behind.
    """
    check_output(source, output, overwrite=True)
    plan = make_plan(source, Chrome(proxy_size(source.display_size), (), digest="none"))
    meter = Meter(source.frame_count, on_progress)
    (written,) = write_videos(
        (Variant(plan, output),), Timeline(source), _SETTINGS, meter, overwrite=True, cancel=cancel
    )
    if isinstance(written, SparkproofError):
        raise written
    return output


def proxy_size(display_size: Size) -> Size:
    """The display size, at most 720 wide, both sides even."""
    width = min(WIDTH, display_size.width)
    height = display_size.height * width / display_size.width
    return Size(max(2, round(width / 2) * 2), max(2, round(height / 2) * 2))
