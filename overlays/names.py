"""What to say of a name that is in no list."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches


def unknown_name(kind: str, name: str, allowed: Sequence[str]) -> str:
    """One sentence: what is unknown, the nearest name that is known, and all of them."""
    near = get_close_matches(name, allowed, n=1, cutoff=0.4)
    hint = f"did you mean {near[0]}? " if near else ""
    return f"no {kind} is called {name!r}; {hint}Allowed: {', '.join(allowed)}"
