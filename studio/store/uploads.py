"""A file from the browser to disk, chunk by chunk, under a name of our own."""

from __future__ import annotations

import hmac
import re
import secrets
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import anyio
from starlette.requests import ClientDisconnect, Request

from studio.store.media_store import UploadSlot
from studio.store.plain_name import plain_name
from studio.store.room import Room

XSRF_COOKIE = "_streamlit_xsrf"
XSRF_HEADER = "X-Xsrftoken"
_OUR_NAME = re.compile(r"[0-9a-f]{24}\.[a-z0-9]{1,5}")


class UploadRefused(Exception):
    """Why a file was not taken, as one sentence for the visitor."""

    def __init__(self, status: int, reason: str) -> None:
        self.status = status
        super().__init__(reason)


def may_write(request: Request) -> bool:
    """True when the request comes from our own page: same origin, and it could read our cookie."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        return False
    sent = request.headers.get(XSRF_HEADER, "")
    held = request.cookies.get(XSRF_COOKIE, "")
    return bool(held) and hmac.compare_digest(sent.encode(), held.encode())


async def receive_upload(
    request: Request, slot: UploadSlot, room: Room | None = None
) -> dict[str, str]:
    """Write the request's body to the slot's folder and return its id and its shown name.

    Raises UploadRefused, for more than its `room`, too.
    """
    if not may_write(request):
        raise UploadRefused(403, "This upload did not come from this page; reload and try again.")
    name = plain_name(request.query_params.get("name", ""))
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in slot.suffixes:
        raise UploadRefused(415, f"{name} is not one of {', '.join(slot.suffixes)}.")
    if int(request.headers.get("content-length") or 0) > slot.limit:
        raise _too_large(name, slot)
    # Without a length it may come to the slot's limit.
    expected = int(request.headers.get("content-length") or slot.limit)
    if room is not None and expected > room.bytes:
        raise UploadRefused(507, room.refusal)
    file_id = secrets.token_hex(12) + suffix
    part = slot.folder / f"{file_id}.part"
    try:
        await _write_body(request, part, name, slot)
        part.rename(slot.folder / file_id)
    except ClientDisconnect:
        raise UploadRefused(400, f"The upload of {name} was interrupted.") from None
    except OSError as error:
        raise UploadRefused(507, f"{name} could not be stored: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)
    return {"id": file_id, "name": name}


async def _write_body(request: Request, part: Path, name: str, slot: UploadSlot) -> None:
    written = 0
    async with await anyio.open_file(part, "wb") as file:
        async for chunk in request.stream():
            written += len(chunk)
            if written > slot.limit:
                raise _too_large(name, slot)
            await file.write(chunk)
    if written == 0:
        raise UploadRefused(400, f"{name} is empty.")


def _too_large(name: str, slot: UploadSlot) -> UploadRefused:
    limit = slot.limit // 1_000_000
    return UploadRefused(413, f"{name} is larger than {limit} MB, the most that is taken here.")


def uploaded_path(slot: UploadSlot, file_id: object) -> Path | None:
    """The file that an upload left in the slot's folder; None for anything the browser made up."""
    if not isinstance(file_id, str) or not _OUR_NAME.fullmatch(file_id):
        return None
    path = slot.folder / file_id
    return path if path.is_file() else None
