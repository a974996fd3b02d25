"""What a Dask worker runs. It is sent there as code: the worker may not find Sparkproof by itself.

So nothing is imported until it is called, and nothing of Sparkproof's before the path is right.
"""

from __future__ import annotations

from typing import Any


def version_here() -> str:
    """Which Sparkproof is in the folder that the worker was started in; empty if there is none.

    A console script such as `dask` does not look for modules in the current folder.
    """
    import os
    import sys

    if os.getcwd() not in sys.path:  # noqa: PTH109 - sent without the imports of this file
        sys.path.insert(0, os.getcwd())  # noqa: PTH109
    try:
        from renderer.code_version import copy_version
    except Exception:  # Whatever breaks it, it is not ours.
        return ""
    return copy_version()


def who_is_here() -> tuple[str, str]:
    """The version, and the worker's process as the names of its unfinished files have it."""
    import os

    version = version_here()
    if not version:
        return "", ""
    from renderer.files.hidden_names import maker_of

    return version, maker_of(os.getpid())


def run_here(call: bytes, version: str, batch: str) -> Any:
    """Makes a pickled call, which takes the event that stops its `batch` as `cancel`.

    Raises ImportError where the code is not `version`.
    """
    import pickle

    if version_here() != version:
        raise ImportError("the Dask worker has no Sparkproof, or another version")
    from batch.stopping import stop_of

    return pickle.loads(call)(cancel=stop_of(batch))


def stop_here(batch: str) -> None:
    """Calls of this batch end before their next frame; later ones do not begin."""
    version_here()
    from batch.stopping import stop_of

    stop_of(batch).set()
