"""What one visitor is working on: the ad file as plain values, and the last ad that was right.

The plain values are the only model of the ad here. Widgets show them and write to them; whether
they make an ad is asked of `overlays.ad.file` alone.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from overlays.ad import SparkAd
from overlays.ad.file import parse_ad
from overlays.ad.media_places import media_places
from overlays.errors import AdError, Problem
from overlays.layout.guides import GuideKind
from overlays.placements import compared_with, list_placement_ids
from overlays.viewports import DEFAULT_VIEW, View
from renderer.look import BLACK, Look
from renderer.picture.fit import Fit
from renderer.source import container, still_picture
from studio.store.bundle import AD_SUFFIXES
from studio.store.drafts import Drafts
from studio.store.media_store import UploadSlot, Visitor, media_store
from studio.work.blanks import blank_ad, blank_button, with_blanks
from studio.work.history import History, State
from studio.work.visitor import owner_id

SAMPLES = Path(__file__).parents[2] / "samples"
VIDEO_SUFFIXES = (*container.SUFFIXES, *still_picture.SUFFIXES)
PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
OPENED_SUFFIXES = (*AD_SUFFIXES, ".zip")
LEAST_COMPARED, MOST_COMPARED = 2, 4
_VIEWS = ("ad.placement", "ad.locale")
_LOOKED_AT = ("placement", "locale")
_UPLOADS_ONLY = "on this server only files that you upload can be used: upload it"


@dataclass(frozen=True, slots=True)
class Question:
    """Whether `act` may put another ad, called `words`, in the place of one with changes."""

    words: str
    act: Callable[[], None]


@dataclass(slots=True, weakref_slot=True)
class Studio:
    """One visitor's work. `compared` are the placements that were chosen for that, none at first.

    `version` counts the ads opened: what comes from an older one is void.

    Media lie in one of the `roots`; None is for one person, whose whole computer it is.
    """

    folder: Path
    data: dict[str, Any]
    base: Path
    name: str
    version: int = 0
    fit: Fit = "cover"
    view: View = DEFAULT_VIEW
    compares: bool = False
    compared: tuple[str, ...] = ()
    guides: tuple[GuideKind, ...] = ()
    stamp: bool = True
    keeps_code: bool = True
    background: str = BLACK
    still_duration: Fraction = still_picture.DURATION
    good: SparkAd | None = None
    problems: tuple[Problem, ...] = ()
    notice: str = ""
    uploaded_names: dict[str, str] = field(default_factory=dict)
    tickets: dict[str, tuple[str, UploadSlot]] = field(default_factory=dict)
    parked_button: dict[str, Any] | None = None
    parked_color: str | None = None
    parked_footage: Any = None
    history: History = field(default_factory=History)
    drafts: Drafts | None = None
    opened: State = field(default_factory=dict)
    roots: tuple[Path, ...] | None = None
    asked: Question | None = None
    _visitor: Visitor | None = None

    @property
    def compared_placements(self) -> tuple[str, ...]:
        """Those that a comparison shows: as chosen, else those that go with the ad's own."""
        chosen = tuple(one for one in self.compared if one in list_placement_ids())
        if len(chosen) >= LEAST_COMPARED:
            return chosen
        return tuple(compared_with(str(self.value("ad.placement"))))

    @property
    def look(self) -> Look:
        """How the visitor looks at the ad."""
        return Look(self.fit, self.view, self.background, self.stamp, self.still_duration)

    @property
    def visitor(self) -> Visitor:
        """The addresses of what this visitor is shown, and may send."""
        if self._visitor is None:
            self._visitor = media_store().visitor(owner_id())
        return self._visitor

    def open(self, data: Mapping[str, Any], base: Path, name: str) -> None:
        """Work on another ad from here on. A step back leads to the one before."""
        if self.version:
            self.history.note("", self.state())
        self._take_up(with_blanks(data), base, name)
        self.opened = self.essence()

    def begin_new(self, clip: Path | None = None, name: str = "ad") -> None:
        """A blank ad of the visitor's own, or one around a clip that was uploaded."""
        blank = blank_ad()
        blank["post"]["creator"]["username"] = "creator"
        if clip is not None:
            blank["post"]["video"] = str(clip)
        self.open(blank, self.folder, name)
        # A clip of one's own is work already.
        self.opened = {} if clip is not None else self.opened

    def _take_up(self, data: dict[str, Any], base: Path, name: str) -> None:
        self.data, self.base, self.name = data, base, name
        self.version += 1
        self.notice = ""
        self.parked_button = self.parked_color = self.parked_footage = None
        # What is shown of the ad before would pass for this one.
        self.good = None
        self.check()

    def ask(self, words: str, act: Callable[[], None]) -> None:
        """Do what opens another ad, at once where nothing would be lost by it."""
        self.asked = Question(words, act) if self.is_changed else None
        if self.asked is None:
            act()

    def answer_yes(self) -> None:
        """The other ad is opened."""
        question, self.asked = self.asked, None
        if question is not None:
            question.act()

    def answer_no(self) -> None:
        """This ad stays."""
        self.asked = None

    def state(self) -> dict[str, Any]:
        """The ad as it is now, in plain values that JSON can hold."""
        return {
            "data": copy.deepcopy(self.data),
            "base": str(self.base),
            "name": self.name,
            "uploaded_names": dict(self.uploaded_names),
        }

    def restore(self, state: State) -> None:
        """Go on with a state of before. Names of uploads are never forgotten."""
        self.uploaded_names.update(state["uploaded_names"])
        data = copy.deepcopy(dict(state["data"]))
        self._take_up(with_blanks(data), Path(state["base"]), str(state["name"]))

    def undo(self) -> None:
        """One step back, if there is one."""
        before = self.history.undo(self.state())
        if before is not None:
            self.restore(before)

    def redo(self) -> None:
        """Forward again, if a step back was the last thing."""
        after = self.history.redo(self.state())
        if after is not None:
            self.restore(after)

    def essence(self) -> dict[str, Any]:
        """What is the visitor's own in it: all but how it is looked at."""
        data = copy.deepcopy(self.data)
        if isinstance(data.get("ad"), dict):
            data["ad"] = {key: value for key, value in data["ad"].items() if key not in _LOOKED_AT}
        return data

    @property
    def is_changed(self) -> bool:
        """True when something would be lost if another ad took this one's place."""
        return self.essence() != self.opened

    def value(self, path: str) -> Any:
        """The plain value at `post.creator.username`; None where there is nothing."""
        value: Any = self.data
        for key in path.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def put(self, path: str, value: object) -> None:
        """Change one value and check the whole."""
        if path not in _VIEWS and self.value(path) != value:
            self.history.note(path, self.state())
        *parents, last = path.split(".")
        group = self.data
        for key in parents:
            if not isinstance(group.get(key), dict):
                group[key] = {}
            group = group[key]
        group[last] = value
        self.check()
        if self.problems and path in _VIEWS:
            self._look_otherwise(path, value)

    def _look_otherwise(self, path: str, value: object) -> None:
        """Show the last good ad in another placement or language though something else is wrong."""
        is_wrong = any(problem.path == path for problem in self.problems)
        if self.good is not None and not is_wrong:
            ad = self.good.ad.model_copy(update={path.removeprefix("ad."): value})
            self.good = self.good.model_copy(update={"ad": ad})

    def check(self) -> None:
        """Find every problem; an ad without any becomes the one that is shown."""
        self.problems = tuple(self._foreign_files())
        if self.problems:
            # Not even whether such a file exists is anybody's business.
            return
        try:
            self.good = parse_ad(self.data, self.base)
            self.problems = ()
        except AdError as error:
            self.problems = error.problems

    def _foreign_files(self) -> Iterator[Problem]:
        for place in media_places(self.data) if self.roots is not None else ():
            value = place.value
            if isinstance(value, str) and value and not self.may_use(self.base / value):
                yield Problem(place.path, _UPLOADS_ONLY)

    def may_use(self, path: Path) -> bool:
        """True for a file that this visitor may name."""
        try:
            found = path.resolve()
        except (OSError, ValueError):
            return False
        roots = self.roots
        return roots is None or any(found.is_relative_to(root.resolve()) for root in roots)

    @property
    def sample(self) -> str | None:
        """The sample that is worked on; None for an ad of the visitor's own."""
        return self.base.name if self.base.parent == SAMPLES else None

    @property
    def has_button(self) -> bool:
        return isinstance(self.value("ad.call_to_action"), dict)

    def remove_button(self) -> None:
        """Take the button away and keep it, should the visitor want it back."""
        self.parked_button = self.value("ad.call_to_action")
        self.put("ad.call_to_action", None)

    def restore_button(self) -> None:
        if not self.has_button:
            self.put("ad.call_to_action", self.parked_button or blank_button())

    def slot(self, name: str, suffixes: tuple[str, ...], limit: int) -> tuple[str, UploadSlot]:
        """The upload slot of that name and the ticket to it, made once."""
        if name not in self.tickets:
            slot = UploadSlot(self.folder, suffixes, limit)
            self.tickets[name] = (self.visitor.add_upload(slot), slot)
        return self.tickets[name]

    def shown_name(self, path: Path) -> str:
        """The name a file came with; uploads lie on disk under names of our own."""
        return self.uploaded_names.get(path.name, path.name)

    @property
    def clip_name(self) -> str:
        """What the creative of the last good ad is called; empty without one."""
        return "" if self.good is None else self.in_words(self.good.post.footage.name)

    def in_words(self, message: str) -> str:
        """A message with the names that the visitor knows."""
        for ours, theirs in self.uploaded_names.items():
            message = message.replace(str(self.folder / ours), theirs).replace(ours, theirs)
        return message
