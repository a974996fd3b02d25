"""Placement files with one mistake each, and words of the sentence that names it."""

from __future__ import annotations

from typing import Any

# Files that extend an abstract one, in which more moves than in the app of today.
BASE = {"extends": "acme/feed", "id": "acme/x", "title": "X", "checked_on": "2026-11-22"}
STAGED = {**BASE, "extends": "acme/staged"}
ZONE = {"id": "z", "points": [[0, 0], [9, 0], [9, 9]], "source": "s", "confidence": "A"}
INFINITE = float("inf")
NAN = float("nan")


def n(value: object) -> list[object]:
    return [value, "measured", "A"]


def of(name: str, /, **changes: object) -> dict[str, object]:
    """A file that changes figures of one part."""
    return {"parts": {name: changes}}


def added(**part: object) -> dict[str, object]:
    """A file that adds a part."""
    whole = {"id": "mine", "part": "text", "shows": "word.skip", "size": n(12), "line": n(16)}
    return {"parts+": [whole | part]}


def zone(**changes: object) -> dict[str, object]:
    return {"zones": [ZONE | changes]}


def bar(value: object) -> dict[str, object]:
    return {"frame": {"status_bar": value}}


def stops(*positions: object) -> dict[str, object]:
    return of("scrim_top", stops=[{"position": one, "opacity": n(0.5)} for one in positions])


