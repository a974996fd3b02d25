"""docs/checks.md is held to the code; `python -m tests.qa.checks.test_described` writes it anew."""

from __future__ import annotations

import re
from pathlib import Path

from overlays.placements import load_placement
from qa.checks.ad.disclosure import known_languages
from qa.checks.described import checks_table, figures_table

DOC = Path(__file__).parents[3] / "docs" / "checks.md"


def tables() -> dict[str, str]:
    return {"table": checks_table(), "figures": figures_table(load_placement("tiktok/in_feed"))}


def written() -> str:
    text = DOC.read_text(encoding="utf-8")
    for name, table in tables().items():
        begin = f"<!-- {name} -->"
        text = re.sub(rf"{begin}\n+(\|.*\n)*\n*", lambda _, b=begin, t=table: f"{b}\n\n{t}\n", text)  # type: ignore[misc]
    return text.rstrip() + "\n"


def test_the_tables_are_those_of_the_code() -> None:
    assert written() == DOC.read_text(encoding="utf-8"), (
        "python -m tests.qa.checks.test_described writes them anew"
    )


def test_the_count_of_languages() -> None:
    assert f"{len(list(known_languages()))} languages" in DOC.read_text(encoding="utf-8")


if __name__ == "__main__":
    DOC.write_text(written(), encoding="utf-8")
