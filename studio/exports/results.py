"""A folder of frames as the one file that a browser can save."""

from __future__ import annotations

import shutil
import threading
import zipfile
from pathlib import Path

from overlays.errors import Canceled
from renderer.files.part_file import part_file

_BLOCK = 1 << 20


def zip_folder(folder: Path, cancel: threading.Event) -> Path:
    """Puts the files of `folder` into a zip beside it, uncompressed, and removes the folder.

    Pictures are compressed already. Raises Canceled, and ExportError for a full disk.
    """
    output = folder.with_name(f"{folder.name}.zip")
    with part_file(output) as part, zipfile.ZipFile(part, "w") as archive:
        for path in sorted(folder.iterdir()):
            if cancel.is_set():
                raise Canceled("Stopped.")
            entry = zipfile.ZipInfo.from_file(path, f"{folder.name}/{path.name}")
            with path.open("rb") as source, archive.open(entry, "w") as target:
                shutil.copyfileobj(source, target, _BLOCK)
            # Never twice on the disk.
            path.unlink()
    folder.rmdir()
    return output
