"""The server is made without a look at what else is installed."""

from __future__ import annotations

import importlib.metadata
import importlib.util

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.components.v2.component_manager import BidiComponentManager

from studio.server.own_components import know_our_components_alone


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows with every look at all packages."""
    # Other tests of this process have ours in its place by now.
    spec = manifest_scanner.__spec__
    assert spec is not None
    assert spec.loader is not None
    streamlits = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(streamlits)
    name = "scan_component_manifests"
    monkeypatch.setattr(manifest_scanner, name, getattr(streamlits, name))
    seen: list[str] = []

    def none_installed() -> list[importlib.metadata.Distribution]:
        seen.append("all")
        return []

    monkeypatch.setattr(importlib.metadata, "distributions", none_installed)
    return seen


def discover() -> None:
    BidiComponentManager().discover_and_register_components(start_file_watching=False)


def test_streamlit_looks_through_all_packages(looks: list[str]) -> None:
    """Once it no longer does, ours can go."""
    discover()
    assert looks == ["all"]


def test_ours_looks_through_none(looks: list[str]) -> None:
    know_our_components_alone()
    discover()
    assert not looks
