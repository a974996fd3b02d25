"""`cli.py schema`: the JSON Schema of the ad file."""

from __future__ import annotations

import json

from overlays.ad.file import ad_schema


def schema() -> None:
    """Print the JSON Schema of the ad file, for editors."""
    print(json.dumps(ad_schema(), indent=2, ensure_ascii=False))
