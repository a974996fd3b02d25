"""Letters that no font has: said in the results of a batch, row by row."""

from __future__ import annotations

from pathlib import Path

from support.batches import SMALL, Batch


def test_letters_without_a_font_are_in_the_results(tmp_path: Path) -> None:
    rows = "post.caption,ad.call_to_action.label\nბიჭი ᚠ,Buy\nplain,ᚠᚢ\n"
    batch = Batch(tmp_path, rows, frames=2)
    result = batch.invoke(*SMALL, "--workers", "1")
    assert result.returncode == 1, result.stderr
    first, second = batch.results()["rows"]
    assert first["status"] == "done"
    words = "the caption is shown in part, as no font here has its Runic letters: ᚠ (U+16A0)."
    assert words in first["message"]
    assert second["status"] == "failed"
    assert second["message"].startswith("ad.call_to_action.label: cannot be drawn, as no font")
    assert "Runic" in second["message"]

    for _ in range(2):
        assert batch.invoke(*SMALL, "--workers", "1").returncode == 1
        first, _ = batch.results()["rows"]
        assert first["status"] == "skipped"
        assert first["message"].count(words) == 1