VALUES: list[tuple[dict[str, Any], str]] = [
    (of("username", color=["blue", "s", "H"]), 'username.color: must be a color written #RRGGBB, '),
    (of("username", color=["#12345", "s", "H"]), "username.color: must be a color written #RRGGBB"),
    (of("username", color=["#123456\n", "s", "H"]), "parts.copy.parts.byline.parts.username.color"),
    (of("username", color=["#123456", "", "H"]), "username.color: the source is empty"),
    (of("username", color=["#123456", " \t", "H"]), "username.color: the source is empty"),
    (of("username", color=["#123456", "s"]), "color: the confidence is missing; write [value,"),
    (of("likes", when={"like": {"color": ["red", "s", "H"]}}), "likes.when.like.color: must be a "),
    (of("likes", when={"like": {"color": ["#FF0000", " ", "H"]}}), "like.color: the source is emp"),
    (of("likes", when={"like": {"size": n(-1)}}), "likes.when.like.size: must be 0.1 to 4000"),
    (of("tabs", when={"like": {"parts": {"live": {}}}}), "parts.tabs.parts.live: no part is ca"),
    (of("likes", icon="hart"), "likes.icon: no icon is called 'hart'; did you mean"),
    (of("likes", icon="../../etc/passwd"), "likes.icon: no icon is called '../../etc/passwd'"),
    (of("likes", count={"shows": "count.hearts"}), "likes.count.shows: no value to show is called"),
    (of("avatar", shows="post.cover_picture"), "avatar.shows: must be 'post.avatar', 'post.cove"),
    (of("username", shows="post.user"), "username.shows: no value to show is called 'post.user'; "),
    (of("skip2"), "parts.skip2: no part is called 'skip2'"),
    (of("likess", size=n(3)), "parts.likess: no part is called 'likess'; did you mean likes?"),
    (of("byline", parts={"user": {}}), "parts.byline.parts.user: no part is called 'user'; did yo"),
    (of("likes", part="ikon"), "likes.part: no kind of part is called 'ikon'; did you mean icon?"),
    (of("likes", part=None), "likes.part: is missing; it says which kind of part it is"),
    (of("likes", widht=n(3)), "parts.rail.parts.likes.widht: there is no such key"),
    (of("likes", locked="yes"), "likes.locked: must be a valid boolean"),
    (added(id="Mine!"), "Mine!.id: must be a name of a-z, 0-9 and _"),
    (added(id="a/../b"), "a/../b.id: must be a name of a-z, 0-9 and _"),
    (added(id=None), "id: is missing"),
    (added(at={"left": 3}), "parts.mine.at.left: write [value, source, H…A], not 3"),
    (added(at={"lft": n(3)}), "parts.mine.at.lft: there is no such key"),
    ({"parts+": {"id": "mine"}}, "parts+: must be a list of what is added"),
    (added(before="tab"), "parts+.0.before: no part is called 'tab'; did you mean tabs?"),
    ({"parts": []}, "parts: must have at least 1 item"),
    (of("likes", tap={"toggle": None}), "likes.tap: must hold one of lead, open, toggle, peek"),
    (of("cta", tap={"toggle": "like"}), "cta.tap: must hold one of lead, open, toggle, peek"),
    (of("cta", tap={"open": "shop", "lead": None}), "cta.tap.open: no sheet is called 'shop'"),
    (of("cta", tap={"lead": None, "peek": "time"}), "cta.tap: peek and for belong together"),
    (of("cta", tap={"says": "Buy"}), "cta.tap.says: no value to show is called 'Buy'"),
    (zone(source="  "), "zones.z.source: the source is empty"),
    (zone(id=""), "id: must not be empty"),
    (zone(points=[[NAN, 0], [9, 0], [9, 9]]), "zones.z.points.0.0: NaN is no possible figure"),
    (zone(points=[[0, 0], [9, INFINITE], [9, 9]]), "zones.z.points.1.1: Infinity is no possible f"),
    (zone(points=[[0, 0], ["9", 0], [9, 9]]), 'zones.z.points.1.0: must be a number, not "9"'),
    (zone(points=None), "zones.z: must hold one of points, insets"),
    (bar(n(NAN)), "frame.status_bar: NaN is no possible figure"),
    (bar(n(-INFINITE)), "frame.status_bar: -Infinity is no possible figure"),
    (bar(n(10**400)), "frame.status_bar: 1000"),
    (bar(n(True)), "frame.status_bar: must be a number, not true"),
    (bar(n("31")), 'frame.status_bar: must be a number, not "31"'),
    (bar(n(None)), "frame.status_bar: must be a number, not null"),
    (bar([31, None, "A"]), "frame.status_bar: the source must be a valid"),
    (bar([31, "s", "X"]), "frame.status_bar: the confidence must be 'H'"),
    (bar(31), "frame.status_bar: write [value, source, H…A], not 31"),
    (bar([31, "s", "H", 1]), "frame.status_bar: write [value, source, H…A]"),
    (bar([31]), "frame.status_bar: the source is missing; write [value, source, H…A]"),
    (bar(None), "frame.status_bar: is missing"),
    ({"frame": {"width": "360"}}, "frame.width: must be a valid integer"),
    ({"frame": {"width": True}}, "frame.width: must be a valid integer"),
    (stops(True, 1), "scrim_top.stops.0.position: must be a number, not true"),
    (stops(0, 1.5), "scrim_top.stops.1.position: must be less than or equal"),
    (of("avatar", size=n(0)), "avatar.size: must be 0.1 to 4000, not 0"),
    (of("rail", width=n(-5)), "rail.width: must be 0.1 to 4000, not -5"),
    ({"checked_on": "2999-01-01"}, "checked_on: must be a day from 2016-01-01 to today"),
    ({"checked_on": "1999-01-01"}, "checked_on: must be a day from 2016-01-01 to today"),
    ({"checked_on": "yesterday"}, "checked_on: must be a date such as 2026-11-20"),
    ({"checked_on": "2026-02-30"}, "checked_on: must be a date such as 2026-11-20"),
    ({"checked_on": 1763769600}, "checked_on: must be a date such as 2026-11-20"),
    ({"title": ""}, "title: must not be empty"),
    ({"title": "  "}, "title: must not be empty"),
    ({"title": None}, "title: is missing"),
    ({"short": " "}, "short: must not be empty"),
    ({"compared": 0}, "compared: must be greater than or equal to 1"),
    ({"id": "foo/bar"}, "id: must be acme/x, as the file is called"),
    ({"id": None}, "id: is missing"),
    ({"abstract": "no"}, "abstract: must be true or false"),
    ({"rial": 1}, "rial: there is no such key"),
    ({"extends": ["tiktok/feed"]}, 'extends: must be the id of one placement, not ["tiktok/feed"]'),
    ({"extends": 5}, "extends: must be the id of one placement, not 5"),
    ({"extends": None}, "extends: must be the id of one placement, not null"),
    ({"extends": "acme/x"}, "extends: acme/x extends itself"),
    ({"extends": "tiktok/feet"}, "extends: no placement is called 'tiktok/feet'; did you mean"),
    ({"extends": "TikTok/Feed"}, "did you mean tiktok/feed?"),
    ({"text_column": {"cta": None}}, "text_column: this is the form of before"),
    ({"rail": {}, "grid": [360, 640]}, "grid, rail: this is the form of before"),
]  # fmt: skip

