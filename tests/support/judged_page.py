"""The cards that judge, on the page without a browser."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from studio.judging.desk import judging_desk
from support.export_jobs import active
from support.waiting import until


def await_judged(page: AppTest) -> None:
    """Until nothing is judged any more, and the page shows what was found."""
    page.run()
    until(lambda: not active(judging_desk()), seen=judging_desk().jobs)
    page.run()
    assert not page.exception


def said(page: AppTest) -> str:
    """All that the page says in HTML of ours."""
    return "\n".join(part.proto.body for part in page.get("html"))
