"""`Handout`: what a creator is given for an ad, ready to be written as a page or as pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from overlays.ad import SparkAd
from overlays.placements import load_placement
from renderer.files.part_file import check_place, exists_error, is_taken, part_file
from signoff.authorizing.message_pictures import message_pictures, write_message_pictures
from signoff.authorizing.page import CreatorPage
from signoff.authorizing.walk import Walk, wish_of
from signoff.authorizing.way import list_ways, load_way, ways_of
from signoff.wording import Wording, load_wording


@dataclass(frozen=True, slots=True)
class Handout:
    """The ad in each placement without its code, the ways to walk, the creator's language."""

    ads: tuple[SparkAd, ...]
    walks: tuple[Walk, ...]
    wording: Wording

    @classmethod
    def of(
        cls,
        ad: SparkAd,
        placements: Sequence[str] = (),
        language: str | None = None,
        ways: Sequence[str] = (),
    ) -> Handout:
        """Empty or None: the ad's own placement and language, the ways of those placements.

        Raises PlacementError for a name that is unknown.
        """
        safe = ad.without_code()
        ids = tuple(dict.fromkeys(placements)) or (ad.ad.placement,)
        wording = load_wording(language or ad.ad.locale)
        asked = tuple(map(load_way, dict.fromkeys(ways))) or ways_of(
            [load_placement(one).platform for one in ids if not _is_uploaded(ad, one)]
        )
        walks = tuple(Walk(way, wish_of(ad), wording) for way in asked)
        return cls(tuple(_in_placement(safe, one) for one in ids), walks, wording)

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be known of it, as sentences."""
        found = []
        for ad in self.ads:
            placement = load_placement(ad.ad.placement)
            if _is_uploaded(ad, placement.id):
                found.append(f"{placement.title}: no post is advertised, so nobody authorizes one.")
            elif placement.platform not in list_ways():
                found.append(f"{placement.title}: no way to authorize is known, only the brief.")
        return (*found, self.wording.note) if self.wording.note else tuple(found)

    @property
    def steps(self) -> int:
        """How many there are in all ways."""
        return sum(len(walk.way.steps) for walk in self.walks)

    @property
    def language(self) -> str:
        """The code of the language that the words are in."""
        return self.wording.locale.code if self.wording.words else "en"

    @property
    def words(self) -> str:
        """`10 steps in German`."""
        name = load_wording(self.language).locale.english
        return f"{self.steps} {'step' if self.steps == 1 else 'steps'} in {name}"

    def text(self) -> str:
        """The page. Raises PlacementError and PictureError."""
        return CreatorPage(self.ads, self.walks, self.wording).text()

    def write_page(self, output: Path, *, overwrite: bool = False) -> None:
        """Raises ExportError where it cannot be written, or stands already."""
        check_place(output, ".html")
        if is_taken(output) and not overwrite:
            raise exists_error(output)
        with part_file(output, overwrite=overwrite) as part:
            part.write_text(self.text(), encoding="utf-8")

    def write_pictures(self, folder: Path, *, overwrite: bool = False) -> int:
        """How many pictures. Raises ExportError as above."""
        pictures = message_pictures(self.ads, self.walks, self.wording)
        return write_message_pictures(folder, pictures, self.language, overwrite=overwrite)


def _is_uploaded(ad: SparkAd, placement: str) -> bool:
    """True for an ad that is nobody's post."""
    buying = ad.ad.buying or load_placement(placement).buying
    return buying in ("auction", "reservation")


def _in_placement(ad: SparkAd, placement: str) -> SparkAd:
    return ad.model_copy(update={"ad": ad.ad.model_copy(update={"placement": placement})})
