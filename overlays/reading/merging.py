"""Files that extend others: groups key by key, lists by the `id` of what stands in them.

{"size": 3}                     replaces a value
{"shadow": null}                takes it away
{"parts": {"cta": null}}        takes away what has that id, at any depth of such lists
{"parts": {"cta": {"size": 3}}} changes it
{"parts+": [{"id": "skip"}]}    adds at the end, or where "before" or "after" names an id
"""

from __future__ import annotations

from typing import Any

from overlays.reading.names import unknown_name

Values = dict[str, Any]


class MergeError(ValueError):
    """A change names something that is not there; the text is `path: sentence`."""


def merged(base: Values, changes: Values, path: str = "") -> Values:
    """`base` with the changes put in. Raises MergeError."""
    result = dict(base)
    for key, value in changes.items():
        here = f"{path}{key}"
        if key.endswith("+"):
            name = key[:-1]
            result[name] = _with_added(result.get(name), value, here)
        elif isinstance(value, dict) and _has_ids(result.get(key)):
            result[key] = _changed_list(result[key], value, here)
        elif isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = merged(result[key], value, f"{here}.")
        else:
            result[key] = value
    return result


def _has_ids(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) and "id" in one for one in value)


def _changed_list(items: list[Any], changes: Values, path: str) -> list[Any]:
    for id_, change in changes.items():
        known = _ids(items)
        if id_ not in known:
            raise MergeError(f"{path}.{id_}: {unknown_name('part', id_, known)}")
        items = _changed(items, id_, change, f"{path}.{id_}.")
    return items


def _changed(items: list[Any], id_: str, change: Any, path: str) -> list[Any]:
    """The list with one item changed or gone, wherever in the lists of its items it stands."""
    result = []
    for item in items:
        inner = item.get("parts") if isinstance(item, dict) else None
        if not isinstance(item, dict) or item.get("id") != id_:
            if isinstance(inner, list) and id_ in _ids(inner):
                item = {**item, "parts": _changed(inner, id_, change, path)}
            result.append(item)
        elif isinstance(change, dict):
            result.append(merged(item, change, path))
        elif change is not None:
            result.append(change)
    return result


def _ids(items: list[Any]) -> tuple[str, ...]:
    found: list[str] = []
    for item in items:
        if isinstance(item, dict):
            found += [str(item["id"])] if "id" in item else []
            found += _ids(item["parts"]) if isinstance(item.get("parts"), list) else []
    return tuple(found)


def _with_added(items: Any, added: Any, path: str) -> list[Any]:
    if not isinstance(added, list) or not isinstance(items or [], list):
        raise MergeError(f"{path}: must be a list of what is added")
    result = list(items or [])
    for index, item in enumerate(added):
        place = len(result)
        if isinstance(item, dict):
            item = dict(item)
            for word, step in (("before", 0), ("after", 1)):
                if word in item:
                    place = _place_of(result, item.pop(word), f"{path}.{index}.{word}") + step
        result.insert(place, item)
    return result


def _place_of(items: list[Any], id_: Any, path: str) -> int:
    ids = [item.get("id") if isinstance(item, dict) else None for item in items]
    if id_ not in ids:
        known = tuple(str(one) for one in ids if one is not None)
        raise MergeError(f"{path}: {unknown_name('part', str(id_), known)}")
    return ids.index(id_)
