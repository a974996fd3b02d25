"""What became of a batch: `results.json` for programs, the same facts by row for people."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from batch.job import RowResult
from renderer.part_file import part_file

RESULTS_NAME = "results.json"


def write_results(results: Sequence[RowResult], table: Path, folder: Path) -> Path:
    """Writes `results.json` into `folder`. Raises ExportError."""
    path = folder / RESULTS_NAME
    data = {
        "table": table.name,
        **counts(results),
        "rows": [_described(result, folder) for result in results],
    }
    with part_file(path) as part:
        part.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def counts(results: Sequence[RowResult]) -> dict[str, int]:
    """How many rows are done, skipped and failed."""
    by_status = Counter(result.status for result in results)
    return {status: by_status[status] for status in ("done", "skipped", "failed")}


def _described(result: RowResult, folder: Path) -> dict[str, Any]:
    output = result.output
    facts: dict[str, Any] = {"row": result.number, "status": result.status}
    if output is not None:
        facts["output"] = output.relative_to(folder.absolute()).as_posix()
    if result.status == "done":
        facts |= {
            "frames": result.frame_count,
            "seconds": round(float(result.duration), 6),
            "bytes": result.size_bytes,
            "digest": result.digest,
        }
    if result.message:
        facts["message"] = result.message
    if result.details:
        facts["details"] = result.details
    return facts
