"""The picture in time: an ad becomes a plan, a plan becomes frames, frames become files.

In: a `SparkAd`. Out: `RenderPlan`, `Frame`, stills and exports; the names for scripts stand here,
each imported when it is first asked for (`docs/api.md` shows them).
Never: decides where a caption goes, knows Streamlit.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from renderer.own_process import own_name

if TYPE_CHECKING:
    from overlays.ad import SparkAd as SparkAd
    from overlays.ad.file import load_ad as load_ad
    from overlays.errors import AdError as AdError
    from overlays.errors import Canceled as Canceled
    from overlays.errors import ExportError as ExportError
    from overlays.errors import SourceError as SourceError
    from overlays.errors import SparkproofError as SparkproofError
    from overlays.motion import TimeSpan as TimeSpan
    from overlays.viewports import View as View
    from renderer.frames import Frame as Frame
    from renderer.frames import iter_frames as iter_frames
    from renderer.frames import render_still as render_still
    from renderer.output.export import ExportResult as ExportResult
    from renderer.output.export import export_video as export_video
    from renderer.output.options import ExportOptions as ExportOptions
    from renderer.output.progress import Progress as Progress
    from renderer.output.still import rgb_from_frame as rgb_from_frame
    from renderer.output.still import write_png as write_png
    from renderer.output.variants import export_variants as export_variants
    from renderer.output.variants import plan_variants as plan_variants
    from renderer.output.video import Variant as Variant
    from renderer.plan import RenderPlan as RenderPlan
    from renderer.plan import build_plan as build_plan
    from renderer.scripting.moviepy_clips import BT709_PARAMS as BT709_PARAMS
    from renderer.scripting.moviepy_clips import ad_clip as ad_clip
    from renderer.scripting.moviepy_creative import open_creative as open_creative
    from renderer.source.info import SourceInfo as SourceInfo
    from renderer.source.probe import probe_source as probe_source

_HOMES = {
    "AdError": "overlays.errors",
    "BT709_PARAMS": "renderer.scripting.moviepy_clips",
    "Canceled": "overlays.errors",
    "ExportError": "overlays.errors",
    "ExportOptions": "renderer.output.options",
    "ExportResult": "renderer.output.export",
    "Frame": "renderer.frames",
    "Progress": "renderer.output.progress",
    "RenderPlan": "renderer.plan",
    "SourceError": "overlays.errors",
    "SourceInfo": "renderer.source.info",
    "SparkAd": "overlays.ad",
    "SparkproofError": "overlays.errors",
    "TimeSpan": "overlays.motion",
    "Variant": "renderer.output.video",
    "View": "overlays.viewports",
    "ad_clip": "renderer.scripting.moviepy_clips",
    "build_plan": "renderer.plan",
    "export_variants": "renderer.output.variants",
    "export_video": "renderer.output.export",
    "iter_frames": "renderer.frames",
    "load_ad": "overlays.ad.file",
    "open_creative": "renderer.scripting.moviepy_creative",
    "plan_variants": "renderer.output.variants",
    "probe_source": "renderer.source.probe",
    "render_still": "renderer.frames",
    "rgb_from_frame": "renderer.output.still",
    "write_png": "renderer.output.still",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(own_name(_HOMES[name])), name)


def __dir__() -> list[str]:
    return __all__
