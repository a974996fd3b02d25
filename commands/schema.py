"""`cli.py schema`: the JSON Schema of the ad file, or of what `--json` writes."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from overlays.ad.file import ad_schema


def schema(
    findings: Annotated[
        bool, typer.Option("--findings", help="of the findings that --json writes instead")
    ] = False,
) -> None:
    """Print the JSON Schema of the ad file, for editors, or that of findings, for scripts."""
    if findings:
        from qa.reports.as_json import findings_schema

        print(json.dumps(findings_schema(), indent=2, ensure_ascii=False))
    else:
        print(json.dumps(ad_schema(), indent=2, ensure_ascii=False))
