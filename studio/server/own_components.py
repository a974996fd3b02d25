"""Only components of ours: what else is installed is not searched for any."""

from __future__ import annotations

from typing import Any

from streamlit.components.v2 import manifest_scanner


def know_our_components_alone() -> None:
    """Call before the server is made, which otherwise reads the metadata of every package.

    Components that other packages bring are of no use to this page, and a shared environment has
    hundreds of packages.
    """
    manifest_scanner.scan_component_manifests = _none


def _none(*_limits: Any, **_named: Any) -> list[Any]:
    return []
