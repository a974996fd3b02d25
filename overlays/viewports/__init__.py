"""Where it is seen: a phone, or the feed alone, at a width in pixels.

In: an id and a width. Out: a `View`, and the `Screen` on which the feed lies.
Never: draws the phone (`parts/device.py` does).
"""

from overlays.viewports.viewport import (
    BARE,
    DEFAULT_VIEW,
    Cutout,
    View,
    Viewport,
    list_viewports,
    load_viewport,
)

__all__ = [
    "BARE",
    "DEFAULT_VIEW",
    "Cutout",
    "View",
    "Viewport",
    "list_viewports",
    "load_viewport",
]
