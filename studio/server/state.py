from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response


def serve_health(_request: Request) -> Response:
    return PlainTextResponse("ok")


def serve_state(_request: Request) -> Response:
    return PlainTextResponse("ok")
