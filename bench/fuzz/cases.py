"""The whole files to begin with, how each kind is broken, and through which doors it goes."""

from __future__ import annotations

import random
import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image

from bench.fuzz.mutate import (
    Mutation,
    of_bytes,
    of_head,
    of_json,
    of_review,
    of_text,
    of_yaml,
    of_zip,
)
from overlays.ad.file import load_ad

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from support.ads import write_ad
from support.dumps import APP_WORDS, Feed, app_places
from support.media import Clip, write_clip
from support.review_files import note, review_data, write_review
from support.workbooks import text, write_workbook

COMMANDS, APP = "bench.fuzz.child", "bench.fuzz.app_child"
# What a mutation has to read: another kind of file is broken by its bytes.
_NEEDS: dict[Mutation, tuple[str, ...]] = {of_zip: (".xlsx", ".zip"), of_yaml: (".yaml",)}
PLACEMENTS = Path(__file__).parents[2] / "overlays" / "placements"
WIDTH = "180"
_TABLE = (
    "post.caption,ad.locale,post.counts.likes,output\n"
    'One,en,12,one\n"Two, and\nmore",ja,1.2M,two\nThree,ar,0,three\n'
)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Where the whole files of a run lie: an ad that is right, and those that get broken."""

    folder: Path

    @property
    def ad(self) -> Path:
        return self.folder / "ad.yaml"

    @property
    def frame(self) -> Path:
        return self.folder / "frame.png"


# A door: words of the command line for a broken file, a whole corpus and a folder for outputs.
Door = Callable[[Path, Corpus, Path], Sequence[str | Path]]


@dataclass(frozen=True, slots=True)
class Kind:
    """`weight` times in all their sum one of `files` is broken by one of `how`, for one of `doors`.

    `module` is the process that knows the doors.
    """

    name: str
    weight: int
    files: tuple[str, ...]
    how: tuple[Mutation, ...]
    doors: tuple[Door, ...]
    module: str = COMMANDS


@dataclass(frozen=True, slots=True)
class Case:
    """The broken file, as it is called and what it holds, and the door it goes to."""

    kind: str
    name: str
    content: bytes
    door: Door
    module: str = COMMANDS


def _preview(*values: str) -> Door:
    """With the broken file put in the place of values of a right ad."""

    def words(file: Path, corpus: Corpus, out: Path) -> Sequence[str | Path]:
        sets = [part for value in values for part in ("--set", f"{value}={file}")]
        return "preview", corpus.ad, *sets, "-o", out / "frame.png", "--width", WIDTH

    return words


def _export(file: Path, corpus: Corpus, out: Path) -> Sequence[str | Path]:
    values = ("--set", f"post.video={file}", "--width", WIDTH, "--quality", "draft")
    return "export", corpus.ad, "-o", out / "mockup.mp4", *values


def _check_file(file: Path, corpus: Corpus, out: Path) -> Sequence[str | Path]:
    return "check", file, "--only", "file", "--workers", "1", "--json", out / "found.json"


def _check_words(file: Path, corpus: Corpus, out: Path) -> Sequence[str | Path]:
    asked = ("--only", "words,ad", "--workers", "1", "--json", out / "found.json")
    return "check", file, "--base", corpus.ad, *asked


def _batch(file: Path, corpus: Corpus, out: Path) -> Sequence[str | Path]:
    """Over an ad without its clip: it is read and checked whole, and no row is made."""
    return "batch", file, "--base", corpus.folder / "no_clip.yaml", "-o", out / "made"


def _compare(file: Path, corpus: Corpus, out: Path) -> Sequence[str | Path]:
    return "compare", corpus.ad, file, "--width", WIDTH, "--json", out / "found.json"


def _diff(file: Path, corpus: Corpus, out: Path) -> Sequence[str | Path]:
    return "diff", corpus.frame, file, "--json", out / "found.json"


def _measure(file: Path, corpus: Corpus, out: Path) -> Sequence[str | Path]:
    return "measure", file, "--ad", corpus.ad, "-o", out / "mine.json"


def _layers(file: Path, corpus: Corpus, out: Path) -> Sequence[str | Path]:
    return "layers", file


def _own_preview(file: Path, corpus: Corpus, out: Path) -> Sequence[str | Path]:
    return "preview", file, "-o", out / "frame.png", "--width", WIDTH


def _verify(file: Path, corpus: Corpus, out: Path) -> Sequence[str | Path]:
    return "verify", file, "--processes", "1", "--json", out / "found.json"


def _placements(file: Path, corpus: Corpus, out: Path) -> Sequence[str | Path]:
    """The case has named the file's folder in SPARKPROOF_PLACEMENTS."""
    return ("placements",)


def _placed(file: Path, corpus: Corpus, out: Path) -> Sequence[str | Path]:
    own = f"{file.parent.name}/{file.stem}"
    return "preview", corpus.ad, "--placement", own, "-o", out / "frame.png", "--width", WIDTH


def _reviews(file: Path, corpus: Corpus, out: Path) -> Sequence[str | Path]:
    return "reviews", file.parent, "--json", out / "found.json"


def _upload(field: str) -> Door:
    """What the app's page sends a file for."""

    def words(file: Path, _corpus: Corpus, _out: Path) -> Sequence[str | Path]:
        return field, file

    return words


def _reviews_of_ad(file: Path, corpus: Corpus, out: Path) -> Sequence[str | Path]:
    return "reviews", file.parent, "--ad", corpus.ad, "--html", out / "found.html"


