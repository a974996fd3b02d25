"""The picture in time: probe, decode, fit, composite, plan, encode. Knows no QA, no Streamlit.

The names for scripts are here, each imported when it is first asked for; docs/api.md shows them.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "AdError": "overlays.errors",
    "BT709_PARAMS": "renderer.moviepy_clips",
    "Canceled": "overlays.errors",
    "ExportError": "overlays.errors",
    "ExportOptions": "renderer.options",
    "ExportResult": "renderer.export",
    "Frame": "renderer.frames",
    "Progress": "renderer.progress",
    "RenderPlan": "renderer.plan",
    "SourceError": "overlays.errors",
    "SourceInfo": "renderer.source",
    "SparkAd": "overlays.ad",
    "SparkproofError": "overlays.errors",
    "TimeSpan": "overlays.motion",
    "Variant": "renderer.variants",
    "View": "overlays.viewports",
    "ad_clip": "renderer.moviepy_clips",
    "build_plan": "renderer.plan",
    "export_variants": "renderer.variants",
    "export_video": "renderer.export",
    "iter_frames": "renderer.frames",
    "load_ad": "overlays.ad.file",
    "open_creative": "renderer.moviepy_creative",
    "plan_variants": "renderer.variants",
    "probe_source": "renderer.probe",
    "render_still": "renderer.frames",
    "rgb_from_frame": "renderer.picture",
    "write_png": "renderer.picture",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
