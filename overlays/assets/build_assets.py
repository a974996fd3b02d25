"""Rebuild the fonts and icons that the overlays draw with.

The results are committed, so nothing at run time needs this script. It wants
npm, and apt-get with Debian 12's package lists, plus fontTools and brotli:

    python -m overlays.assets.build_assets [--cache DIR]
"""

from __future__ import annotations

import argparse
import io
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from overlays.assets.packages import (
    CJK,
    EMOJI,
    NOTO,
    PHOSPHOR,
    TEXT_EMOJI,
    TIKTOK,
    Packages,
)

HERE = Path(__file__).resolve().parent


# Drawn for this project, in the proportions that are measured: kept as they are.
OWN_ICONS = ("bookmark.svg", "comment.svg", "like.svg", "share.svg")

TIKTOK_CUTS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "vietnamese")
TIKTOK_WEIGHTS = {"Regular": 400, "SemiBold": 600, "Bold": 700}
# Chrome text is small on a phone, and 16 is the closest size that was drawn
# rather than interpolated; the package's own default is the 36 point display cut.
TIKTOK_AXES = {"opsz": 16, "wdth": 100, "slnt": 0}
# Four words in the header of a narrow phone: at this width they have the room that is measured.
CONDENSED_CUTS = ("latin", "latin-ext")
CONDENSED_WEIGHTS = {"SemiBold": 600, "Bold": 700}
CONDENSED_WIDTH = 85

NOTO_DIR = "./usr/share/fonts/truetype/noto"
NOTO_SCRIPTS = ("Arabic", "Hebrew", "Devanagari", "Thai")
UNHINTED_SCRIPTS = (
    "Armenian", "Bengali", "Ethiopic", "Georgian", "Gujarati", "Gurmukhi", "Kannada", "Khmer",
    "Lao", "Malayalam", "Myanmar", "Sinhala", "Tamil", "Telugu", "Thaana",
)  # fmt: skip
CJK_DIR = "./usr/share/fonts/opentype/noto"
# JIS X 0208 with the vendor kanji that occur in names, GB 2312, Big5, all Hangul.
CJK_CODECS = ("cp932", "gb2312", "big5", "cp949")
CJK_BLOCKS = (
    (0x2500, 0x259F),  # frames and bars, which the symbol fonts have only in part
    (0x3000, 0x30FF),
    (0xFF61, 0xFF9F),  # half-width kana
)
CJK_FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "ljmo", "vjmo", "tjmo"]
# The everyday characters of each region; of Big5 its first level, which ends before 0xC7.
# All of Big5 would make each weight 1.2 MB larger for characters that hardly anybody writes.
CJK_REGIONS = {"KOR ": ("cp949", 0xFF), "ZHS ": ("gb2312", 0xFF), "ZHT ": ("big5", 0xC7)}

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
    "speaker-high", "thumbs-down", "thumbs-up", "wifi-high",
)  # fmt: skip
BOLD_ICONS = (
    "arrow-left", "caret-right", "caret-up", "chat-text", "check", "dots-three", "link-simple",
    "magnifying-glass", "plus", "speaker-slash", "television-simple", "user", "users", "x",
)  # fmt: skip
# Of those that stand filled elsewhere, or are known by their outline.
OUTLINE_ICONS = (
    "bookmark-simple", "camera", "chat-circle", "heart", "info", "paper-plane-tilt",
    "thumbs-down", "thumbs-up",
)  # fmt: skip


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
        cuts = _frozen(packages, TIKTOK_CUTS, TIKTOK_AXES | {"wght": weight})
        font = _rename(_merge(cuts, ["*"]), "TikTok Sans", style, weight)
        yield f"TikTokSans-{style}.ttf", _save(font)
    for style, weight in CONDENSED_WEIGHTS.items():
        axes = TIKTOK_AXES | {"wdth": CONDENSED_WIDTH, "wght": weight}
        cuts = _frozen(packages, CONDENSED_CUTS, axes)
        font = _rename(_merge(cuts, ["*"]), "TikTok Sans Condensed", style, weight)
        yield f"TikTokSansCondensed-{style}.ttf", _save(font)


