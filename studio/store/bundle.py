"""An ad with its uploads as one zip: the ad file, and beside it the media under their own names."""

from __future__ import annotations

import lzma
import secrets
import shutil
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from overlays.ad import SparkAd
from overlays.ad.file import FILE_LIMIT, dump_ad, parse_ad_text
from overlays.ad.media_places import media_places
from overlays.errors import AdError, Problem
from renderer.files.part_file import part_file
from studio.store.plain_name import plain_name

AD_SUFFIXES = (".yaml", ".yml", ".json")
MOST_FILES = 48
MOST_BYTES = 600_000_000
_AD_NAME = "ad.yaml"
_BLOCK = 1 << 20
# What zipfile raises besides its own; ValueError for a place before the file's beginning.
_BROKEN_ZIP = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError),
    *(NotImplementedError, RuntimeError, ValueError),
)


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a bundle holds: the ad, and the names that its files came with, by those on disk.

    `with_code` False leaves the creator's code out.
    """

    ad: SparkAd
    names: Mapping[str, str]
    with_code: bool = True


@dataclass(frozen=True, slots=True)
class Unpacked:
    """An opened bundle: plain values with absolute media, and the names that they came with."""

    data: dict[str, Any]
    names: dict[str, str]


def pack(bundle: Bundle, output: Path) -> None:
    """Write the zip. Raises AdError for a file that is gone, and ExportError for a full disk."""
    media = list(bundle.ad.media)
    names = _names_in_zip(media, bundle.names)
    ad = bundle.ad.with_media({path: Path(name) for path, name in names.items()})
    text = dump_ad(ad, output.parent, with_code=bundle.with_code)
    with part_file(output) as part, zipfile.ZipFile(part, "w") as archive:
        archive.writestr(_AD_NAME, text)
        for path in media:
            try:
                archive.write(path, names[path])
            except FileNotFoundError:
                raise _refused(f"{names[path]} is gone; choose it again") from None


def unpack(archive_path: Path, folder: Path, suffixes: tuple[str, ...]) -> Unpacked:
    """Put a bundle's media into `folder` under names of our own. Raises AdError.

    Nothing is written outside of `folder`, and nothing but an ad file and media is taken.
    """
    try:
        with zipfile.ZipFile(archive_path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_size(entries)
            ad_entry = _ad_entry(entries)
            text = archive.read(ad_entry).decode("utf-8-sig")
            data = parse_ad_text(
                text, ad_entry.filename, is_json=ad_entry.filename.lower().endswith(".json")
            )
            return _with_media(data, archive, entries, folder, suffixes)
    except UnicodeDecodeError as error:
        raise _refused(f"its {_AD_NAME} is not UTF-8 text") from error
    except _BROKEN_ZIP as error:
        raise _refused("this is no zip that can be read: save the ad again") from error
    except OSError as error:
        raise _refused(f"it cannot be unpacked: {error.strerror or error}") from error


def _with_media(
    data: dict[str, Any],
    archive: zipfile.ZipFile,
    entries: list[zipfile.ZipInfo],
    folder: Path,
    suffixes: tuple[str, ...],
) -> Unpacked:
    names: dict[str, str] = {}
    try:
        _store_media(data, archive, entries, folder, suffixes, names)
    except BaseException:
        for name in names:
            (folder / name).unlink(missing_ok=True)
        raise
    return Unpacked(data, names)


def _store_media(
    data: dict[str, Any],
    archive: zipfile.ZipFile,
    entries: list[zipfile.ZipInfo],
    folder: Path,
    suffixes: tuple[str, ...],
    names: dict[str, str],
) -> None:
    """Puts the stored paths into `data` and notes every name in `names`."""
    by_name = {entry.filename: entry for entry in entries}
    for place in media_places(data):
        wanted = place.value
        entry = by_name.get(wanted) if isinstance(wanted, str) else None
        if entry is None or not isinstance(wanted, str):
            continue
        suffix = PurePosixPath(wanted).suffix.lower()
        if suffix not in suffixes:
            raise _refused(f"{plain_name(wanted)} is none of {', '.join(suffixes)}")
        stored = folder / f"{secrets.token_hex(12)}{suffix}"
        with archive.open(entry) as source, part_file(stored) as part, part.open("wb") as target:
            shutil.copyfileobj(source, target, _BLOCK)
        names[stored.name] = plain_name(wanted)
        place.put(str(stored))


def _check_size(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_FILES:
        raise _refused(f"it holds {len(entries)} files; an ad has at most {MOST_FILES}")
    # What is read of an entry is never more than it says here.
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise _refused(f"it holds more than {MOST_BYTES // 1_000_000} MB")


def _ad_entry(entries: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    found = [
        entry
        for entry in entries
        if "/" not in entry.filename and entry.filename.lower().endswith(AD_SUFFIXES)
    ]
    if len(found) != 1:
        raise _refused(f"it holds {len(found) or 'no'} ad files at its top; one is needed")
    if found[0].file_size > FILE_LIMIT:
        raise _refused(f"{found[0].filename} is too large to be an ad file (limit 1 MB)")
    return found[0]


def _names_in_zip(media: list[Path], names: Mapping[str, str]) -> dict[Path, str]:
    """The names that the files came with, each once."""
    given: dict[Path, str] = {}
    for path in media:
        name = plain_name(names.get(path.name, path.name))
        taken = {*given.values(), _AD_NAME}
        number = 2
        unique = name
        while unique in taken:
            unique = f"{Path(name).stem}-{number}{Path(name).suffix}"
            number += 1
        given[path] = unique
    return given


def _refused(reason: str) -> AdError:
    return AdError((Problem("", f"The ad cannot be opened: {reason}"),))
