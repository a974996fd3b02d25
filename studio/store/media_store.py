"""What our routes may serve: files by unguessable address, layer pictures by content.

The page's script puts things in, the routes take them out; both run in one process, so one store
behind a lock is all there is between them.
"""

from __future__ import annotations

import functools
import hashlib
import hmac
import secrets
import threading
import time
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Literal, TypedDict, TypeVar

from overlays.ad import SparkAd
from overlays.layers import Layer, PremulRGBA
from player.pictures import png_from_layer
from renderer.look import Look
from studio.store.bundle import Bundle
from studio.store.earlier_files import EarlierFiles
from studio.store.hosting import hosting, our_address
from studio.store.kept_files import MOST_BYTES, KeptFiles
from studio.store.lane import Lane
from studio.store.workspace import Workspace, open_workspace

Value = TypeVar("Value")

LAYER_BYTES = 64_000_000
# Of one visitor: all jobs that a page lists and more, and stills of the newest edits.
FILES = 200
STILLS = 50
JOBS = 20
_SERVED = 2_000


@dataclass(frozen=True, slots=True)
class ServedFile:
    """A file on disk under an address; with a `download_name` it is saved, not shown."""

    path: Path
    media_type: str
    download_name: str | None = None


@dataclass(frozen=True, slots=True)
class StillRecipe:
    """All that a still needs besides its time; `name` is that of the file that is saved."""

    ad: SparkAd
    look: Look
    name: str


class JobFacts(TypedDict):
    """How far a job is, for the browser. `share` is 0.0 to 1.0, None while it is not known."""

    state: Literal["waits", "works", "over"]
    share: float | None


@dataclass(frozen=True, slots=True)
class NamedBundle:
    """An ad with its uploads, and the name of the zip that is saved."""

    bundle: Bundle
    name: str


@dataclass(frozen=True, slots=True)
class UploadSlot:
    """Where one upload field of one visitor puts its file, and what it takes."""

    folder: Path
    suffixes: tuple[str, ...]
    limit: int


