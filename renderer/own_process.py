"""How another process finds this very code, whether it lies in a checkout or is installed.

Installed, the houses stand inside one package: `sparkproof.renderer` and so on.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

# `renderer.own_process` in a checkout, one name more where it is installed.
_ABOVE = __name__.rpartition("renderer.")[0]
_CHECKOUT = None if _ABOVE else Path(__file__).resolve().parents[1]


def is_installed() -> bool:
    """False in a checkout."""
    return _CHECKOUT is None


def own_name(module: str) -> str:
    """What `renderer.plan` is called here."""
    return _ABOVE + module


def module_command(module: str) -> list[str]:
    """Runs one of our modules with this Python; needs `module_environment`."""
    # -P: a file of the folder that we are called in must not pass for a library.
    return [sys.executable, "-P", "-m", own_name(module)]


def module_environment() -> dict[str, str]:
    """This process's, in which Python finds a checkout; what is installed it finds by itself."""
    if _CHECKOUT is None:
        return dict(os.environ)
    given = os.environ.get("PYTHONPATH")
    path = f"{_CHECKOUT}{os.pathsep}{given}" if given else str(_CHECKOUT)
    return {**os.environ, "PYTHONPATH": path}
