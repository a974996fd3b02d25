"""What taps open, as values with the post's words: the blocks of `overlays/layout/sheets.py`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, assert_never

from overlays.ad import SparkAd, is_web_address
from overlays.ad.facts import initial_of, sound_title
from overlays.chrome import scene_of
from overlays.drawing.contrast import ink_on
from overlays.drawing.items import Color
from overlays.drawing.pictures import load_picture
from overlays.drawing.text import clean_text, tagged_runs
from overlays.errors import PictureError
from overlays.layers import Chrome
from overlays.layout.placement import Placement
from overlays.layout.sheets import (
    Block,
    Comment,
    Figure,
    Handle,
    Link,
    Links,
    Nothing,
    Portrait,
    Press,
    SheetFigures,
    Song,
    Strip,
    Tile,
    Toggle,
    Way,
    Ways,
    Write,
)
from overlays.locales import Locale, load_locale
from overlays.parts.scene import Scene
from player.addresses import Addresses

# As large as a sheet shows a picture on a screen of three device pixels each.
_PICTURE_SIZE = 288


def sheets_data(
    addresses: Addresses, ad: SparkAd, placement: Placement, chrome: Chrome
) -> dict[str, dict[str, Any]]:
    """Every sheet of the placement by its id."""
    locale = load_locale(ad.ad.locale)
    teller = _Teller(addresses, ad, locale, scene_of(ad, placement, locale), chrome)
    return {sheet.id: teller.sheet(sheet) for sheet in placement.sheets}


@dataclass(frozen=True, slots=True)
class _Teller:
    """What the blocks say of one ad."""

    addresses: Addresses
    ad: SparkAd
    locale: Locale
    scene: Scene
    chrome: Chrome

    def words(self, shows: str) -> str:
        return self.scene.shown(shows, "sheet") or ""

    def sheet(self, sheet: SheetFigures) -> dict[str, Any]:
        name = self.words(sheet.title)
        if sheet.count:
            name = f"{name} · {self.words(sheet.count)}"
        return {
            "name": name,
            "heading": "" if sheet.plain_head else name,
            "page": sheet.page,
            "tall": sheet.tall,
            "form": sheet.form,
            "close": self.locale.word("close"),
            "body": [self.block(block) for block in sheet.body],
            "foot": [self.block(block) for block in sheet.foot],
        }

    def block(self, block: Block) -> dict[str, Any]:
        """One block; `kind` says to the player which."""
        return {"kind": block.block, **self._values(block)}

    def _values(self, block: Block) -> dict[str, Any]:
        match block:
            case Portrait():
                return self._portrait()
            case Handle():
                creator = self.ad.post.creator
                words = clean_text(creator.username, one_line=True)
                return {"words": f"@{words}", "verified": creator.verified}
            case Toggle():
                on, off = self.words(block.on), self.words(block.off)
                return {"state": block.state, "on": on, "off": off}
            case Strip():
                return {"icon": block.icon}
            case Tile():
                views = self.words("count.views")
                return {
                    "views": views,
                    "says": f"{views} {self.locale.word('views')}",
                    "numbers": [self._number(figure) for figure in block.numbers],
                }
            case Song():
                return self._song()
            case Comment():
                return self._comment()
            case Nothing():
                return {"icon": block.icon, "words": block.says}
            case Ways():
                return {"ways": [self._way(way) for way in block.ways]}
            case Press():
                return self._way(block)
            case Link():
                return {"button": self._button()}
            case Links():
                return {"links": self._links()}
            case Write():
                return {"words": self.words(block.shows)}
            case _:
                assert_never(block)

    def _number(self, figure: Figure) -> dict[str, Any]:
        more = self.scene.shown(figure.shows, "sheet", 1) if figure.state else None
        words = {"words": self.words(figure.shows), "of": self.words(figure.word)}
        return {**words, "state": figure.state, "more": more}

    def _way(self, way: Way) -> dict[str, Any]:
        key = way.shows.partition(".")[2]
        return {"id": key, "icon": way.icon, "words": self.words(way.shows), "says": way.says}

    def _portrait(self) -> dict[str, Any]:
        creator = self.ad.post.creator
        return {"picture": self._picture(creator.avatar), "initial": initial_of(creator)}

    def _song(self) -> dict[str, Any]:
        sound = self.ad.post.sound
        title = sound_title(sound.model_copy(update={"author": ""}), self.locale)
        original = self.locale.word("original_sound")
        return {
            "title": title,
            "author": clean_text(sound.author, one_line=True),
            "tag": original if sound.original and title != original else "",
            "cover": self._picture(sound.cover or self.ad.post.creator.avatar),
        }

    def _comment(self) -> dict[str, Any]:
        post = self.ad.post
        runs = tagged_runs(clean_text(post.caption))
        return {
            **self._portrait(),
            "name": clean_text(post.creator.name, one_line=True),
            "verified": post.creator.verified,
            "label": self.locale.word("creator_label"),
            "caption": [{"text": run.text, "tag": run.tag} for run in runs],
            "disclosure": self.words("post.disclosure"),
        }

    def _button(self) -> dict[str, Any] | None:
        """The call to action as the feed shows it: words, color, ink and where it leads."""
        cta = self.ad.ad.call_to_action
        button = next((layer for layer in self.chrome.layers if layer.fill), None)
        if cta is None or button is None or button.fill is None:
            return None
        red, green, blue, _ = ink_on(Color.from_hex(button.fill))
        return {
            "label": button.text,
            "color": button.fill,
            "ink": f"#{red:02X}{green:02X}{blue:02X}",
            "href": cta.landing_url if is_web_address(cta.landing_url) else None,
        }

    def _links(self) -> list[dict[str, Any]]:
        disclaimer = self.ad.ad.disclaimer
        return [
            {"words": clean_text(link.title, one_line=True), "href": link.url}
            for link in (disclaimer.links if disclaimer else ())
            if is_web_address(link.url)
        ]

    def _picture(self, path: Path | None) -> str | None:
        """The address of a picture's middle square; the file itself never reaches the browser."""
        if path is None:
            return None
        try:
            picture = load_picture(path, _PICTURE_SIZE)
        except PictureError:
            # The page says so beside the field.
            return None
        return self.addresses.picture(picture.key, picture.rgba)
