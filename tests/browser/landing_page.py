"""A site for buttons and captions to lead to; it shows what it learned of the page before it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _LandingPage(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        opener = b"<script>document.title = String(window.opener)</script>"
        self.wfile.write(b"<h1>Landed</h1>" + opener)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serve_landing_page() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _LandingPage)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/serum"
    server.shutdown()
    server.server_close()
