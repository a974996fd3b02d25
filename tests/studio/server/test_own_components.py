"""The server looks for nothing else that is installed, and a page for no tables."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.components.v2.bidi_component import serialization
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.proto.BidiComponent_pb2 import BidiComponent

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


def test_no_value_of_a_component_is_looked_at_as_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's look loads pandas, for values that are lists and dicts of ours."""
    monkeypatch.setattr(serialization, "is_dataframe_like", _loads_pandas)
    data = {"names": ["Undo"], "phones": [{"id": 1}]}
    with pytest.raises(ImportError):
        serialization.serialize_mixed_data(data, BidiComponent())
    know_our_components_alone()
    component = BidiComponent()
    serialization.serialize_mixed_data(data, component)
    assert json.loads(component.json) == data


def _loads_pandas(_value: object) -> bool:
    raise ImportError("pandas")
