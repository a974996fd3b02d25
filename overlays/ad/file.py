"""Ad files in and out: YAML or JSON text to a `SparkAd` and back.

Every mistake in a file is reported at once, each with its path and what is allowed.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, BeforeValidator, SecretStr, ValidationError
from pydantic.fields import FieldInfo

from overlays.ad import SparkAd
from overlays.ad.authorization import code_problem
from overlays.ad.media_places import MEDIA_PATHS, PICTURES, media_places
from overlays.errors import AdError, PlacementError, Problem
from overlays.locales import list_locales
from overlays.placements import list_placement_ids, load_placement
from overlays.reading.file_names import as_stored
from overlays.reading.model_keys import fields_by_key
from overlays.reading.names import unknown_name
from overlays.reading.problems import problems_from_validation
from overlays.reading.strict_json import load_strict_json
from overlays.reading.strict_yaml import load_strict_yaml, reason_of

FILE_LIMIT = 1_000_000
_CODE = ("ad", "authorization", "code")
_FILMED = ("post.video", "post.carousel.")


def load_ad(
    path: Path,
    overrides: Sequence[str] = (),
    placement: str | None = None,
    *,
    is_filmed: bool = True,
) -> SparkAd:
    """The ad in the file at `path`, with media paths made absolute.

    `overrides` are `path=value` texts that replace values of the file; a media file named in one is
    looked for from the current folder first, then beside the ad file. `is_filmed` False: the video
    need not be there yet. Raises AdError.
    """
    data = read_ad_data(path)
    if placement is not None:
        overrides = [*overrides, f"ad.placement={placement}"]
    problems = [problem for text in overrides if (problem := override_value(data, text))]
    return _parse(data, path.resolve().parent, problems, is_filmed=is_filmed)


def read_ad_data(path: Path) -> dict[str, Any]:
    """The plain values of an ad file, not yet checked against the models. Raises AdError."""
    try:
        if path.exists() and not path.is_file():
            raise AdError((Problem("", f"{path} is not a file that can be read as an ad file"),))
        if path.stat().st_size > FILE_LIMIT:
            raise AdError((Problem("", f"{path.name} is too large to be an ad file (limit 1 MB)"),))
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise AdError((Problem("", f"there is no ad file at {path}"),)) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise AdError((Problem("", f"{path.name} cannot be read: {reason}"),)) from error
    return parse_ad_text(text, path.name, is_json=path.suffix.lower() == ".json")


def parse_ad_text(text: str, name: str, *, is_json: bool = False) -> dict[str, Any]:
    """Plain values from YAML or JSON text; `name` is for messages. Raises AdError."""
    try:
        data = load_strict_json(text) if is_json else load_strict_yaml(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        kind = "JSON" if is_json else "YAML"
        raise AdError((Problem("", f"{name} is not valid {kind}: {reason_of(error)}"),)) from error
    if not isinstance(data, dict):
        raise AdError((Problem("", f"{name} must hold the keys post and ad"),))
    return data


def parse_ad(data: Mapping[str, Any], base: Path) -> SparkAd:
    """A checked ad from plain values; relative paths count from `base`. Raises AdError."""
    return _parse(data, base, [])


def dump_ad(ad: SparkAd, base: Path, *, with_code: bool = True) -> str:
    """The ad as YAML; media under `base` are written relative to it.

    `with_code` False leaves the creator's code out.
    """
    data = ad.model_dump(mode="json")
    granted = ad.ad.authorization
    if granted is not None:
        code = granted.code if with_code else None
        data["ad"]["authorization"]["code"] = code and code.get_secret_value()
    for place in media_places(data):
        if isinstance(place.value, str) and place.value:
            place.put(_relative(Path(place.value), base))
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)


def ad_schema() -> dict[str, Any]:
    """JSON Schema of the ad file, with the placements and locales that are installed."""
    schema = SparkAd.model_json_schema()
    promotion = schema["$defs"]["Promotion"]["properties"]
    promotion["placement"]["enum"] = list(list_placement_ids())
    promotion["locale"]["enum"] = list(list_locales())
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _parse(
    data: Mapping[str, Any], base: Path, problems: list[Problem], *, is_filmed: bool = True
) -> SparkAd:
    problems = [*problems, *_reference_problems(data, base, is_filmed)]
    try:
        ad = SparkAd.model_validate(data)
    except ValidationError as error:
        problems = [*problems_from_validation(error, SparkAd), *problems]
    if problems:
        raise AdError(tuple(problems))
    return ad.with_media_in(base)


def _reference_problems(data: Mapping[str, Any], base: Path, is_filmed: bool) -> Iterable[Problem]:
    """Mistakes that the models cannot see: missing files, unknown placements and locales."""
    for path, value in ((place.path, place.value) for place in media_places(data)):
        if path.startswith(_FILMED) and not is_filmed:
            continue
        if isinstance(value, str) and (message := _file_message(value, base)):
            yield Problem(path, message)
    locale, placement = _value(data, ("ad", "locale")), _value(data, ("ad", "placement"))
    if isinstance(placement, str):
        try:
            load_placement(placement)
        except PlacementError as error:
            yield Problem("ad.placement", str(error))
    if isinstance(locale, str) and locale not in list_locales():
        yield Problem("ad.locale", unknown_name("locale", locale, list_locales()))
    code = _value(data, _CODE)
    if isinstance(code, str) and isinstance(placement, str):
        message = code_problem(code.strip(), placement.partition("/")[0])
        if message:
            yield Problem(".".join(_CODE), message)


def _file_message(value: str, base: Path) -> str | None:
    if not value or "\0" in value:
        return "needs the path of a file, relative to the ad file"
    try:
        path = as_stored(base / value)
        if path.is_file():
            return None
        return f"{value} is not a regular file" if path.exists() else f"no file at {path}"
    except OSError as error:
        return f"{value[:80]} is not a usable path: {error.strerror}"


def override_value(data: dict[str, Any], text: str) -> Problem | None:
    """Puts the value of `path=value` into `data`; a Problem when the text is no such thing."""
    dotted, equals, raw = text.partition("=")
    keys = tuple(dotted.strip().split("."))
    if not equals or not all(keys):
        return Problem("", f"--set takes path=value, such as post.caption=Hello, not {text[:80]!r}")
    try:
        value = raw if takes_text(keys) or _reads_text(keys) else load_strict_yaml(raw)
    except (yaml.YAMLError, ValueError, RecursionError):
        return Problem(dotted, f"{raw[:80]!r} is not a value")
    if value == "null" and keys not in (("post", "caption"),):
        value = None
    place_value(data, keys, _from_here(keys, value))
    return None


def _from_here(keys: tuple[str, ...], value: object) -> object:
    """A file, or each of a list, as an absolute path where it is found from the current folder."""
    if keys == PICTURES:
        value = listed(value)
        return [_found(one) for one in value] if isinstance(value, list) else value
    return _found(value) if keys in MEDIA_PATHS else value


def listed(value: object) -> object:
    """The names in a text such as `1.jpg, 2.jpg`, with brackets or not; what is no text stays."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    text = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    return [name.strip(" \"'") for name in text.split(",")]


