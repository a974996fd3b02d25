"""Requests as text that outlives the app, with their media in a folder that nobody else empties.

<parent>/inputs/<run>/<job>/   links to a visitor's uploads: the draft may be taken over meanwhile
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from overlays.ad import SparkAd
from overlays.errors import ExportError
from renderer.files.part_file import write_error
from studio.exports.request import ExportRequest
from studio.exports.share_order import ShareOrder
from studio.exports.sheet_order import SheetOrder

Kept = ExportRequest | SheetOrder | ShareOrder
_KINDS: dict[str, TypeAdapter[Kept]] = {
    kind.__name__: TypeAdapter(kind) for kind in (ExportRequest, SheetOrder, ShareOrder)
}


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where the media of one run's jobs lie, linked from below `uploads`."""

    folder: Path
    uploads: Path

    def own(self, request: Kept, job_id: str) -> Kept:
        """The request with the job's own media. Raises ExportError for a full disk."""
        folder = self.folder / job_id
        below = self.uploads.resolve()
        uploads = [path for path in request.ad.media if path.resolve().is_relative_to(below)]
        links = {path: folder / path.name for path in uploads}
        try:
            for path, link in links.items():
                folder.mkdir(parents=True, exist_ok=True)
                _link(path, link)
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise _cannot(error) from error
        return replace(request, ad=request.ad.with_media(links))

    def discard(self, request: Kept, job_id: str) -> None:
        """The job is forgotten, and with it what it would have needed to be done again."""
        for path in request.ad.media:
            if path.parent.name == job_id and path.is_relative_to(self.folder.parent):
                shutil.rmtree(path.parent, ignore_errors=True)

    def sweep(self, wanted: frozenset[str], live: frozenset[str]) -> None:
        """Remove what runs that are over have left, but for `wanted` jobs. `live` names runs."""
        for run in self.folder.parent.glob("*"):
            if run.name in live:
                continue
            for job in run.glob("*"):
                if job.name not in wanted:
                    shutil.rmtree(job, ignore_errors=True)
            # Only an empty folder can be removed so.
            with suppress(OSError):
                run.rmdir()


def text_of(request: Kept) -> str:
    """Without what nobody but the creator and the advertiser may read: no picture shows it."""
    kind = type(request).__name__
    plain = replace(request, ad=request.ad.without_code())
    return json.dumps({"kind": kind, "asked": _KINDS[kind].dump_python(plain, mode="json")})


def request_of(text: str) -> Kept:
    """Raises ValueError for what another version wrote."""
    try:
        kept = json.loads(text)
        return _KINDS[kept["kind"]].validate_python(kept["asked"], strict=False)
    except (ValidationError, KeyError, TypeError) as error:
        raise ValueError("no request of this version") from error


def renamed(names: Mapping[str, str], media: tuple[Path, ...], message: str) -> str:
    """A message with the `names` that the files came with, by those on disk."""
    for path in media:
        if path.name in names:
            message = message.replace(str(path), names[path.name])
            message = message.replace(path.name, names[path.name])
    return message


def words_for(ad: SparkAd, names: Mapping[str, str]) -> partial[str]:
    return partial(renamed, names, ad.media)


def _link(source: Path, target: Path) -> None:
    """The same file under another name; a copy where the file system has no links."""
    try:
        os.link(source, target)
    except FileExistsError:
        pass
    except FileNotFoundError:
        # The worker says it in the visitor's words.
        pass
    except OSError:
        shutil.copyfile(source, target)


def _cannot(error: OSError) -> ExportError:
    return write_error(Path("its media"), error)
