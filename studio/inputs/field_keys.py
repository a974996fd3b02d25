"""Under which key each widget of the form stands, so that nothing it says can come too late.

With every click the browser sends the values of all widgets that it holds. After a run has changed
a value (an upload, another ad) it goes on sending the replaced one until that run's answer is
there, and how long that takes depends on the computer. So a value that something other than its
widget has changed gets a widget of another key: whatever the old key says from then on is void.
"""

from __future__ import annotations


class FieldKeys:
    """One page's keys. A key ends in a revision, which counts the changes from outside."""

    def __init__(self) -> None:
        self._revisions: dict[str, int] = {}
        # What the widget of each key that counts shows: its first value, or what was entered since.
        self._shown: dict[str, object] = {}

    def key_for(self, name: str, wanted: object) -> str:
        """The key of a widget that shows `wanted`: the same one as long as it shows that anyway."""
        key = self._key(name)
        if key in self._shown and self._shown[key] == wanted:
            return key
        self._shown.pop(key, None)
        self._revisions[name] = self._revisions.get(name, 0) + 1
        key = self._key(name)
        self._shown[key] = wanted
        return key

    def keys_of(self, name: str) -> list[str]:
        """The keys that count of a value's widgets: it may have one for its source, too."""
        return [self._key(known) for known in self._revisions if known in (name, f"{name}:source")]

    def take(self, key: str, entered: object) -> bool:
        """Note what the widget of that key shows now; False for a key that has been replaced."""
        if key not in self._shown:
            return False
        self._shown[key] = entered
        return True

    def _key(self, name: str) -> str:
        return f"field:{name}#{self._revisions.get(name, 0)}"
