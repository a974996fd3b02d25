"""As what: one JSON file a placement, every figure with its source and confidence.

In: an id, and folders of JSON. Out: a checked, frozen `Placement` (`layout/placement.py`).
Never: knows an ad, paints.
"""

from overlays.placements.catalog import (
    broken_placements,
    compared_with,
    full_name,
    list_placement_ids,
    load_placement,
    one_look,
    placement_data,
    placement_titles,
    platform_name,
    short_name,
    trust,
)

__all__ = [
    "broken_placements",
    "compared_with",
    "full_name",
    "list_placement_ids",
    "load_placement",
    "one_look",
    "placement_data",
    "placement_titles",
    "platform_name",
    "short_name",
    "trust",
]
