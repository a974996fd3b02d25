"""Element dumps in the form of the app's: views round what is painted, ids, words, boxes.

Written from places in dp, so that a test knows what is to be found. Structure and roominess are
those seen in the app: rows of the rail in full width, icons padded, a chip's words inset, a button
of plates in each other, counts in boxes that say nothing of their digits.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr
from zlib import crc32

from overlays.geometry import Box
from qa.compare.sighting import COUNTS, TABS

APP = "com.zhiliaoapp.musically"
ENGLISH_SAYS = {
    "likes": "Like video. {} likes",
    "comments": "Read or add comments. {} comments",
    "saves": "Add or remove this video from Favorites.",
    "shares": "Share video. {} shares",
}


@dataclass
class View:
    """One element: its class, box in dp, words, id, what it says, and what stands in it."""

    kind: str
    box: Box
    words: str = ""
    id: str = ""
    says: str = ""
    inside: Sequence[View] = ()


@dataclass(frozen=True)
class Feed:
    """A screen of the app: `places` in dp and `words` by the names of elements.

    `row` is the height of a row of the rail. `ids`: as the app has them, or "new" ones, as after an
    update; `is_shuffled`: written in another order. `says`: what buttons say, by their names. The
    system's own window is only there where a height of its bar is given.
    """

    places: Mapping[str, Box]
    words: Mapping[str, str]
    width: float = 360
    height: float = 736
    foot: float = 640
    row: float = 60
    status_bar: float | None = None
    ids: str = "app"
    is_shuffled: bool = False
    says: Mapping[str, str] = field(default_factory=lambda: ENGLISH_SAYS)
    more: Sequence[View] = ()

    def views(self) -> list[View]:
        """The app's window with all in it."""
        inside = [*self._rail(), *self._texts(), *self._header(), *self._foot(), *self.more]
        if self.is_shuffled:
            random.Random(7).shuffle(inside)
        whole = Box(0, 0, self.width, self.height)
        return [View("android.widget.FrameLayout", whole, inside=inside)]

    def android(self, density: float, app: str = APP) -> str:
        """As “uiautomator dump” writes it, in whole pixels."""
        text = "".join(self._node(view, density, app) for view in self.views())
        if self.status_bar:
            bar = View("android.widget.FrameLayout", Box(0, 0, self.width, self.status_bar))
            bar.id = "status_bar"
            text = self._node(bar, density, "com.android.systemui") + text
        return f"<?xml version='1.0' encoding='UTF-8'?><hierarchy rotation=\"0\">{text}</hierarchy>"

    def ios(self, name: str = "TikTok") -> str:
        """As Appium's page source has it, in points."""
        size = f'x="0" y="0" width="{self.width}" height="{self.height}"'
        inside = "".join(_ios_node(view) for view in self.views())
        kind = "XCUIElementTypeApplication"
        return (
            f'<AppiumAUT><{kind} type="{kind}" name="{name}" {size}>{inside}</{kind}></AppiumAUT>'
        )

    def _node(self, view: View, density: float, app: str) -> str:
        left, top, right, bottom = (round(edge * density) for edge in view.box)
        known = view.id
        if self.ids != "app" and known != "status_bar" and known:
            known = f"x{crc32(known.encode()) % 1000}"
        values = {
            "text": view.words,
            "resource-id": f"{app}:id/{known}" if known else "",
            "class": view.kind,
            "package": app,
            "content-desc": view.says,
            "bounds": f"[{left},{top}][{right},{bottom}]",
        }
        written = " ".join(f"{key}={quoteattr(value)}" for key, value in values.items())
        inside = "".join(self._node(one, density, app) for one in view.inside)
        return f"<node {written}>{inside}</node>"

    def _rail(self) -> list[View]:
        found = []
        for name in COUNTS:
            if name not in self.places:
                continue
            icon, count = self.places[name], self.words.get(name, "")
            row = Box(self.width - 64, icon.y - 22.3, self.width, icon.y - 22.3 + self.row)
            side = 22.3 if name in ("likes", "saves") else 16
            image = Box(icon.x - side, icon.y - side, icon.x + side, icon.y + side)
            digits = Box(row.left, row.bottom - 11, row.right, row.bottom - 3)
            inside = [_image(image), View("android.widget.Button", digits, count)]
            says = self.says.get(name, "").format(count)
            found.append(View("android.widget.Button", row, says=says, inside=inside))
        if "avatar" in self.places:
            found.append(_image(self.places["avatar"], "Noa profile"))
        if "follow" in self.places:
            box = self.places["follow"]
            found.append(_image(Box(box.x - 14, box.y - 12, box.x + 14, box.y + 12)))
        if "disc" in self.places:
            box = self.places["disc"]
            around = Box(self.width - 64, box.y - 30, self.width, box.y + 32)
            found.append(
                View("android.widget.Button", around, says="Sound: a song", inside=[_image(box)])
            )
        return found

    def _texts(self) -> list[View]:
        found = []
        plain = (("username", "title", "android.widget.Button"), ("caption", "desc", "X.1f"))
        for name, id_, kind in plain:
            if name in self.places:
                text = View(kind, self.places[name], self.words.get(name, ""), id_)
                found.append(_in_frame(text))
        for name in ("disclosure", "label"):
            if name in self.places:
                found.append(_chip(self.places[name], self.words[name]))
        if "sound" in self.places:
            found += _sound(self.places["sound"], self.words["sound"])
        if "button" in self.places:
            found.append(_button(self.places["button"], self.words["button"]))
        return found

    def _header(self) -> list[View]:
        found = []
        for name in TABS:
            if name in self.places:
                box = self.places[name]
                cell = Box(box.left - 5, box.y - 29, box.right + 5, box.y + 29)
                text = View("android.widget.TextView", cell, self.words[name])
                found.append(View("android.widget.LinearLayout", cell, inside=[text]))
        for name in ("live", "search"):
            if name in self.places:
                box = self.places[name]
                found.append(_image(Box(box.x - 28, box.y - 28, box.x + 28, box.y + 28)))
        return found

    def _foot(self) -> list[View]:
        cell = self.width / 5
        found = [
            View(
                "android.widget.FrameLayout",
                Box(cell * index, self.foot, cell * (index + 1), self.foot + 49),
                says=says,
            )
            for index, says in enumerate(("Home", "Friends", "Create", "Inbox", "Profile"))
        ]
        if "progress" in self.places:
            found.append(View("android.widget.FrameLayout", self.places["progress"]))
        return found