def _frozen(packages: Packages, cuts: Iterable[str], axes: Mapping[str, float]) -> Iterator[TTFont]:
    for cut in cuts:
        path = f"package/files/tiktok-sans-{cut}-standard-normal.woff2"
        yield instantiateVariableFont(_load(packages.read(TIKTOK, path)), dict(axes))


def noto_scripts(packages: Packages) -> Iterator[tuple[str, bytes]]:
    """Take the static Noto fonts as they are; their names are right already."""
    for script in NOTO_SCRIPTS:
        for style in ("Regular", "Bold"):
            name = f"NotoSans{script}-{style}.ttf"
            yield name, packages.read(NOTO, f"{NOTO_DIR}/{name}")


def unhinted_scripts(packages: Packages) -> Iterator[tuple[str, bytes]]:
    """Take further scripts without their hints, which are a third of these files."""
    for script in UNHINTED_SCRIPTS:
        for style in ("Regular", "Bold"):
            name = f"NotoSans{script}-{style}.ttf"
            font = _load(packages.read(NOTO, f"{NOTO_DIR}/{name}"))
            yield name, _save(_subset(font, font.getBestCmap(), ["*"]))


def _codes(blocks: Iterable[tuple[int, int]]) -> set[int]:
    return {code for first, last in blocks for code in range(first, last + 1)}


def cjk_codes() -> set[int]:
    """List the everyday character sets of Japan, China, Taiwan and Korea."""
    codes = {code for codec in CJK_CODECS for code in _codes_of(codec)}
    return codes | {0x20} | _codes(CJK_BLOCKS)


def _codes_of(codec: str, end: int = 0xFF) -> set[int]:
    """What the two-byte characters of a codec stand for, up to the first byte `end`."""
    pairs = (bytes((a, b)) for a in range(0x81, end) for b in range(0x40, 0xFF))
    text = "".join(pair.decode(codec, "ignore") for pair in pairs)
    # A stray trail byte can decode by itself, and private use areas are not text.
    return {ord(c) for c in text if c > "\x7f" and not "\ue000" <= c <= "\uf8ff"}


def _keep_regional_forms(font: TTFont) -> TTFont:
    """Leave the forms that the regions write, and their uses in other regions, which are free."""
    glyphs, table = font.getBestCmap(), font["GSUB"].table
    parts: list[tuple[Any, set[str | None]]] = []
    for lookup, languages in _localized(table).items():
        # A lookup of several languages holds a few punctuation marks, and stays whole.
        if len(languages) == 1:
            wanted = {glyphs.get(code) for code in _codes_of(*CJK_REGIONS[languages.pop()])}
            found = table.LookupList.Lookup[lookup].SubTable
            parts += [(getattr(part, "ExtSubTable", part), wanted) for part in found]
    kept = {
        form for part, wanted in parts for glyph, form in part.mapping.items() if glyph in wanted
    }
    for part, _ in parts:
        part.mapping = {glyph: form for glyph, form in part.mapping.items() if form in kept}
    return font


def _localized(table: Any) -> dict[int, set[str]]:
    """The lookups of regional forms with their languages; those of no region are taken out."""
    users: dict[int, set[str]] = {}
    for script in (record.Script for record in table.ScriptList.ScriptRecord):
        kept = [one for one in script.LangSysRecord if one.LangSysTag in (*CJK_REGIONS, "JAN ")]
        script.LangSysRecord = kept
        for record in kept:
            features = [table.FeatureList.FeatureRecord[i] for i in record.LangSys.FeatureIndex]
            for feature in features:
                if feature.FeatureTag == "locl":
                    for lookup in feature.Feature.LookupListIndex:
                        users.setdefault(lookup, set()).add(record.LangSysTag)
    return users


