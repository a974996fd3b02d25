"""One broken file from a whole one: bytes for any kind, values and signs for written ones."""

from __future__ import annotations

import copy
import io
import json
import random
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import yaml

from signoff.reviews.review import check_sum

Mutation = Callable[[random.Random, bytes], bytes]

_NUMBERS = (0, 1, -1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_SIGNS = (
    "\x00",
    "\u202e",
    "\ufeff",
    "💛" * 40,
    "\ud7ff",
    "a\u0301" * 30,
    "<b>&amp;",
    "../../x",
    "%s{}",
)
_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 10**6, 10**30, -(10**400), 0.1, 1e308, -1e308),
    *(
        float("inf"),
        float("nan"),
        "",
        " ",
        "0",
        "1e99999",
        "NaN",
        "#12345",
        "#FFFFFF",
        "en",
        "xx-YY",
    ),
    *("a" * 5000, "#tag " * 400, "💛" * 500, "\u202eabc", "clip.mp4", "../clip.mp4", "/etc/passwd"),
    *("javascript:alert(1)", "https://", "http://[::1", [], {}, [[]], {"": {}}, [None] * 300),
)


def of_bytes(noise: random.Random, data: bytes) -> bytes:
    """Some of: bytes changed, numbers written over, parts cut out, doubled, moved, cut off."""
    made = bytearray(data)
    # What keeps its length is taken for whole at first, and gets further in.
    steps = noise.choice((_STEPS_IN_PLACE, _BYTE_STEPS))
    for _ in range(noise.choice((1, 1, 2, 4, 12))):
        if made:
            noise.choice(steps)(noise, made)
    return bytes(made)


def of_head(noise: random.Random, data: bytes) -> bytes:
    """The same in the first or last thousand bytes, where formats say what follows."""
    size = min(len(data), 1000)
    if noise.random() < 0.5:
        return of_bytes(noise, data[:size]) + data[size:]
    return data[:-size] + of_bytes(noise, data[-size:])


def of_text(noise: random.Random, data: bytes) -> bytes:
    """Signs put in and taken out, lines doubled, another encoding."""
    text = data.decode("utf-8", "replace")
    for _ in range(noise.choice((1, 2, 5))):
        at = noise.randrange(len(text) + 1)
        end = min(len(text), at + noise.choice((0, 1, 3, 40)))
        put = noise.choice((*_SIGNS, text[at:end] * 2, "", "[" * 200, "{" * 3000, '"', ",", ": "))
        text = text[:at] + put + text[end:]
    encoding = noise.choice(("utf-8", "utf-8", "utf-8", "utf-16", "utf-8-sig", "latin-1"))
    return text.encode(encoding, "replace")


def of_json(noise: random.Random, data: bytes) -> bytes:
    return json.dumps(_changed(noise, json.loads(data))).encode()


def of_yaml(noise: random.Random, data: bytes) -> bytes:
    changed = _changed(noise, yaml.safe_load(data))
    return yaml.safe_dump(changed, allow_unicode=True).encode("utf-8", "replace")


def of_review(noise: random.Random, data: bytes) -> bytes:
    """Written by somebody who knows how the sum of a review is made."""
    changed = _changed(noise, json.loads(data))
    if isinstance(changed, dict):
        changed["sum"] = check_sum(changed)
    return json.dumps(changed).encode()


def of_zip(noise: random.Random, data: bytes) -> bytes:
    """A file within the archive is changed, and the archive is whole again."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(made, "w") as archive:
        names = given.namelist()
        chosen = noise.choice(names)
        for name in names:
            content = given.read(name)
            if name == chosen:
                content = noise.choice((of_text, of_bytes))(noise, content)
            archive.writestr(name, content)
    return made.getvalue()


def _changed(noise: random.Random, value: Any) -> Any:
    """With one to three of its parts replaced, taken out, or put beside others."""
    made = copy.deepcopy(value)
    for _ in range(noise.choice((1, 1, 2, 3))):
        places = list(_places(made))
        if not places:
            break
        holder, key = noise.choice(places)
        match noise.randrange(6):
            case 0 if isinstance(holder, dict):
                del holder[key]
            case 1 if isinstance(holder, dict):
                holder[noise.choice(("", "x", "id", "extends", "9", "💛"))] = noise.choice(_VALUES)
            case 2:
                other, name = noise.choice(places)
                holder[key] = copy.deepcopy(other[name]) if name in _keys(other) else None
            case 3 if isinstance(holder[key], int | float):
                holder[key] = holder[key] * noise.choice((-1, 0.5, 3, 1000, 1e12))
            case _:
                holder[key] = copy.deepcopy(noise.choice(_VALUES))
    return made


def _keys(holder: Any) -> Any:
    return holder if isinstance(holder, dict) else range(len(holder))


def _places(value: Any) -> Any:
    if isinstance(value, dict | list):
        for key in list(_keys(value)):
            yield value, key
            yield from _places(value[key])


def _flip(noise: random.Random, data: bytearray) -> None:
    data[noise.randrange(len(data))] ^= 1 << noise.randrange(8)


def _write(noise: random.Random, data: bytearray) -> None:
    at = noise.randrange(len(data))
    form = noise.choice((">B", ">H", ">I", "<I", ">Q"))
    size = struct.calcsize(form)
    number = noise.choice(_NUMBERS) & ((1 << 8 * size) - 1)
    data[at : at + size] = struct.pack(form, number)


def _cut_out(noise: random.Random, data: bytearray) -> None:
    at = noise.randrange(len(data))
    del data[at : at + noise.choice((1, 4, 32, 500))]


def _double(noise: random.Random, data: bytearray) -> None:
    at = noise.randrange(len(data))
    data[at:at] = data[at : at + noise.choice((1, 8, 64, 1000))]


def _swap(noise: random.Random, data: bytearray) -> None:
    size = noise.choice((4, 16, 200))
    first, second = noise.randrange(len(data)), noise.randrange(len(data))
    a, b = bytes(data[first : first + size]), bytes(data[second : second + size])
    data[first : first + len(b)] = b
    data[second : second + len(a)] = a


def _cut_off(noise: random.Random, data: bytearray) -> None:
    del data[noise.randrange(len(data)) :]


def _noise(noise: random.Random, data: bytearray) -> None:
    at = noise.randrange(len(data))
    size = min(len(data) - at, noise.choice((4, 40, 400)))
    data[at : at + size] = noise.randbytes(size)


_STEPS_IN_PLACE = (_flip, _flip, _write, _noise)
_BYTE_STEPS = (*_STEPS_IN_PLACE, _write, _cut_out, _double, _swap, _cut_off)
