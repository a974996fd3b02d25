"""Whose a session is, and who takes it over."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from studio.store.hosting import Hosting
from studio.work import beginning


@pytest.mark.parametrize(
    ("held", "comes", "is_server", "stays"),
    [
        ("ann", "ann", True, True),
        ("ann", "bob", True, False),
        # Between a connection that was lost and the next one nobody is known.
        ("ann", None, True, True),
        (None, "bob", True, False),
        ("ann", "bob", False, True),
    ],
)
def test_another_persons_session_begins_anew_and_a_lost_one_does_not(
    monkeypatch: pytest.MonkeyPatch,
    held: str | None,
    comes: str | None,
    is_server: bool,
    stays: bool,
) -> None:
    state: dict[str, object] = {"owner": held, "studio": "what is worked on"}
    monkeypatch.setattr(beginning, "st", SimpleNamespace(session_state=state))
    monkeypatch.setattr(beginning, "owner_id", lambda: comes)
    monkeypatch.setattr(beginning, "hosting", lambda: Hosting(is_server=is_server))
    beginning.begin_anew_for_another()
    assert ("studio" in state) == stays
    # Nobody takes it over by coming after a lost connection.
    assert state["owner"] == (comes or held)
