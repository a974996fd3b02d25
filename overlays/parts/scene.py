"""`Scene`: what parts are made for. Knows no ad, only somebody who answers what is to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Protocol

from overlays.drawing.items import Picture
from overlays.drawing.missing import lacking
from overlays.drawing.text import clean_text, missing_characters
from overlays.geometry import Rect, Size
from overlays.layers import Note
from overlays.locales import Locale, Word, load_locale
from overlays.parts.element import Cast, Scale
from overlays.reading.figures import Number, Section, Share, between
from overlays.viewports.screen import Screen

if TYPE_CHECKING:
    from overlays.parts.part import Made, Part, Room

WORDS = (
    *(
        "post.username",
        "post.handle",
        "post.name",
        "post.caption",
        "post.name_and_caption",
        "post.disclosure",
    ),
    *("post.sound", "post.sound_title", "post.music", "post.date", "post.search"),
    *(
        "ad.label",
        "ad.label_line",
        "ad.button",
        "ad.button_titled",
        "ad.address",
        "ad.promoted_music",
    ),
    *(
        "ad.handles",
        "ad.names",
        "ad.query",
        "ad.sender",
        "ad.brand",
        "ad.headline",
        "ad.see_translation",
    ),
    *("ad.disclaimer", "ad.disclaimer_links", "ad.ai_label", "post.ai_label"),
    *("ad.countdown", "ad.vote", "ad.card"),
    *("count.views", "count.likes", "count.comments", "count.saves", "count.shares", "stamp"),
)
"""What a text can show, beside `word.…`: any word of the languages or of the placement."""
SECONDS_LEFT = "stage.seconds_left"
"""Of the part's own stages: it says something else each second."""
SLIDES = "clip.slides"
"""The pictures of a carousel, which only some placements show as such."""
FOUR_TABS = "four_tabs"
"""The state of a viewer whose header has four words in place of two."""
NEWS, SEARCH = "news", "search"
"""States of a viewer for whom there is news, and of a post with a search under it."""
LINKS_APART = " | "
"""What stands between the titles of `ad.disclaimer_links`."""
PICTURES = ("post.avatar", "post.cover", "ad.brand", "ad.card")
PAIR = "ad.pictures"
"""The creator's picture, and the brand's where the ad names one."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Words to be shown, free of what cannot be drawn.

    `own` is somebody's own text that was to be shown, each with what it is ("the caption"); `lacks`
    names the language that has no wording of its own for them.
    """

    words: str
    own: tuple[tuple[str, str], ...] = ()
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """A countdown: whole seconds that it shows at the clip's first frame, and its color's name.

    `remark` is what should be said of that moment.
    """

    seconds: int
    color: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Poll:
    """Two answers, the name of their color, and how many percent chose the first.

    None: nobody but who votes now.
    """

    answers: tuple[str, str]
    color: str
    first_percent: int | None = None


class Facts(Protocol):
    """Answers what parts can show of an ad, its post and its clip."""

    @property
    def states(self) -> frozenset[str]:
        """What is on before anybody taps, such as `follow`."""

    @property
    def given(self) -> Mapping[str, frozenset[str]]:
        """What the ad says that not every placement shows, each with the names that show it."""

    @property
    def duration(self) -> Fraction | None:
        """Seconds of the clip; None where they are not known."""

    @property
    def slides(self) -> tuple[Fraction, ...]:
        """When each picture of a carousel comes, in seconds of the clip; empty for a video."""

    @property
    def size(self) -> Size | None:
        """The clip's picture as it is shown upright; None where it is not known."""

    @property
    def color(self) -> str:
        """The button's own color, #RRGGBB."""

    @property
    def clock(self) -> Clock | None:
        """The ad's countdown; None where it has none."""

    @property
    def poll(self) -> Poll | None:
        """The ad's vote; None where it has none."""

    def middle(self, what: str) -> tuple[float, float] | None:
        """Where the ad puts the middle of it, in percent of the frame; None: it does not say."""

    def is_verified(self, what: str) -> bool:
        """True where the last name of `what` has a seal."""

    def shown(self, what: str, more: int = 0) -> Shown | None:
        """One of `WORDS`; None where there is nothing to show. `more` is added to a count."""

    def picture(self, what: str, size: int) -> Picture | None:
        """One of `PICTURES` at `size` x `size` pixels. Raises PictureError."""

    def address(self, target: str) -> str | None:
        """Where a tap leads to; None where it leads nowhere."""

    def initial(self, what: str) -> str:
        """The letter that stands for one of `PICTURES`; "" where none can."""

    @property
    def names(self) -> Mapping[str, str]:
        """What the labels of taps may name: `name` and `title`."""


class ShadowFigures(Section):
    """The soft shadow under text and icons."""

    offset: Annotated[Number, between(0, 20)]
    # The time that a blur takes grows with it.
    blur: Annotated[Number, between(0, 10)]
    opacity: Share


