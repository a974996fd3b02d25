"""The page with a desk of its own for what is judged."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from renderer.worker.pool import end_idle_workers
from studio.judging.desk import judging_desk
from support.export_jobs import active
from support.waiting import until


@pytest.fixture
def judged_page(page: AppTest) -> Iterator[AppTest]:
    judging_desk.cache_clear()
    yield page
    desk = judging_desk()
    desk.close()
    until(lambda: not active(desk), seen=desk.jobs)
    judging_desk.cache_clear()
    end_idle_workers()