NAMES: list[tuple[dict[str, Any], str]] = [
    (added(id="likes"), "parts.likes: stands twice"),
    (added(shows="word.skp"), "parts.mine.shows: no word is called 'skp'; did you mean skip?"),
    (of("likes", tap={"says": "word.lik"}), "likes.tap.says: no word is called 'lik'; did you me"),
    (
        of("likes", tap={"says": "word.hi"}) | {"words": {"hi": {"en": ["Hi {user}", "s", "A"]}}},
        "words.hi.en: may name {name} and {title} and nothing else",
    ),
    (added(shadow="txt"), "parts.mine.shadow: no shadow is called 'txt'; did you mean text?"),
    (added(at={"of": "copi"}), "parts.mine: no part of the top level is called 'copi'; did you me"),
    (added(at={"of": "likes"}), "parts.mine: no part of the top level is called 'likes'"),
    (added(at={"of": "mine"}), "parts: mine stand by each other"),
    (added(only_when="lik"), "parts.mine.when: no tap or moment turns lik on; no state is called"),
    (of("likes", when={"liek": {}}), "parts.likes.when: no tap or moment turns liek on"),
    (of("scrim_bottom", over={"part": "text", "by": n(3)}), "parts.scrim_bottom: no part of the t"),
    ({"label": "sponsered"}, "label: no word is called 'sponsered'; did you mean sponsored?"),
    ({"words": {"own": {"de": ["Eigen", "s", "A"]}}}, "words.own: has no English (en)"),
    ({"words": {"own": {"en": ["Own", " ", "A"]}}}, "words.own.en: the source"),
    ({"words": {"own": {"en": ["Own", "s", "A"], "dee": ["E", "s", "A"]}}}, "words.own.dee: no lo"),
    ({"stages": [{"id": "a", "title": "a"}, {"id": "b", "title": "b"}]}, "stages.a.ends: is missi"),
    ({"stages": [{"id": "a", "title": "a", "hides": ["skp"]}]}, "stages.a: no part of the top lev"),
    ({"stages": [{"id": "a", "title": " "}]}, "stages.a.title: must not be empty"),
    (zone(stage="feeed"), "zones.z.stage: no stage is called 'feeed'"),
    ({"frame": {"width": 360, "height": 1081}}, "frame: 360 x 1081 has one side over 3 times the"),
    ({"frame": {"height": "content"}}, "parts.copy.at.bottom: the frame ends where its parts end"),
    (of("tab_for_you", at={"left": n(3)}), "parts.tabs.parts.tab_for_you.at: a part in a stack st"),
    (zone(points=[[0, 0], [9, 9], [18, 18]]), "zones.z.points: the zone has no area"),
    (zone(points=[[0, 0], [500, 0], [9, 9]]), "zones.z: (0, 0) to (500, 9) leaves the frame of 36"),
]  # fmt: skip

