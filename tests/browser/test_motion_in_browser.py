"""`player/browser/motion.js` against the table that `overlays/motion.py` is held to."""

from __future__ import annotations

import base64
import json
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
VECTORS = json.loads((ROOT / "tests" / "motion_vectors.json").read_text(encoding="utf-8"))

_EVALUATE = """async ([source, vectors]) => {
  const motion = await import(`data:text/javascript;base64,${source}`);
  const number = text => { const [a, b = "1"] = text.split("/"); return Number(a) / Number(b); };
  return vectors.map(({ motion: name, of, at }) => motion[name](...of.map(number), number(at)));
}"""


def test_every_vector_gives_the_same_whole_number(page: Page) -> None:
    source = (ROOT / "player" / "browser" / "motion.js").read_bytes()
    found = page.evaluate(_EVALUATE, [base64.b64encode(source).decode(), VECTORS])
    assert len(VECTORS) > 100
    expected = [vector["is"] for vector in VECTORS]
    assert found == expected
