"""A proxy with a sign-in before an app: nginx with our example, or where there is none a small one.

Both ask for a name and a password, take away what a browser says of itself under the header of the
name, and hand everything below /ads on, WebSockets included.
"""

from __future__ import annotations

import asyncio
import base64
import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from support.ports import free_port
from support.waiting import until

CONFIG = Path(__file__).parents[2] / "examples" / "server" / "nginx.conf"
PASSWORD = "open sesame"
_WHOLE = """
{user}
daemon off;
pid {folder}/pid;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxied;
  fastcgi_temp_path {folder}/1;
  uwsgi_temp_path {folder}/2;
  scgi_temp_path {folder}/3;
  include {folder}/site.conf;
}}
"""


@contextmanager
def proxy_before(app_port: int, folder: Path, *people: str) -> Iterator[str]:
    """The proxy's address; `people` may sign in there with PASSWORD."""
    port = free_port()
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    serve = (
        _nginx(found, app_port, port, folder, people) if found else _small(app_port, port, people)
    )
    with serve:
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _nginx(
    command: str, app_port: int, port: int, folder: Path, people: tuple[str, ...]
) -> Iterator[None]:
    lines = [f"{person}:{{PLAIN}}{PASSWORD}\n" for person in people]
    (folder / "users").write_text("".join(lines))
    site = CONFIG.read_text()
    for ours, here in (
        ("listen 8080", f"listen 127.0.0.1:{port}"),
        ("127.0.0.1:8501", f"127.0.0.1:{app_port}"),
        ("_file users", f"_file {folder}/users"),
    ):
        assert ours in site, ours
        site = site.replace(ours, here)
    (folder / "site.conf").write_text(site)
    # The workers of a root's nginx are nobody's, who may not read a test's folder.
    user = "user root;" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(_WHOLE.format(folder=folder, user=user))
    log = folder / "nginx.log"
    server = subprocess.Popen([command, "-c", folder / "nginx.conf", "-e", log])
    try:
        until(lambda: _listens(port) or server.poll() is not None)
        assert server.poll() is None, log.read_text()
        yield
    finally:
        server.terminate()
        server.wait()


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
        return True
    return False


@contextmanager
def _small(app_port: int, port: int, people: tuple[str, ...]) -> Iterator[None]:
    """One request on each connection, in a thread of its own."""
    loop = asyncio.new_event_loop()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            await _hand_on(reader, writer, app_port, people)
        writer.close()

    server = loop.run_until_complete(asyncio.start_server(answer, "127.0.0.1", port))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()


async def _hand_on(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    app_port: int,
    people: tuple[str, ...],
) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    request, *lines = head.strip().split("\r\n")
    headers = [tuple(line.split(": ", 1)) for line in lines]
    given = {name.lower(): value for name, value in headers}
    name, _, password = _credentials(given.get("authorization", "")).partition(":")
    if name not in people or password != PASSWORD:
        refusal = 'WWW-Authenticate: Basic realm="x"\r\nConnection: close\r\nContent-Length: 0'
        writer.write(f"HTTP/1.1 401 Unauthorized\r\n{refusal}\r\n\r\n".encode())
        return
    ours = {"X-Forwarded-User": name, "X-Forwarded-Proto": "http"}
    if "upgrade" not in given:
        ours["Connection"] = "close"
    dropped = {own.lower() for own in ours}
    kept = [f"{key}: {value}" for key, value in headers if key.lower() not in dropped]
    kept += [f"{key}: {value}" for key, value in ours.items()]
    behind, to_app = await asyncio.open_connection("127.0.0.1", app_port)
    to_app.write("\r\n".join([request, *kept, "", ""]).encode("latin-1"))
    await asyncio.gather(_copy(reader, to_app), _copy(behind, writer))


def _credentials(header: str) -> str:
    kind, _, text = header.partition(" ")
    return base64.b64decode(text).decode() if kind == "Basic" else ""


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while data := await source.read(1 << 16):
        target.write(data)
        await target.drain()
    target.close()