def _found(value: object) -> object:
    if isinstance(value, str) and as_stored(Path(value)).is_file():
        return str(as_stored(Path(value)).resolve())
    return value


def place_value(data: dict[str, Any], keys: Sequence[str], value: object) -> None:
    """Puts a plain value at a path into `data`, with the groups that lead there."""
    for key in keys[:-1]:
        child = data.get(key)
        if not isinstance(child, dict):
            child = data[key] = {}
        data = child
    data[keys[-1]] = value


def takes_text(keys: Sequence[str]) -> bool:
    """True where the models want text or a path, so that `123` and `yes` stay what was typed."""
    field = _field_at(keys)
    options = [] if field is None else _options(field.annotation)
    return not any(map(_is_model, options)) and any(
        option in (str, Path, SecretStr) or _is_word(option) for option in options
    )


def _is_word(option: Any) -> bool:
    """True for a choice among words; that of days is one among numbers."""
    is_choice = typing.get_origin(option) is typing.Literal
    return is_choice and all(isinstance(word, str) for word in typing.get_args(option))


def _reads_text(keys: Sequence[str]) -> bool:
    """True where the models read numbers themselves: YAML takes 0123 for 83 and 1:30 for 90."""
    field = _field_at(keys)
    return field is not None and any(isinstance(one, BeforeValidator) for one in field.metadata)


def _field_at(keys: Sequence[str]) -> FieldInfo | None:
    model: Any = SparkAd
    field = None
    for key in keys:
        field = fields_by_key(model).get(key) if model is not None else None
        if field is None:
            return None
        model = next((one for one in _options(field.annotation) if _is_model(one)), None)
    return field


def _options(annotation: Any) -> list[Any]:
    """The alternatives of a type: `str | None` gives str and None, metadata is dropped."""
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType):
        return [leaf for part in typing.get_args(annotation) for leaf in _options(part)]
    if origin is typing.Annotated:
        return _options(typing.get_args(annotation)[0])
    return [annotation]


def _is_model(value: Any) -> bool:
    return isinstance(value, type) and issubclass(value, BaseModel)


def _value(data: Mapping[str, Any], keys: Sequence[str]) -> object:
    value: object = data
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _relative(path: Path, base: Path) -> str:
    resolved, folder = path.resolve(), base.resolve()
    return resolved.relative_to(folder).as_posix() if resolved.is_relative_to(folder) else str(path)
