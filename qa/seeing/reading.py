"""Reads a line of words: PP-OCRv6 small, an extra of 21 MB that need not be there.

It knows Latin letters, kana and Han; of other scripts it says nonsense, and says it surely. Whether
to ask is therefore decided by what the post is written in, and never by the answer.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from overlays.errors import DetectorError
from qa.seeing.model_files import TEXT_READER
from qa.seeing.nets import load_net
from renderer.picture.rgb import RGB

ABSENT = (
    "words in the video are found and not read: "
    f"`{TEXT_READER.command}` gets what reads them (21 MB)"
)

_HEIGHT, _MOST_WIDTH = 48, 1600
_LEAST_SURE, _FEWEST = 0.8, 2
_SCRIPTS = ("LATIN", "CJK", "HIRAGANA", "KATAKANA")
_ALONE = Lock()
# Where a model file keeps its words beside the network: fields of ONNX's own form.
_METADATA, _KEY, _VALUE, _BYTES = 14, 1, 2, 2


def can_read() -> bool:
    """True where the extra is there."""
    return TEXT_READER.path.is_file()


def is_readable(text: str) -> bool:
    """True for words in scripts that the reader knows; for none at all, too."""
    letters = [letter for letter in text if letter.isalpha()]
    return all(unicodedata.name(letter, "").startswith(_SCRIPTS) for letter in letters)


def read_line(picture: RGB) -> str:
    """The words in a picture of one line; empty where they are not sure.

    Raises DetectorError when the model cannot be loaded.
    """
    height, width = picture.shape[:2]
    scaled = max(_HEIGHT, min(_MOST_WIDTH, round(width * _HEIGHT / height)))
    line = cv2.resize(picture, (scaled, _HEIGHT), interpolation=cv2.INTER_AREA)
    blob = (line[..., ::-1].astype(np.float32) / 255 - 0.5) / 0.5
    with _ALONE:
        net = _reader()
        net.net.setInput(np.ascontiguousarray(blob.transpose(2, 0, 1)[None]))
        shares = net.net.forward()[0].copy()
    return _said(shares, net.letters)


def _said(shares: npt.NDArray[np.float32], letters: tuple[str, ...]) -> str:
    """Each column's best letter, repeats and blanks left out."""
    best = shares.argmax(axis=1)
    before = np.concatenate([[0], best[:-1]])
    kept = np.flatnonzero((best != 0) & (best != before))
    # A letter alone is mostly a sign or a logo.
    if len(kept) < _FEWEST or float(shares[kept, best[kept]].mean()) < _LEAST_SURE:
        return ""
    return "".join(letters[index - 1] for index in best[kept]).strip()


@dataclass(frozen=True, slots=True, eq=False)
class _Reader:
    net: Any
    letters: tuple[str, ...]


@functools.cache
def _reader() -> _Reader:
    content = TEXT_READER.read()
    found = dict(_metadata(content))
    if "character" not in found:
        raise DetectorError(f"{TEXT_READER.name} does not say which letters it knows.")
    letters = (*found["character"].split("\n"), " ")
    return _Reader(load_net(TEXT_READER, cv2.dnn.readNetFromONNX), letters)


def _metadata(model: bytes) -> Iterator[tuple[str, str]]:
    """The words that an ONNX file has beside its network; OpenCV has no way to ask for them."""
    for field, entry in _fields(model):
        if field == _METADATA:
            pair = dict(_fields(entry))
            yield pair.get(_KEY, b"").decode(), pair.get(_VALUE, b"").decode()


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """The fields of bytes of a protobuf message; numbers are passed over."""
    at = 0
    while at < len(message):
        tag, at = _number(message, at)
        if tag & 7 == _BYTES:
            length, at = _number(message, at)
            yield tag >> 3, message[at : at + length]
            at += length
        elif tag & 7 == 0:
            _, at = _number(message, at)
        else:
            at += 8 if tag & 7 == 1 else 4


def _number(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at