class Shelf(Generic[Value]):
    """Values by key, the least used dropped when their sizes add up to more than `capacity`."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._held: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def put(self, key: Hashable, value: Value, size: int = 1) -> None:
        with self._lock:
            _, old_size = self._held.pop(key, (None, 0))
            self._held[key] = (value, size)
            self._size += size - old_size
            while self._size > self._capacity and len(self._held) > 1:
                _, (_, dropped) = self._held.popitem(last=False)
                self._size -= dropped

    def get(self, key: Hashable) -> Value | None:
        with self._lock:
            if key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key][0]


class Visitor:
    """One visitor's addresses: they last as long as this object, whatever others do.

    `owner` names the person whose they are: for all others nothing stands there. None, of a browser
    that keeps no cookies, is nobody else's name.
    """

    def __init__(self, store: MediaStore, owner: str | None = None) -> None:
        self.store, self.owner = store, owner
        self.files: Shelf[ServedFile] = Shelf(FILES)
        self.stills: Shelf[StillRecipe] = Shelf(STILLS)
        self.jobs: Shelf[Callable[[], JobFacts]] = Shelf(JOBS)
        self.bundle_token = secrets.token_urlsafe(18)
        self.bundle: Callable[[], NamedBundle | None] = lambda: None
        self.uploads: dict[str, UploadSlot] = {}
        self.lane = Lane(store.layer_at)

    def add_file(self, path: Path, media_type: str, download_name: str | None = None) -> str:
        """The address of a file as it is now; a file that changes gets another. Raises OSError."""
        info = path.stat()
        facts = (str(path.resolve()), info.st_size, info.st_mtime_ns, download_name)
        token = self.store.token(*facts)
        self.files.put(token, ServedFile(path, media_type, download_name))
        return token

    def add_still(self, recipe: StillRecipe) -> str:
        token = self.store.token("still", recipe.ad.model_dump_json(), recipe.look, recipe.name)
        self.stills.put(token, recipe)
        return token

    def add_job(self, job_id: str, look: Callable[[], JobFacts]) -> str:
        """The address at which the browser asks how far a job is."""
        token = self.store.token("job", job_id)
        self.jobs.put(token, look)
        return token

    def offer_bundle(self, bundle: Callable[[], NamedBundle | None]) -> str:
        """The address of the ad as it is when the address is followed."""
        self.bundle = bundle
        return self.bundle_token

    def add_upload(self, slot: UploadSlot) -> str:
        ticket = secrets.token_urlsafe(18)
        self.uploads[ticket] = slot
        return ticket


class MediaStore:
    """Addresses are keyed hashes: equal for equal things, and not to be guessed without the key.

    `kept` holds the files that the app has made, for all visitors.
    """

    def __init__(self, workspace: Workspace, layer_bytes: int = LAYER_BYTES) -> None:
        self.workspace = workspace
        limits = hosting().limits
        self.kept = KeptFiles(
            workspace.made,
            limits.all_bytes // 2 if limits else MOST_BYTES,
            most_bytes_each=limits.person_made_bytes if limits else None,
        )
        self.earlier = EarlierFiles(workspace.made, self.kept)
        self.layers: Shelf[bytes] = Shelf(layer_bytes)
        # Another one in every run of the app; it says nothing else.
        self.run = secrets.token_hex(8)
        self._served: Shelf[float] = Shelf(_SERVED)
        self._visitors: weakref.WeakSet[Visitor] = weakref.WeakSet()
        self._lock = threading.Lock()

    def visitor(self, owner: str | None = None) -> Visitor:
        """A new visitor, whose addresses are found for as long as somebody holds it."""
        visitor = Visitor(self, owner)
        with self._lock:
            self._visitors.add(visitor)
        return visitor

    def still(self, token: str, owner: str | None = None) -> StillRecipe | None:
        return _first(visitor.stills.get(token) for visitor in self._present(owner))

    def bundle(self, token: str, owner: str | None = None) -> NamedBundle | None:
        """None for an address that is not the owner's, and while the ad has mistakes."""
        mine = self._present(owner)
        found = (visitor.bundle for visitor in mine if visitor.bundle_token == token)
        return _first(bundle() for bundle in found)

    def lane(self, token: str, owner: str | None = None) -> Lane | None:
        mine = self._present(owner)
        return _first(visitor.lane for visitor in mine if visitor.lane.token == token)

    def upload(self, ticket: str, owner: str | None = None) -> UploadSlot | None:
        return _first(visitor.uploads.get(ticket) for visitor in self._present(owner))

    def job(self, token: str, owner: str | None = None) -> JobFacts | None:
        look = _first(visitor.jobs.get(token) for visitor in self._present(owner))
        return None if look is None else look()

    def serve_file(self, token: str, owner: str | None = None) -> ServedFile | None:
        """The file at an address, noted as served now; None where there is none any more."""
        file = _first(visitor.files.get(token) for visitor in self._present(owner))
        if file is None or not file.path.is_file():
            return None
        self._served.put(file.path, time.time())
        return file

    def served_at(self, path: Path) -> float:
        """When the file was last served, in epoch seconds; 0 for never."""
        return self._served.get(path) or 0.0

    def add_layer(self, layer: Layer) -> str:
        """The address of a layer's picture, made when it is new."""
        return self.add_picture(layer.key, layer.rgba)

    def add_picture(self, key: str, rgba: PremulRGBA) -> str:
        """The address of premultiplied pixels; equal pixels have equal keys."""
        token = self.token("layer", key)
        if self.layers.get(token) is None:
            picture = png_from_layer(rgba)
            self.layers.put(token, picture, len(picture))
        return our_address(f"layer/{token}.png")

    def layer_at(self, address: str) -> bytes | None:
        """The PNG of a layer that the store has at that address."""
        return self.layers.get(address.rpartition("/")[2].removesuffix(".png"))

    def token(self, *parts: object) -> str:
        text = "\0".join(str(part) for part in parts)
        return hmac.new(self.workspace.key, text.encode(), hashlib.sha256).hexdigest()[:32]

    def _present(self, owner: str | None) -> tuple[Visitor, ...]:
        """The pages of one person."""
        with self._lock:
            return tuple(visitor for visitor in self._visitors if visitor.owner == owner)


def _first(found: Iterable[Value | None]) -> Value | None:
    return next((value for value in found if value is not None), None)


@functools.cache
def media_store() -> MediaStore:
    """The one store of this process."""
    return MediaStore(open_workspace(hosting().home))