BOUNDS: list[tuple[dict[str, Any], str]] = [
    ({"shadows": {"text": {"blur": n(500)}}}, "shadows.text.blur: must be 0 to 10, not 500"),
    ({"shadows": {"text": {"offset": n(-1)}}}, "shadows.text.offset: must be 0 to 20, not -1"),
    ({"shadows": {"text": {"opacity": n(1.2)}}}, "shadows.text.opacity: must be 0 to 1, not 1.2"),
    ({"shadows": {"icons": {"blur": n(10.1)}}}, "shadows.icons.blur: must be 0 to 10, not 10.1"),
    (of("username", size=n(5)), "username.size: must be 6 to 60, not 5"),
    (of("username", size=n(9999)), "username.size: must be 6 to 60, not 9999"),
    (of("username", size=n(23)), "username.size: must be at most 22, its line, not 23"),
    (of("caption", lines=n(2.5)), "caption.lines: must be a whole number from 1 to 20"),
    (of("caption", lines=n(21)), "caption.lines: must be a whole number from 1 to 20"),
    (of("caption", lines=n(0)), "caption.lines: must be a whole number from 1 to 20"),
    (of("caption", lines=None), "caption.lines: is missing; more goes with it"),
    (of("caption", gap_below=n(-3)), "caption.gap_below: must be 0 to 4000, not -3"),
    (of("copy", at={"right": n(5)}), "parts.copy: username (12, "),
    (of("copy", at={"bottom": n(600)}), "leaves the frame of 360 x 640"),
    (of("copy", at={"left": n(355)}), "parts.copy: "),
    (of("cta", smallest=n(15)), "cta.smallest: must be at most 14.2, its size"),
    (of("cta", padding=n(110)), "parts.cta: the button's words are cut: “"),
    (of("cta", height=n(19)), "cta.line: must be at most 19, the button's height"),
    (of("cta", looks=[]), "cta.looks: must have at least 1 item"),
    (of("cta", looks=[{"from": n(1), "plates": [{"opacity": n(1)}]}]), "cta.looks: must begin at "),
    (of("cta", looks=[{"from": n(-1), "plates": []}]), "looks.0.from: must be 0 to 60, not -1"),
    (of("sound", window={"width": n(330)}), "parts.copy: sound (27, "),
    (of("sound", window={"width": n(14)}), "sound.window.feather: must be at most half of the win"),
    (of("sound", window={"feather": n(60)}), "parts.copy: sound (-"),
    (of("avatar", badge={"size": n(49)}), "avatar.badge.size: must be at most 44, the size, not 4"),
    (of("avatar", badge={"inner": n(23)}), "avatar.badge.inner: must be at most 22, the badge's s"),
    (of("avatar", ring=n(22)), "avatar.ring: must be less than 22, half of the size, not 22"),
    (of("avatar", ring=None), "parts.avatar.ring: must be there or inner, and not both"),
    (of("avatar", size=n(200)), "parts.copy: "),
    (of("disc", inner=n(43)), "disc.inner: must be at most 42, the size, not 43"),
    (of("disc", spin=n(0)), "disc.spin: must be 0.5 to 60, not 0"),
    (of("disc", notes={"count": n(1.5)}), "disc.notes.count: must be a whole number from 0 to 12"),
    (of("disc", notes={"count": n(13)}), "disc.notes.count: must be a whole number from 0 to 12"),
    (of("disc", notes={"size": n(12)}), "disc.notes.size: must be at most 11.9"),
    (of("disc", notes={"lane": n(40)}), "note_1 ("),
    (of("disc", notes={"rise": n(700)}), "parts.rail: note_1 ("),
    (of("likes", count={"size": n(15)}), "likes.count.size: must be at most 14, its line"),
    (of("likes", size=n(36)), "likes.size: must be at most 35, what its box has room for"),
    (of("avatar", gap_below=n(320)), "leaves the frame of 360 x 640"),
    (of("rail", at={"center": n(10)}), "leaves the frame of 360 x 640"),
    (of("tabs", gap=n(150)), "parts.live: live (14, 45.7) to (41.7, 73.3) lies over tab_fol"),
    (of("search", at={"top": n(630)}), "parts.search: search (319.7, 630) to (344.7, 655) leaves "),
    (of("progress", height=n(21)), "progress.height: must be 0.1 to 20, not 21"),
    (stops(0, 0.5, 0.4), "scrim_top.stops.2.position: must be more than that of the stop before, "),
    (stops(0.5, 0.5), "scrim_top.stops.1.position: must be more than that of the stop before, 0.5"),
    (of("scrim_top", height=n(700)), "parts.scrim_top: scrim_top (0, 0) to (360, 700) leaves the "),
    (of("skip", plate={"padding": n(200)}), "parts.skip: skip ("),
    (
        {"stages": [{"id": "a", "title": "a", "creative": {"of": "screen", "zoom": n(0.9)}}]},
        "stages.a.creative.zoom: must be 1 to 3, not 0.9",
    ),
    ({"stages": {"takeover": {"ends": n(5000)}}}, "stages.takeover.ends: must be 0.1 to 600"),
]  # fmt: skip
