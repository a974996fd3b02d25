"""`cli.py schema`: the JSON Schema of the ad file, of what `--json` writes, or of a review."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from overlays.ad.file import ad_schema


def schema(
    findings: Annotated[
        bool, typer.Option("--findings", help="of the findings that --json writes instead")
    ] = False,
    review: Annotated[
        bool, typer.Option("--review", help="of a reviewer's .review.json instead")
    ] = False,
) -> None:
    """Print the JSON Schema of the ad file, for editors, or that of other files, for scripts."""
    if review:
        from signoff.reviews.review import review_schema

        print(json.dumps(review_schema(), indent=2, ensure_ascii=False))
    elif findings:
        from qa.reports.as_json import findings_schema

        print(json.dumps(findings_schema(), indent=2, ensure_ascii=False))
    else:
        print(json.dumps(ad_schema(), indent=2, ensure_ascii=False))