def noto_cjk(packages: Packages, emoji: set[int]) -> Iterator[tuple[str, bytes]]:
    """Cut the Japanese member of the collection down to everyday characters.

    Other regions' forms of a character are reached by the language of the text (`locl`).
    Emoji are left out, so that a caption's sun or heart is never drawn in ink
    because this font happened to be asked first.
    """
    codes = cjk_codes() - emoji
    for style, weight in (("Regular", 400), ("Bold", 700)):
        data = packages.read(CJK, f"{CJK_DIR}/NotoSansCJK-{style}.ttc")
        font = _subset(_keep_regional_forms(_load(data, 0)), codes, CJK_FEATURES)
        font["CFF "].cff.fontNames = [f"NotoSansCJK-{style}"]
        yield f"NotoSansCJK-{style}.otf", _save(_rename(font, "Noto Sans CJK", style, weight))


def noto_emoji(packages: Packages) -> TTFont:
    """Load the emoji font; without its SVG twin pictures it is a fifth of the size."""
    font = _load(packages.read(EMOJI, "package/files/noto-color-emoji-emoji-400-normal.woff2"))
    del font["SVG "]
    return font


def text_emoji(packages: Packages) -> TTFont:
    """Load the black-and-white emoji."""
    return _load(packages.read(TEXT_EMOJI, "package/files/noto-emoji-emoji-400-normal.woff2"))


def inkable(text_emoji: TTFont) -> set[int]:
    """The emoji that a caption can ask for as text, by U+FE0E behind them."""
    asked = next(table for table in text_emoji["cmap"].tables if table.format == 14)
    return {code for code, _ in asked.uvsDict[0xFE0E] if code > 0x7E}


def noto_symbols(packages: Packages, wanted: set[int]) -> TTFont:
    """Join symbols and rare letters from several Noto fonts, as far as they have them."""
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
    yield "OFL-NotoEmoji.txt", packages.read(TEXT_EMOJI, "package/LICENSE")
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
    for name in OUTLINE_ICONS:
        member = f"package/assets/bold/{name}-bold.svg"
        yield f"{name}-outline.svg", packages.read(PHOSPHOR, member)
    yield "LICENSE-Phosphor.txt", packages.read(PHOSPHOR, "package/LICENSE")


def _write(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    for name, data in files:
        (folder / name).write_bytes(data)
        print(f"{len(data):>9,}  {folder.name}/{name}")


def build(packages: Packages) -> None:
    """Write both folders anew."""
    own = {name: (HERE / "icons" / name).read_bytes() for name in OWN_ICONS}
    for folder in (HERE / "fonts", HERE / "icons"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    fonts = HERE / "fonts"
    _write(HERE / "icons", own.items())
    _write(HERE / "icons", icons(packages))
    _write(fonts, tiktok_sans(packages))
    _write(fonts, noto_scripts(packages))
    _write(fonts, unhinted_scripts(packages))
    emoji = noto_emoji(packages)
    _write(fonts, [("NotoColorEmoji.ttf", _save(emoji))])
    coloured = set(emoji.getBestCmap()) - {0x20}
    text = _load((fonts / "TikTokSans-Regular.ttf").read_bytes()).getBestCmap()
    ink = text_emoji(packages)
    asked = inkable(ink) - text.keys()
    plain = _codes(SYMBOL_BLOCKS) - coloured - {code for code in text if code > 0x7E}
    symbols = noto_symbols(packages, plain | asked)
    _write(fonts, [("NotoSansSymbols-Regular.ttf", _save(symbols))])
    rest = _subset(ink, asked - symbols.getBestCmap().keys(), [])
    _write(fonts, [("NotoEmoji-Regular.ttf", _save(_rename(rest, "Noto Emoji", "Regular", 400)))])
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
