"""The server's end of a page's lane: a WebSocket that sends data and hears what is shown."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from starlette.websockets import WebSocket, WebSocketDisconnect

from studio.server.people import owner_of
from studio.store.lane import Lane
from studio.store.media_store import media_store

# Of WebSocket's codes, the one for what is refused as a matter of policy.
_REFUSED = 1008
_DIGITS = 12


async def serve_lane(socket: WebSocket) -> None:
    """Until the page goes. An address of nobody's is refused."""
    lane = media_store().lane(socket.path_params["token"], owner_of(socket))
    if lane is None:
        await socket.close(_REFUSED)
        return
    await socket.accept()
    loop, outbox = asyncio.get_running_loop(), asyncio.Queue[str]()

    def send(text: str) -> None:
        # RuntimeError: the server has ended meanwhile.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(outbox.put_nowait, text)

    sending = asyncio.create_task(_send_all(socket, outbox))
    lane.open(send)
    try:
        await _hear_all(socket, lane)
    finally:
        lane.close(send)
        sending.cancel()


async def _send_all(socket: WebSocket, outbox: asyncio.Queue[str]) -> None:
    # RuntimeError: it was closed meanwhile.
    with suppress(WebSocketDisconnect, RuntimeError):
        while True:
            await socket.send_text(await outbox.get())


async def _hear_all(socket: WebSocket, lane: Lane) -> None:
    with suppress(WebSocketDisconnect):
        while True:
            said = await socket.receive_text()
            if said.isascii() and said.isdigit() and len(said) <= _DIGITS:
                lane.hear(int(said))
