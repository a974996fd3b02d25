"""What became of a batch: `results.json` for programs, the same facts by row for people."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from batch.names import RESULTS_NAME
from batch.rows import RowResult
from renderer.files.part_file import part_file


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
    """How many rows are done, skipped, failed and stopped; together they are all rows."""
    by_status = Counter(result.status for result in results)
    return {status: by_status[status] for status in ("done", "skipped", "failed", "stopped")}


def output_size(output: Path) -> int:
    """Bytes of a file, or of all files in a folder; 0 for what is not there."""
    try:
        if output.is_dir():
            return sum(path.stat().st_size for path in output.iterdir())
        return output.stat().st_size
    except OSError:
        return 0


def with_former_facts(result: RowResult, former: Mapping[str, Any], folder: Path) -> RowResult:
    """The row with what an earlier run knew of its output, if that is the size it was then."""
    if result.output is None:
        return result
    facts = former.get(_name(result.output, folder))
    if not isinstance(facts, dict) or facts.get("bytes") != output_size(result.output):
        return result
    # What was to be known of the output holds for it still; a former skip said the same before it.
    notes = str(facts.get("message", "")).removeprefix(result.message).strip()
    try:
        return replace(
            result,
            message=f"{result.message} {notes}".strip(),
            frame_count=int(facts.get("frames", 0)),
            duration=Fraction(str(facts.get("seconds", 0))),
            size_bytes=int(facts["bytes"]),
            digest=str(facts.get("digest", "")),
        )
    except (TypeError, ValueError, ZeroDivisionError):
        return result


def former_facts(folder: Path) -> dict[str, Any]:
    """The rows of the `results.json` that is there, by their outputs; none if it is not ours."""
    try:
        rows = json.loads((folder / RESULTS_NAME).read_text(encoding="utf-8"))["rows"]
        return {row["output"]: row for row in rows if "output" in row}
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return {}


def _name(output: Path, folder: Path) -> str:
    return output.relative_to(folder.absolute()).as_posix()


def _described(result: RowResult, folder: Path) -> dict[str, Any]:
    facts: dict[str, Any] = {"row": result.number, "status": result.status}
    if result.output is not None:
        facts["output"] = _name(result.output, folder)
    if result.frame_count or result.digest:
        facts |= {"frames": result.frame_count, "seconds": round(float(result.duration), 6)}
    if result.size_bytes:
        facts["bytes"] = result.size_bytes
    if result.digest:
        facts["digest"] = result.digest
    if result.message:
        facts["message"] = result.message
    if result.details:
        facts["details"] = result.details
    return facts
