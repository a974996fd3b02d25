"""The wheel: one package that holds the whole product, and nothing called as at the top here."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
import zlib
from email.parser import Parser
from pathlib import Path

import pytest
from hatchling.build import build_wheel

from support.loaded import load_file
from support.waiting import PATIENCE

ROOT = Path(__file__).parents[1]
HOOK = load_file(ROOT / "packaging" / "build_hook.py")
HOUSES = frozenset({"renderer", "overlays"})
# What somebody who has installed it does, told of on standard output.
# A good clip and a bad one, each through a worker process.
USE = """
import sys
from pathlib import Path

from sparkproof.overlays.errors import UnreadableSource
from sparkproof.renderer import load_ad
from sparkproof.renderer.worker.work import start_probe

ad = load_ad(Path(sys.argv[1]))
print(start_probe(ad.post.video).result().display_size)
Path("broken.mp4").write_bytes(ad.post.video.read_bytes()[:3000])
try:
    start_probe(Path("broken.mp4")).result()
except UnreadableSource as error:
    print("refused:", error)
print("also at the top:", sorted({name.split(".")[0] for name in sys.modules} & set(sys.argv[2:])))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        # Nobody reads this one: time is worth more than its size.
        patch.setattr(zlib, "Z_DEFAULT_COMPRESSION", zlib.Z_NO_COMPRESSION)
        return folder / build_wheel(str(folder))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for Python's path, as pip would leave it."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def python(
    installed: Path, *arguments: str, where: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", *arguments],
        env={"PYTHONPATH": str(installed), "HOME": str(where), **environment},
        cwd=where, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "longer"),
    [
        ("from renderer import plan", "from sparkproof.renderer import plan"),
        ("from renderer.plan import a", "from sparkproof.renderer.plan import a"),
        ("from  overlays.x import (\n    a,\n)", "from  sparkproof.overlays.x import (\n    a,\n)"),
        ("if é:\n    from renderer import b", "if é:\n    from sparkproof.renderer import b"),
        ("'ü'; from renderer import b", "'ü'; from sparkproof.renderer import b"),
        ("from renderers import b", "from renderers import b"),
        ("import os", "import os"),
        ("words = 'from renderer import b'", "words = 'from renderer import b'"),
    ],
)
def test_imports_of_ours_get_the_longer_name(line: str, longer: str) -> None:
    assert HOOK.with_package(line, HOUSES) == longer


@pytest.mark.parametrize("line", ["import renderer.plan", "from \\\n renderer import plan"])
def test_what_cannot_be_renamed_in_its_line_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"write `from … import …` on one line"):
        HOOK.with_package(line, HOUSES)


def test_pins_of_what_decides_pixels_stay(tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text("# Why.\n-r other.txt\nskia==144.1\nnumpy==2.4.6\ntyper==0.29.2  # why\n")
    assert HOOK.requirements(listed, frozenset({"skia"})) == [
        "skia==144.1", "numpy>=2.4.6,<3", "typer>=0.29.2,<0.30",
    ]  # fmt: skip


@pytest.mark.processes
def test_it_holds_the_product_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = Parser().parsestr(
            archive.read("sparkproof-0.1.0.dist-info/METADATA").decode("utf-8")
        )
        scripts = archive.read("sparkproof-0.1.0.dist-info/entry_points.txt").decode()
    assert {name.split("/")[0] for name in names} == {"sparkproof", "sparkproof-0.1.0.dist-info"}
    for name in (
        "cli.py", "app.py", "py.typed", "__main__.py", ".streamlit/config.toml",
        "player/browser/player.js", "studio/page.css", "samples/glow_serum/clip.mp4",
        "overlays/assets/fonts/OFL-Noto.txt", "overlays/placements/tiktok/feed.json",
        "qa/seeing/models/face_detector.onnx", "qa/reports/browser/page.html.j2",
    ):  # fmt: skip
        assert f"sparkproof/{name}" in names
    for part in ("bench/", "tests/", "footage", "__pycache__", "text_reader", "build_assets"):
        assert not [name for name in names if part in name]
    asked = metadata.get_all("Requires-Dist") or []
    assert {"skia-python==144.1", "pip; extra == 'check'"} <= set(asked)
    assert any(line.startswith("distributed") and "'dask'" in line for line in asked)
    assert "sparkproof = sparkproof.__main__:main" in scripts
    assert "[pytest11]\nsparkproof = sparkproof.qa.pytest_plugin" in scripts


@pytest.mark.processes
def test_each_import_of_ours_finds_its_file(installed: Path) -> None:
    count = 0
    for path in installed.rglob("*.py"):
        for line in path.read_text("utf-8").splitlines():
            found = re.match(r"\s*from (\w[\w.]*) import", line)
            if found is None:
                continue
            top, *_ = names = found[1].split(".")
            assert top not in HOOK.houses(ROOT), (path, line)
            if top == "sparkproof":
                count += 1
                place = installed.joinpath(*names)
                assert place.with_suffix(".py").is_file() or place.is_dir(), (path, line)
    assert count > 1000


@pytest.mark.processes
def test_it_works_under_its_one_name(installed: Path, tmp_path: Path) -> None:
    ad = installed / "sparkproof" / "samples" / "glow_serum" / "ad.yaml"
    tops = (*HOOK.houses(ROOT), "cli")
    done = python(installed, "-c", USE, str(ad), *tops, where=tmp_path)
    assert done.returncode == 0, done.stderr
    size, refused, top = done.stdout.splitlines()
    assert size == "1080x1920"
    assert refused.startswith("refused: broken.mp4 is cut off")
    assert top == "also at the top: []"


@pytest.mark.processes
def test_the_command_is_there(installed: Path, tmp_path: Path) -> None:
    """Asked by a shell for what `sparkproof pla` may become, which only an installed one knows."""
    started = "import sys; sys.argv = ['sparkproof']; from sparkproof.__main__ import main; main()"
    asks = {
        "_SPARKPROOF_COMPLETE": "complete_bash",
        "COMP_WORDS": "sparkproof pla",
        "COMP_CWORD": "1",
    }
    done = python(installed, "-c", started, where=tmp_path, **asks)
    assert done.stdout.split() == ["placements"], done.stderr