KINDS = (
    Kind(
        "video", 30, ("clip.mp4", "clip.mov", "clip.webm", "clip.mkv", "clip.avi", "clip.ts"),
        (of_bytes, of_head, of_head),
        (_preview("post.video"), _preview("post.video"), _check_file, _export, _compare),
    ),
    Kind(
        "picture", 16, ("still.png", "still.jpg", "still.webp", "still.gif"), (of_bytes, of_head),
        (_preview("post.creator.avatar", "post.sound.cover"), _preview("post.video"), _diff,
         _compare),
    ),
    Kind("ad", 18, ("ad.yaml",), (of_yaml, of_yaml, of_text, of_bytes),
         (_layers, _own_preview, _check_words)),
    Kind("table", 10, ("rows.csv", "rows.xlsx", "rows.yaml"), (of_text, of_bytes, of_zip, of_yaml),
         (_batch, _check_words)),
    Kind("dump", 8, ("android.xml", "ios.xml"), (of_text, of_text, of_bytes), (_measure, _compare)),
    Kind("placement", 9, ("feed.json", "reels.json", "small.json"), (of_json, of_json, of_text),
         (_placements, _placed)),
    Kind("sent clip", 8, ("clip.mp4", "clip.mov", "clip.webm", "still.png", "still.gif"),
         (of_bytes, of_head), (_upload("post.video"),), APP),
    Kind("sent picture", 3, ("still.png", "still.jpg", "still.webp"), (of_bytes, of_head),
         (_upload("post.creator.avatar"), _upload("post.sound.cover")), APP),
    Kind("sent ad", 6, ("ad.yaml", "saved.zip", "packed.zip"),
         (of_yaml, of_text, of_bytes, of_zip, of_zip), (_upload("open"),), APP),
    Kind("sent review", 3, ("noa.review.json",), (of_review, of_text, of_bytes),
         (_upload("review"),), APP),
    Kind("review", 6, ("noa.review.json",), (of_review, of_review, of_text, of_bytes),
         (_reviews, _reviews_of_ad)),
    Kind("list", 3, ("qa.yaml",), (of_yaml, of_text), (_verify,)),
)  # fmt: skip


def make_corpus(folder: Path) -> Corpus:
    """Small files of every kind, all of them right."""
    folder.mkdir(parents=True)
    short = tuple(range(0, 8 * 512, 512))
    for suffix, codec, sound in (
        ("mp4", "libx264", "aac"), ("mov", "mpeg4", "aac"), ("webm", "libvpx", None),
        ("mkv", "libx265", "aac"), ("avi", "mpeg4", "aac"), ("ts", "libx264", "aac"),
    ):  # fmt: skip
        options = (("preset", "ultrafast"),) if codec in ("libx264", "libx265") else ()
        clip = Clip(times=short, codec=codec, options=options, audio=sound,
                    audio_seconds=Fraction(1, 4))  # fmt: skip
        write_clip(folder / f"clip.{suffix}", clip)
    _pictures(folder)
    write_ad(folder, video=(folder / "clip.mp4").read_bytes())
    whole = (folder / "ad.yaml").read_text("utf-8")
    (folder / "no_clip.yaml").write_text(whole.replace("clip.mp4", "gone.mp4"), "utf-8")
    (folder / "rows.csv").write_text(_TABLE, "utf-8")
    (folder / "rows.yaml").write_text("- {post.caption: One, output: one}\n- {ad.locale: ja}\n")
    rows = f'<row r="1">{text("A1", "post.caption")}</row><row r="2">{text("A2", "One")}</row>'
    write_workbook(folder / "rows.xlsx", rows)
    feed = Feed(app_places(), APP_WORDS)
    (folder / "android.xml").write_text(feed.android(3.0), "utf-8")
    (folder / "ios.xml").write_text(feed.ios(), "utf-8")
    for name, source in (("feed", "tiktok/feed"), ("reels", "instagram/reels"),
                         ("small", "tiktok/in_feed")):  # fmt: skip
        (folder / f"{name}.json").write_bytes((PLACEMENTS / f"{source}.json").read_bytes())
    notes = (note(1, 0, "caption", "Shorter, please"), note(2, 200_000, "cta", "Not this red"))
    review = review_data(load_ad(folder / "ad.yaml"), "Noa", *notes, verdict="changes_required")
    write_review(folder / "noa.review.json", review)
    _saved(folder)
    (folder / "qa.yaml").write_text("baselines: kept\nwidth: 180\nads:\n  - {ad: ad.yaml}\n")
    return Corpus(folder)


def _saved(folder: Path) -> None:
    """The ad as the app saves it, and as another program packs it."""
    for name, how in (("saved", zipfile.ZIP_STORED), ("packed", zipfile.ZIP_DEFLATED)):
        with zipfile.ZipFile(folder / f"{name}.zip", "w", how) as archive:
            for path in (folder / "ad.yaml", folder / "clip.mp4"):
                archive.write(path, path.name)


def _pictures(folder: Path) -> None:
    y, x = np.mgrid[:192, :108]
    picture = Image.fromarray(np.stack([x * 2, y, x + y], axis=2).astype(np.uint8))
    for suffix in ("png", "jpg", "webp", "gif"):
        picture.save(folder / f"still.{suffix}")
    picture.resize((180, 320)).save(folder / "frame.png")


def make_case(number: int, seed: int, corpus: Corpus, only: str = "") -> Case:
    """The same one for the same numbers, whatever ran before."""
    noise = random.Random(f"{seed}.{number}")
    kinds = [kind for kind in KINDS if not only or kind.name == only]
    (kind,) = noise.choices(kinds, [kind.weight for kind in kinds])
    name, how, door = noise.choice(kind.files), noise.choice(kind.how), noise.choice(kind.doors)
    whole = (corpus.folder / name).read_bytes()
    if not name.endswith(_NEEDS.get(how, ("",))):
        how = of_bytes
    return Case(kind.name, name, how(noise, whole), door, kind.module)
