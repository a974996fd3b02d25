"""How much disk people have on a server, and how much of it they use."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from renderer.output.option_text import size_words
from studio.store.hosting import Limits
from studio.store.media_store import MediaStore, UploadSlot

# So much stays free for what is written meanwhile.
LEAST_FREE = 200_000_000


@dataclass(frozen=True, slots=True)
class Room:
    """How many bytes more may come, and the sentence for more than that."""

    bytes: int
    refusal: str


def room_for(slot: UploadSlot, store: MediaStore, limits: Limits | None) -> Room | None:
    """What one person's upload may take; None where nobody counts."""
    if limits is None:
        return None
    work = store.workspace.folder.parent
    person = slot.folder.parent if slot.folder.parent.parent == work / "drafts" else slot.folder
    return min(_rooms(person, work, limits), key=lambda room: room.bytes)


def held_bytes(folder: Path) -> int:
    """Of all files below; a file of two names counts once."""
    sizes = {}
    for path in folder.rglob("*"):
        # Others work here: what was listed may be gone.
        with contextlib.suppress(OSError):
            info = path.lstat()
            sizes[info.st_dev, info.st_ino] = info.st_size
    return sum(sizes.values())


def _rooms(person: Path, work: Path, limits: Limits) -> Iterator[Room]:
    yield Room(
        limits.person_bytes - held_bytes(person),
        f"Your files here may take {size_words(limits.person_bytes)}: "
        "this one would be too much. Discard earlier work, or ask who runs this server for room.",
    )
    yield Room(
        limits.all_bytes - held_bytes(work),
        f"All files on this server may take {size_words(limits.all_bytes)}: "
        "this one would be too much. Try again tomorrow, or ask who runs this server for room.",
    )
    yield Room(
        shutil.disk_usage(work).free - LEAST_FREE,
        "The disk of this server is nearly full: tell whoever runs it.",
    )
