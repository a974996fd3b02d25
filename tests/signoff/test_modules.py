"""Modules as one script: what is imported comes first, what is not known is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from signoff.one_file.modules import script_of

ROOT = Path(__file__).parents[2]


def test_the_player_becomes_one_script_in_the_order_of_its_imports() -> None:
    script = script_of(ROOT / "player" / "browser" / "player.js")
    assert "import " not in script
    assert "\nexport " not in script
    assert (
        script.index("function element(")
        < script.index("class Phone")
        < script.index("class Player")
    )
    # Each once, though many import it.
    assert script.count("function element(") == 1


def test_names_are_taken_as_they_are_imported(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import { one as two } from "./b.js";\nexport const x = two;\n')
    (tmp_path / "b.js").write_text("export const one = 1;\n")
    assert script_of(tmp_path / "a.js") == (
        '"use strict";\n'
        "const module0 = (() => {\nconst one = 1;\nreturn { one };\n})();\n"
        "const module1 = (() => {\nconst { one: two } = module0;\nconst x = two;\n"
        "return { x };\n})();\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        "export default class {}",
        'import * as b from "./b.js";',
        'export * from "./b.js";',
        'const b = await import("./b.js");',
        "const here = import.meta.url;",
    ],
)
def test_another_form_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "b.js").write_text("")
    (tmp_path / "a.js").write_text(f"{line}\n")
    with pytest.raises(AssertionError, match=r"a\.js: no bundle for"):
        script_of(tmp_path / "a.js")


def test_a_circle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\nexport const a = 1;\n')
    (tmp_path / "b.js").write_text('import { a } from "./a.js";\nexport const b = 1;\n')
    with pytest.raises(AssertionError, match="imports itself"):
        script_of(tmp_path / "a.js")
