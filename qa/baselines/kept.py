"""Approved pictures on disk: NAME.png, and NAME.json with what the picture is made of.

The JSON is written last: a picture without it is not approved.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from pydantic import BaseModel, ConfigDict, ValidationError

from overlays.errors import ActualError, BaselineError
from qa.baselines.drawn import Drawn, LayerFacts
from qa.opening import open_picture
from renderer.code_version import code_version
from renderer.files.part_file import part_file

FORMAT = 1


class _Sidecar(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int
    version: str
    layers: tuple[LayerFacts, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """What was approved, and by which code it was drawn."""

    drawn: Drawn
    version: str


def read_kept(folder: Path, name: str) -> Kept | None:
    """The approved picture of that name, None for none.

    Raises BaselineError for one that is damaged, or of another version's form.
    """
    picture, sidecar = _paths(folder, name)
    if not (picture.is_file() and sidecar.is_file()):
        return None
    try:
        facts = _Sidecar.model_validate_json(sidecar.read_text(encoding="utf-8"))
        rgba = open_picture(picture).rgba
    except ValidationError as error:
        if any(details["loc"] == ("layers",) for details in error.errors()) or _is_other(error):
            raise _other_version(name) from error
        raise BaselineError(f"{sidecar.name} is damaged: approve {name} again.") from error
    except (ActualError, OSError, UnicodeDecodeError) as error:
        raise BaselineError(f"{name} is damaged: approve it again.") from error
    if facts.format != FORMAT:
        raise _other_version(name)
    return Kept(Drawn(rgba[..., :3].copy(), facts.layers), facts.version)


def _is_other(error: ValidationError) -> bool:
    return any(details["type"] == "extra_forbidden" for details in error.errors())


def _other_version(name: str) -> BaselineError:
    return BaselineError(
        f"{name} was approved with another version of Sparkproof: approve it anew."
    )


def write_kept(folder: Path, name: str, drawn: Drawn) -> None:
    """Approves a picture. Raises ExportError when the folder or disk does not take it."""
    picture, sidecar = _paths(folder, name)
    facts = _Sidecar(format=FORMAT, version=code_version(), layers=drawn.layers)
    with part_file(picture) as part:
        Image.fromarray(drawn.picture).save(part, format="PNG", optimize=False)
    with part_file(sidecar) as part:
        part.write_text(facts.model_dump_json(indent=1) + "\n", encoding="utf-8")


def kept_names(folder: Path) -> tuple[str, ...]:
    """The names of all that lies approved in a folder, sorted; none for no folder."""
    if not folder.is_dir():
        return ()
    return tuple(
        sorted(path.stem for path in folder.glob("*.png") if not path.name.startswith("."))
    )


def remove_kept(folder: Path, name: str) -> bool:
    """Takes an approval back; False for a picture that is none of ours, which stays."""
    picture, sidecar = _paths(folder, name)
    if not sidecar.is_file():
        return False
    picture.unlink(missing_ok=True)
    sidecar.unlink(missing_ok=True)
    return True


def _paths(folder: Path, name: str) -> tuple[Path, Path]:
    # A name holds points of its own.
    return folder / f"{name}.png", folder / f"{name}.json"
