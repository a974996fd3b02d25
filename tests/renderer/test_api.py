"""The names for scripts: they exist, cost nothing until used, and their page tells true."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import renderer
from renderer.source.probe import probe_source
from support.ads import ad_data, write_ad
from support.media import Clip, write_clip

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def test_every_name_is_there_and_named_in_the_page() -> None:
    assert renderer.__all__ == sorted(renderer.__all__)
    assert set(renderer.__all__) <= set(dir(renderer))
    for name in renderer.__all__:
        value = getattr(renderer, name)
        assert name == "BT709_PARAMS" or value.__doc__, name
        assert f"`{name}`" in PAGE, f"docs/api.md does not tell what {name} is"


def test_type_checkers_are_told_the_same_homes() -> None:
    """To a checker `__getattr__` alone would make every name an Any."""
    tree = ast.parse(Path(str(renderer.__file__)).read_text(encoding="utf-8"))
    (block,) = [node for node in tree.body if isinstance(node, ast.If)]
    told = {
        alias.asname: node.module
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert told == renderer._HOMES


def test_unknown_names_are_said_to_be() -> None:
    with pytest.raises(AttributeError, match="no attribute 'export_vidoe'"):
        renderer.export_vidoe  # noqa: B018


@pytest.mark.processes
def test_importing_costs_nothing() -> None:
    """MoviePy and Dask take longer to import than a still to make."""
    code = (
        "import sys, renderer; assert 'av' not in sys.modules; "
        "import cli; print(sorted({'moviepy', 'distributed'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert run.stdout.strip() == "[]"


@pytest.mark.processes
def test_an_export_imports_only_what_it_uses(tmp_path: Path) -> None:
    """Half of an export that is too slow was spent before its first frame."""
    clip = write_clip(tmp_path / "made.mp4", Clip(width=180, height=320))
    ad_file = write_ad(tmp_path, ad_data(), video=clip.read_bytes())
    unused = {
        *("moviepy", "distributed", "rich", "renderer.output.animation", "renderer.output.gif"),
        *(
            "renderer.output.alpha_video",
            "renderer.sheet.sheet",
            "renderer.output.variants",
            "batch.rows",
        ),
    }
    command = ["cli.py", "export", str(ad_file), "-o", str(tmp_path / "o.mp4")]
    code = (
        f"import sys; sys.argv = {command}\n"
        "import cli, gc; assert gc.isenabled() and gc.get_freeze_count()\n"
        "try: cli.app()\n"
        "except SystemExit as end: assert not end.code\n"
        f"print(sorted({unused} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert (tmp_path / "o.mp4").stat().st_size
    assert run.stdout.splitlines()[-1] == "[]"


@pytest.mark.processes
def test_the_examples_of_the_page_run(tmp_path: Path) -> None:
    assert len(EXAMPLES) == 3
    video = write_clip(tmp_path / "made.mp4", Clip(audio="aac", times=tuple(range(0, 5120, 512))))
    write_ad(tmp_path, ad_data(), video=video.read_bytes())
    video.rename(tmp_path / "raw.mp4")
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n" + "\n".join(EXAMPLES)
    # The page's pictures are of full size; the names and calls are what is tried.
    code = code.replace("View()", "View(width=180)")
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd=tmp_path)
    made = {path.name for path in tmp_path.iterdir()}
    assert {"frame.png", "mockup.mp4", "fr.mp4", "de.mp4", "trimmed.mp4"} <= made
    sound = probe_source(tmp_path / "trimmed.mp4").audio
    assert sound is not None
    assert sound.codec == "aac"
