"""An ad file with its clip, for every command."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.ads import write_ad
from support.media import Clip, write_clip


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    return write_clip(path, Clip(width=270, height=480)).read_bytes()


@pytest.fixture
def ad_file(tmp_path: Path, clip: bytes) -> Path:
    return write_ad(tmp_path, video=clip)
