"""What to say of a name that is in no list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

# Codes of languages that ISO 639 has replaced.
_REPLACED = {"iw": "he", "in": "id", "ji": "yi"}
_LONGEST = 80


def unknown_name(kind: str, name: str, allowed: Sequence[str]) -> str:
    """One sentence: what is unknown, the nearest name that is known, and all of them."""
    near = nearest_name(name, allowed)
    hint = f"did you mean {near}? " if near else ""
    shown = name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
    return f"no {kind} is called {shown!r}; {hint}Allowed: {', '.join(allowed)}"


def nearest_name(name: str, allowed: Sequence[str], cutoff: float = 0.4) -> str | None:
    """The allowed name that is most like `name`, in capitals or not; None when none is.

    `cutoff` is how alike they must be, 0.0 to 1.0.
    """
    folded = {known.casefold(): known for known in allowed}
    wanted = name[:_LONGEST].casefold()
    if wanted in folded:
        return folded[wanted]
    candidates = list(folded)
    code = re.split("[-_]", wanted)[0]
    if len(code) == 2:
        code = _REPLACED.get(code, code)
        if code in folded:
            return folded[code]
        # Of two letters one is always in some other code: ji is not fi.
        candidates = [known for known in candidates if known[:1] == code[0]]
    near = get_close_matches(wanted, candidates, n=1, cutoff=cutoff)
    return folded[near[0]] if near else None