Language = Mapping[str, Mapping[str, Word]]
"""A placement's own words: by their key, then by the code of a language."""


@dataclass(slots=True)
class Scene:
    """One ad in one placement, language and screen, with the states that are on.

    `boxes` are those of the parts that stand already, without their shadows, `lengths` the seconds
    of those that go again. `notes` grows while
    parts are made: each says what it had to give up.
    """

    facts: Facts
    locale: Locale
    screen: Screen
    shadows: Mapping[str, ShadowFigures] = field(default_factory=dict)
    own_words: Language = field(default_factory=dict)
    platform: str = ""
    label: str | None = "sponsored"
    states: frozenset[str] = frozenset()
    boxes: dict[str, Rect] = field(default_factory=dict)
    lengths: dict[str, Fraction] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    _made: dict[tuple[str, Room, frozenset[str]], Made | None] = field(default_factory=dict)

    @property
    def scale(self) -> Scale:
        return Scale(self.screen.factor, self.locale.code)

    def with_states(self, states: frozenset[str]) -> Scene:
        """The same scene after a tap. What the states do not touch is not made again."""
        return replace(self, states=states, boxes={}, notes={})

    def make(self, part: Part, room: Room) -> Made | None:
        """The part in the states that are on; None where it is not there."""
        now = part.in_states(self.states)
        if now is None or (now.only_with and self.lacks(now.only_with)):
            return None
        if now.needs:
            return now.make(self, room)
        key = (part.id, room, self.states & part.reads)
        if key not in self._made:
            self._made[key] = now.make(self, room)
        return self._made[key]

    def lacks(self, what: str) -> bool:
        """True where the ad has nothing of `what`."""
        return self._shown(what, 0) is None

    def cast(self, shadow: str | None) -> Cast:
        """A shadow of the placement in pixels."""
        if shadow is None:
            return Cast()
        figures = self.shadows[shadow]
        return self.scale.cast(figures.offset, figures.blur, figures.opacity)

    def shown(self, what: str, part_id: str, more: int = 0) -> str | None:
        """The words of `what` for a part, with notes on what is missing; None for nothing."""
        shown = self._shown(what, more)
        if shown is None:
            return None
        self._note_letters(shown, part_id)
        if shown.words and shown.lacks:
            self._note_language(shown.words, shown.lacks, part_id)
        return shown.words or None

    def spoken(self, what: str, part_id: str, words: str = "") -> str:
        """What a person hears who cannot see a part, with the names that stand in it."""
        shown = self._shown(what, 0)
        said = shown.words.format(**self.facts.names) if shown else ""
        said = f"{said}, {words}" if words else said
        if shown and shown.lacks:
            self._note_language(said, shown.lacks, part_id)
        return said

    def _note_language(self, words: str, language: str, part_id: str) -> None:
        message = f"“{words}” is shown in English: no {language} wording is known for it"
        self.note("no-translation", part_id, message)

    def _shown(self, what: str, more: int) -> Shown | None:
        if what == "ad.label":
            return self.word(self.label) if self.label else None
        if what == "ad.label_line":
            return self._label_line()
        kind, _, key = what.partition(".")
        return self.word(key) if kind == "word" else self.facts.shown(what, more)

    def _label_line(self) -> Shown | None:
        """The label and the disclosure on one line."""
        both = (self._shown("ad.label", 0), self._shown("post.disclosure", 0))
        found = [shown for shown in both if shown]
        if not found:
            return None
        lacks = next((shown.lacks for shown in found if shown.lacks), "")
        return Shown(" · ".join(shown.words for shown in found), lacks=lacks)

    def word(self, key: str) -> Shown:
        """A word of the placement, of its platform or of everybody, in the viewer's language."""
        own = self.own_words.get(key)
        if own:
            words = own.get(self.locale.code) or own["en"]
            return Shown(words.text, lacks="" if self.locale.code in own else self.locale.name)
        names = (f"{self.platform}.{key}", key)
        for locale in (self.locale, load_locale("en")):
            for name in names:
                if name in locale.words:
                    lacks = "" if locale is self.locale else self.locale.name
                    return Shown(locale.words[name].text, lacks=lacks)
        raise KeyError(key)

    def _note_letters(self, shown: Shown, part_id: str) -> None:
        for what, text in shown.own:
            missing = missing_characters(text)
            if missing:
                extent = "is shown in part" if clean_text(text) else "is not shown"
                self.note("missing-glyph", part_id, f"{what} {extent}, as {lacking(missing)}")

    def note(self, code: str, part_id: str, message: str) -> None:
        """Say what a person should know though it could be drawn; twice the same counts once."""
        self.notes.setdefault(message, Note(code, part_id, message))
