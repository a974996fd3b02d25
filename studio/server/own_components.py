"""Components of ours alone, with plain values: nobody else's are looked for, nor tables in them."""

from __future__ import annotations

from typing import Any

from streamlit.components.v2 import manifest_scanner
from streamlit.components.v2.bidi_component import serialization


def know_our_components_alone() -> None:
    """Call before the server is made, and before its first page.

    The server otherwise reads the metadata of every package that is installed, for components that
    they may bring; and the first page loads pandas, to see whether a component's value is a table:
    half a second, and 50 MB.
    """
    manifest_scanner.scan_component_manifests = _none
    serialization.is_dataframe_like = _never  # type: ignore[assignment, attr-defined]


def _none(*_limits: Any, **_named: Any) -> list[Any]:
    return []


def _never(_value: object) -> bool:
    return False
