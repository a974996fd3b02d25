"""The page with a small ad, and with a desk of its own for what is judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from streamlit.testing.v1 import AppTest

from overlays.viewports import View
from renderer.worker.pool import end_idle_workers
from studio.judging.desk import judging_desk, told_jobs
from studio.store.media_store import media_store
from studio.work.clips import clip_desk
from support.ads import ad_data
from support.app_page import PAGE, work
from support.export_jobs import active
from support.media import Clip, write_clip
from support.waiting import PATIENCE, until


@pytest.fixture(scope="module")
def small_ad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second of video: what is judged of a large one is judged of it, in a tenth of the time."""
    folder = tmp_path_factory.mktemp("small")
    write_clip(folder / "clip.mp4", Clip(audio="aac"))
    path = folder / "ad.yaml"
    path.write_text(yaml.safe_dump(ad_data()), encoding="utf-8")
    return path


@pytest.fixture
def judged_page(
    small_ad: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[AppTest]:
    monkeypatch.setenv("SPARKPROOF_AD", str(small_ad))
    monkeypatch.setenv("SPARKPROOF_WORK", str(tmp_path / "work"))
    media_store.cache_clear()
    judging_desk.cache_clear()
    told_jobs.cache_clear()
    clip_desk().look(small_ad.parent / "clip.mp4", wait=PATIENCE)
    page = AppTest.from_file(str(PAGE), default_timeout=PATIENCE).run()
    work(page).view = View(width=360)
    yield page
    desk = judging_desk()
    desk.close()
    until(lambda: not active(desk), seen=desk.jobs)
    judging_desk.cache_clear()
    told_jobs.cache_clear()
    end_idle_workers()
    media_store().workspace.remove()
    media_store.cache_clear()
