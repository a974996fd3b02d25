"""The page without a browser, and a desk of jobs with a clip to export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from renderer.worker.pool import end_idle_workers
from studio.exports.jobs import JobDesk
from studio.phone.draw_ahead import DrawAhead
from studio.server.own_components import know_our_components_alone
from studio.server.state_looked_up import look_values_up
from studio.store.kept_files import KeptFiles
from studio.store.media_store import media_store
from studio.work.clips import clip_desk
from support.app_page import AD, PAGE
from support.export_jobs import active
from support.media import Clip, write_clip
from support.waiting import PATIENCE, until


@pytest.fixture(scope="session", autouse=True)
def _as_served() -> None:
    """What the server takes out of Streamlit, which costs a page here as much as there."""
    know_our_components_alone()
    look_values_up()


@pytest.fixture(autouse=True)
def _draws_nothing_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight more phones after each page, which nobody looks at."""
    monkeypatch.setattr(DrawAhead, "expect", lambda *_: None)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_clip(tmp_path_factory.mktemp("clip") / "clip.mp4", Clip(audio="aac"))


@pytest.fixture
def results(tmp_path: Path) -> KeptFiles:
    return KeptFiles(tmp_path / "exports")


@pytest.fixture
def kept(tmp_path: Path) -> KeptFiles:
    return KeptFiles(tmp_path / "kept")


@pytest.fixture
def desk(results: KeptFiles) -> Iterator[JobDesk]:
    desk = JobDesk(results, at_once=1)
    yield desk
    desk.close()
    until(lambda: not active(desk))
    end_idle_workers()


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[AppTest]:
    monkeypatch.setenv("SPARKPROOF_AD", str(AD))
    monkeypatch.setenv("SPARKPROOF_WORK", str(tmp_path / "work"))
    media_store.cache_clear()
    clip_desk().look(AD.parent / "clip.mp4", wait=PATIENCE)
    yield AppTest.from_file(str(PAGE), default_timeout=PATIENCE).run()
    media_store().workspace.remove()
    media_store.cache_clear()
