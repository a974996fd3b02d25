"""The process in which the app's door for uploads is tried: `python -m bench.fuzz.app_child ROOT`.

Orders and answers are those of `child.py`; an order's words are the field that a file is sent for
and the file. It comes as a browser sends it, through the route to the slot, and is taken as the
page takes it: put into the ad and looked at, opened as an ad, or read as a review. What decodes are
the app's own worker processes, with their limits.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request

from bench.fuzz.child import peak_bytes
from overlays.ad.file import read_ad_data
from overlays.errors import ReviewError
from renderer.worker.pool import end_idle_workers, write_beneath
from signoff.reviews.review import read_review
from studio.cards.header import bundle_of, saved_text
from studio.cards.opening import open_upload
from studio.phone.showing import Showing
from studio.server.routes import take_upload
from studio.store.bundle import MOST_BYTES
from studio.store.media_store import media_store
from studio.store.uploads import XSRF_COOKIE, XSRF_HEADER, uploaded_path
from studio.work.clips import clip_desk
from studio.work.session import OPENED_SUFFIXES, PICTURE_SUFFIXES, VIDEO_SUFFIXES, Studio

SUFFIXES = {
    "post.video": VIDEO_SUFFIXES,
    "post.creator.avatar": PICTURE_SUFFIXES,
    "post.sound.cover": PICTURE_SUFFIXES,
    "open": OPENED_SUFFIXES,
    "review": (".json", ".txt"),
}
_MOST_SECONDS = 120.0
Take = Callable[[Studio, Path, str], list[str]]


class Faults(logging.Handler):
    """What the app logs as an error: its visitor hears of a fault then."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        told = "".join(traceback.format_exception(error)) if error else record.getMessage()
        self.said.append(told)


def main() -> None:
    root, ad = Path(sys.argv[1]), Path(sys.argv[2])
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    # The folder that it is started in is made anew after each case.
    os.chdir(root)
    store = media_store()
    write_beneath(store.workspace.folder.parent, root / "cache")
    faults = Faults()
    logging.getLogger().addHandler(faults)
    with Path("/proc/self/clear_refs").open("w") as reset:
        for line in sys.stdin:
            field, file = json.loads(line)["words"]
            reset.write("5")
            reset.flush()
            answers.write(json.dumps(_tried(field, Path(file), ad, faults)) + "\n")
            answers.flush()
    end_idle_workers()
    store.workspace.remove()


def _tried(field: str, file: Path, ad: Path, faults: Faults) -> dict[str, object]:
    faults.said.clear()
    said: list[str] = []
    told = ""
    try:
        said = _sent(field, file, ad)
    except Exception:
        told = traceback.format_exc()
    return {
        "code": 2 if said else 0,
        "said": "\n".join(said),
        "traceback": told + "\n".join(faults.said),
        "peak": peak_bytes(),
    }


def _sent(field: str, file: Path, ad: Path) -> list[str]:
    """What is said of the file; nothing when all is well."""
    folder = media_store().workspace.new_folder("visit")
    work = Studio(folder, {}, folder, "ad", _visitor=media_store().visitor())
    work.open(read_ad_data(ad), ad.parent, "ad")
    ticket, slot = work.slot(field, SUFFIXES[field], MOST_BYTES)
    answer = asyncio.run(take_upload(_request(ticket, file)))
    values = json.loads(bytes(answer.body))
    if "error" in values:
        return [str(values["error"])]
    path = uploaded_path(slot, values["id"])
    assert path is not None
    work.uploaded_names[path.name] = values["name"]
    take = {"open": _open, "review": _review}.get(field, partial(_put, field=field))
    said = take(work, path, values["name"])
    strays = [left.name for left in folder.rglob("*.part*")]
    assert not strays, strays
    return said


def _request(ticket: str, file: Path) -> Request:
    """As the page's own, in pieces."""
    content = file.read_bytes()
    pieces = [content[at : at + 65_536] for at in range(0, len(content), 65_536)] or [b""]

    async def receive() -> dict[str, object]:
        body = pieces.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(pieces)}

    headers = {XSRF_HEADER.lower(): "same", "cookie": f"{XSRF_COOKIE}=same"}
    scope = {
        "type": "http",
        "method": "PUT",
        "path": f"/sparkproof/upload/{ticket}",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "query_string": f"name={quote(file.name)}".encode(),
        "path_params": {"ticket": ticket},
    }
    return Request(scope, receive)


def _put(work: Studio, path: Path, _name: str, *, field: str) -> list[str]:
    work.put(field, str(path))
    return _shown(work)


def _open(work: Studio, path: Path, name: str) -> list[str]:
    open_upload(work, path, name)
    said = [work.notice] if work.notice else _shown(work)
    if work.good is not None and not work.problems:
        # What was opened can be saved again.
        assert saved_text(work)
        assert bundle_of(work) is not None
    return said


def _review(_work: Studio, path: Path, _name: str) -> list[str]:
    try:
        read_review(path)
    except ReviewError as error:
        return [str(error)]
    return []


def _shown(work: Studio) -> list[str]:
    """The phone with it, as the page draws it once all that it waits for is there."""
    if work.good is not None:
        clip_desk().look(work.good.post.footage, wait=_MOST_SECONDS)
    showing = Showing()
    showing.refresh(work)
    return [work.in_words(str(problem)) for problem in showing.problems]


if __name__ == "__main__":
    main()