def app_places(width: float = 360, foot: float = 640) -> dict[str, Box]:
    """Places of an ad of two caption lines as they were seen in the app (research D1, P1, P2)."""

    def from_right(middle: float, y: float, side: float) -> Box:
        x = width - middle
        return Box(x - side / 2, y - side / 2, x + side / 2, y + side / 2)

    end = width - 80
    return {
        "avatar": from_right(30, foot - 341, 44),
        "follow": from_right(30, foot - 320.5, 22),
        "likes": from_right(30, foot - 279.7, 29),
        "comments": from_right(30, foot - 219.7, 29),
        "saves": from_right(30, foot - 159.7, 29),
        "shares": from_right(30, foot - 99.7, 29),
        "disc": from_right(29, foot - 32, 40),
        "username": Box(12, foot - 158.5, 139, foot - 136.3),
        "caption": Box(12, foot - 128.4, end, foot - 89.1),
        "label": Box(12, foot - 81.1, 71.3, foot - 62.2),
        "button": Box(12, foot - 50.2, end, foot - 16),
        "live": from_right(width - 28, 58.3, 24),
        "tab_following": Box(126, 47, 191, 69),
        "tab_for_you": Box(231, 47, 287, 69),
        "search": from_right(28, 58.3, 21),
        "progress": Box(8, foot - 1, width - 8, foot),
    }


APP_WORDS = {
    "username": "glowwithnoa",
    "caption": "A caption that goes on for a line and then for one more of them",
    "label": "Sponsored",
    "button": "Shop now",
    "likes": "128.4K",
    "comments": "1,204",
    "saves": "9,876",
    "shares": "432",
    "tab_following": "Following",
    "tab_for_you": "For You",
}
FRENCH_WORDS = {
    **APP_WORDS,
    "label": "Publicité",
    "button": "En savoir plus",
    "tab_following": "Suivis",
    "tab_for_you": "Pour toi",
}
FRENCH_SAYS = {"shares": "Partager une vidéo. {} partages", "likes": "{}", "comments": "{}"}


def _image(box: Box, says: str = "") -> View:
    return View("android.widget.ImageView", box, says=says)


def _in_frame(view: View) -> View:
    return View("android.widget.FrameLayout", view.box, inside=[view])


def _chip(box: Box, words: str) -> View:
    inset = Box(box.left + 5, box.top + 2, box.right - 5, box.bottom - 2)
    text = View("android.widget.TextView", inset, words)
    plate = View("android.widget.RelativeLayout", box, inside=[text])
    row = Box(box.left, box.top, box.left + 268, box.bottom + 4)
    return View("android.widget.FrameLayout", row, inside=[plate])


def _sound(box: Box, words: str) -> list[View]:
    note = Box(box.left, box.y - 7, box.left + 14, box.y + 7)
    text = Box(box.left + 20, box.top, min(box.right, box.left + 190), box.bottom)
    return [_image(note), View("android.widget.TextView", text, words)]


def _button(box: Box, words: str) -> View:
    line = Box(box.left, box.y - 9.7, box.right, box.y + 9.7)
    text = Box(box.x - 40, line.top, box.x + 40, line.bottom)
    arrow = Box(box.x + 40, box.y - 5, box.x + 50, box.y + 5)
    inside = [View("android.widget.TextView", text, words), _image(arrow)]
    row = View("android.widget.LinearLayout", line, inside=inside)
    plate = View("android.widget.FrameLayout", box, inside=[row])
    return View("android.widget.FrameLayout", box._replace(bottom=box.bottom + 2), inside=[plate])


_IOS = {"ImageView": "Image", "TextView": "StaticText", "1f": "StaticText", "Button": "Button"}


def _ios_node(view: View) -> str:
    kind = _IOS.get(view.kind.rpartition(".")[2], "Other")
    if view.words:
        kind = "StaticText"
    box = view.box
    values = {
        "type": f"XCUIElementType{kind}",
        "name": view.words or view.says,
        "label": view.words or view.says,
        "x": f"{box.left:.2f}",
        "y": f"{box.top:.2f}",
        "width": f"{box.width:.2f}",
        "height": f"{box.height:.2f}",
        "visible": "true",
    }
    written = " ".join(f"{key}={quoteattr(value)}" for key, value in values.items())
    inside = "".join(_ios_node(one) for one in view.inside)
    return f"<XCUIElementType{kind} {written}>{inside}</XCUIElementType{kind}>"
