"""As what: one JSON file a placement, every figure with its source and confidence.

In: an id, and folders of JSON. Out: a checked, frozen `Placement` (`spec.py`).
Never: knows an ad, draws.
"""

from overlays.placements.catalog import (
    broken_placements,
    list_placement_ids,
    load_placement,
    placement_data,
)

__all__ = [
    "broken_placements",
    "list_placement_ids",
    "load_placement",
    "placement_data",
]
