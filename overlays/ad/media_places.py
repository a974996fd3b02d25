"""`media_places`: where the plain values of an ad file name files, also within lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

VIDEO = ("post", "video")
PICTURES = ("post", "carousel", "pictures")
SOUND = ("post", "carousel", "sound")
MEDIA_PATHS = (
    VIDEO,
    SOUND,
    ("post", "creator", "avatar"),
    ("post", "sound", "cover"),
    ("ad", "brand", "picture"),
    ("ad", "card", "picture"),
)
"""Paths of single files; a list of them stands at `PICTURES`."""


class MediaPlace(NamedTuple):
    """One value that names a file, by a path such as `post.carousel.pictures.0`, and its holder."""

    path: str
    holder: Any
    key: str | int

    @property
    def value(self) -> object:
        return self.holder[self.key]

    def put(self, value: str) -> None:
        """Names another file; the values must be such as can be changed."""
        self.holder[self.key] = value


def media_places(data: Mapping[str, Any]) -> Iterator[MediaPlace]:
    """Every place that holds a value, the right kind or not, in order."""
    for keys in (VIDEO, PICTURES, *MEDIA_PATHS[1:]):
        *parents, last = keys
        holder: Any = data
        for key in parents:
            holder = holder.get(key) if isinstance(holder, Mapping) else None
        if not isinstance(holder, Mapping) or last not in holder:
            continue
        if keys == PICTURES:
            yield from _in_list(holder[last])
        else:
            yield MediaPlace(".".join(keys), holder, last)


def _in_list(pictures: object) -> Iterator[MediaPlace]:
    if isinstance(pictures, list):
        for index in range(len(pictures)):
            yield MediaPlace(f"{'.'.join(PICTURES)}.{index}", pictures, index)
