"""Our own addresses beside Streamlit's: media with ranges, layers, stills, scripts, uploads."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from fractions import Fraction
from functools import partial
from typing import Any
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from overlays.errors import SparkproofError
from renderer.files.kept import cache_folder
from renderer.worker.limits import QUICK_LIMITS
from renderer.worker.pool import end_idle_workers, warm_up, write_beneath
from studio.exports.described import offer_later
from studio.exports.jobs import job_desk, kept_jobs
from studio.judging.desk import judging_desk
from studio.server.first_page import make_ready
from studio.server.lane_socket import serve_lane
from studio.server.people import owner_of
from studio.server.promptness import answer_promptly
from studio.server.sign_in import sign_in
from studio.server.state import serve_health, serve_state
from studio.server.stills import still_png
from studio.server.whole_answers import answer_whole
from studio.store.assets import FONTS, browser_asset
from studio.store.bundle import pack
from studio.store.drafts import MOST_BYTES, sweep_drafts
from studio.store.hosting import hosting, our_address
from studio.store.media_store import media_store
from studio.store.room import room_for
from studio.store.uploads import UploadRefused, receive_upload
from studio.work.clips import clip_desk
from studio.work.later import later
from studio.work.quick_queue import quick_queue

FOREVER = "private, max-age=31536000, immutable"
_TOO_MANY = "Too many stills are under way: try again in a moment."
_SECONDS = re.compile(r"[0-9]{1,5}(\.[0-9]{1,9})?")


def routes() -> list[BaseRoute]:
    return [
        Route("/healthz", serve_health),
        Route(f"{hosting().base_path}/healthz", serve_health),
        Route(our_address("state"), serve_state),
        Route(our_address("sign-in"), sign_in),
        Route(our_address("media/{token}"), serve_media),
        Route(our_address("layer/{key}.png"), serve_layer),
        Route(our_address("script/{digest}/{name:path}"), serve_script),
        Route(our_address("font/{name}"), serve_font),
        Route(our_address("still/{token}"), serve_still),
        Route(our_address("bundle/{token}"), serve_bundle),
        Route(our_address("job/{token}"), serve_job),
        Route(our_address("run"), serve_run),
        WebSocketRoute(our_address("lane/{token}"), serve_lane),
        Route(our_address("upload/{ticket}"), take_upload, methods=["PUT"]),
    ]


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, Any]]:
    """Make the work folder before the first visitor, and remove it after the last."""
    store = media_store()
    limits = hosting().limits
    sweep_drafts(
        store.workspace.folder.parent, most_bytes=limits.all_bytes if limits else MOST_BYTES
    )
    cache_folder().mkdir(parents=True, exist_ok=True)
    write_beneath(store.workspace.folder.parent, cache_folder())
    # It walks through all objects, which no other thread may be making some of meanwhile.
    answer_promptly()
    job_desk().when_done = offer_later
    job_desk().take_up(kept_jobs().of_earlier_runs(store.earlier.jobs))
    answer_whole()
    later().after(0, partial(warm_up, QUICK_LIMITS.memory_bytes))
    later().after(0, make_ready)
    try:
        yield {}
    finally:
        later().end()
        clip_desk().close()
        quick_queue().close()
        job_desk().close()
        judging_desk().close()
        end_idle_workers()
        store.workspace.leave()


def serve_media(request: Request) -> Response:
    """A video, or a finished export to save; ranges are answered by FileResponse."""
    file = media_store().serve_file(request.path_params["token"], owner_of(request))
    if file is None:
        return _not_found()
    return FileResponse(
        file.path,
        media_type=file.media_type,
        filename=file.download_name,
        headers={"Cache-Control": FOREVER},
    )


def serve_layer(request: Request) -> Response:
    picture = media_store().layers.get(request.path_params["key"])
    if picture is None:
        return _not_found()
    return Response(picture, media_type="image/png", headers={"Cache-Control": FOREVER})


def serve_script(request: Request) -> Response:
    asset = browser_asset(request.path_params["digest"], request.path_params["name"])
    if asset is None:
        return _not_found()
    return Response(asset, media_type="text/javascript", headers={"Cache-Control": FOREVER})


def serve_font(request: Request) -> Response:
    """One of the few that the page uses itself; the drawing has them all anyway."""
    path = FONTS.get(request.path_params["name"])
    if path is None:
        return _not_found()
    return FileResponse(path, media_type="font/ttf", headers={"Cache-Control": FOREVER})


async def serve_still(request: Request) -> Response:
    """The frame at `t` seconds as a PNG: the pixels that the export has there."""
    owner, limits = owner_of(request), hosting().limits
    recipe = media_store().still(request.path_params["token"], owner)
    if recipe is None:
        return _not_found()
    time = _seconds(request.query_params.get("t", "0"))
    if time is None:
        return _not_found()
    try:
        most = limits.person_stills if limits else None
        work = quick_queue().offer(partial(still_png, recipe, time), owner, most)
        if work is None:
            return JSONResponse({"error": _TOO_MANY}, status_code=503)
        picture = await asyncio.wrap_future(work)
    except SparkproofError as error:
        return JSONResponse({"error": str(error)}, status_code=422)
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": _attachment(f"{recipe.name}-{float(time):.2f}s.png"),
    }
    return Response(picture, media_type="image/png", headers=headers)


def serve_bundle(request: Request) -> Response:
    """The ad with its uploads as a zip, packed when it is asked for."""
    named = media_store().bundle(request.path_params["token"], owner_of(request))
    if named is None:
        return _not_found()
    output = media_store().workspace.folder / f"bundle-{secrets.token_hex(8)}.zip"
    try:
        pack(named.bundle, output)
    except SparkproofError as error:
        return JSONResponse({"error": str(error)}, status_code=422)
    return FileResponse(
        output,
        media_type="application/zip",
        headers={"Cache-Control": "no-store", "Content-Disposition": _attachment(named.name)},
        background=BackgroundTask(output.unlink, missing_ok=True),
    )


def serve_job(request: Request) -> Response:
    """How far a job is."""
    facts = media_store().job(request.path_params["token"], owner_of(request))
    if facts is None:
        return _not_found()
    return JSONResponse(facts, headers={"Cache-Control": "no-store"})


def serve_run(_request: Request) -> Response:
    """Which run of the app answers: a page of another one begins anew."""
    return PlainTextResponse(media_store().run, headers={"Cache-Control": "no-store"})


async def take_upload(request: Request) -> Response:
    """A file streamed to disk, for a field that the page has shown to this visitor."""
    slot = media_store().upload(request.path_params["ticket"], owner_of(request))
    if slot is None:
        return _not_found()
    room = await asyncio.to_thread(room_for, slot, media_store(), hosting().limits)
    try:
        return JSONResponse(await receive_upload(request, slot, room))
    except UploadRefused as refusal:
        return JSONResponse({"error": str(refusal)}, status_code=refusal.status)


def _seconds(text: str) -> Fraction | None:
    """A time of 0 to 10 hours written as a plain decimal; None for anything else.

    Looked at before it is a Fraction: `1e10000000` takes one a quarter of a minute.
    """
    time = Fraction(text) if _SECONDS.fullmatch(text) else None
    return time if time is not None and time <= 36_000 else None


def _attachment(name: str) -> str:
    """The header that saves an answer under any name, as RFC 6266 has it for all of Unicode."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='', errors='replace')}"


def _not_found() -> Response:
    return JSONResponse({"error": "there is nothing at this address"}, status_code=404)
