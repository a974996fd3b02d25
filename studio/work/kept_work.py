"""What is worked on, kept on disk as it changes, and offered again when it was left behind."""

from __future__ import annotations

import time
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from overlays.viewports import View, list_viewports
from renderer.picture.fit import FITS
from studio.store.drafts import Draft
from studio.work.session import Studio

_FORM = 1
_MOST_NAMED = 3
_WORDS = 6
# Many languages write without spaces.
_LETTERS = 60


@dataclass(slots=True)
class Keeper:
    """One session's. `offer` is earlier work of this visitor's that nobody has answered for yet."""

    offer: Draft | None = None
    saved: dict[str, Any] | None = None
    problem: str = ""

    def look(self, work: Studio) -> None:
        """At the beginning: what another session left."""
        if work.drafts is not None:
            draft = work.drafts.newest(besides=work.folder)
            self.offer = draft if draft is not None and _is_whole(draft) else None

    def keep(self, work: Studio) -> None:
        """Write down what has changed since the last time; nothing while nothing has."""
        if work.drafts is None:
            return
        values = {"form": _FORM, **work.state(), "view": _view(work)} if work.is_changed else None
        if values == self.saved:
            return
        try:
            if values is None:
                work.drafts.forget(work.folder)
            else:
                work.drafts.save(work.folder, values)
            self.saved, self.problem = values, ""
        except OSError as error:
            self.problem = (
                f"Your changes cannot be kept on this disk ({error.strerror}): save the ad file."
            )

    def accept(self, work: Studio) -> None:
        """Go on with what is offered."""
        draft, self.offer = self.offer, None
        if draft is None or work.drafts is None:
            return
        try:
            values = work.drafts.take_over(draft, work.folder)
        except OSError as error:
            work.notice = f"The earlier work cannot be read: {error.strerror}."
            return
        work.history.note("", work.state())
        work.restore(values)
        work.opened = {}
        _look_as(work, values.get("view"))
        self.saved = values

    def discard(self, work: Studio) -> None:
        """The offered work goes for good."""
        draft, self.offer = self.offer, None
        if draft is not None and work.drafts is not None:
            work.drafts.discard(draft)


def offer_words(draft: Draft, now: float | None = None) -> str:
    """`Glow serum of 12 minutes ago, with take.mp4: “This serum changed my …”`."""
    values = draft.values
    name = str(values["name"]).replace("_", " ")
    names = values["uploaded_names"]
    text = str(values["data"])
    uploads = [shown for stored, shown in names.items() if stored in text]
    more = len(uploads) - _MOST_NAMED
    named = ", ".join(uploads[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    said = f", with {named}" if uploads else ""
    age = _age((time.time() if now is None else now) - draft.saved)
    return f"{name[:1].upper()}{name[1:]} of {age}{said}{_caption_words(values)}"


def first_words(caption: str) -> str:
    """`“This serum changed my whole morning …”`; empty for an empty caption."""
    words = caption.split()
    if not words:
        return ""
    more = " …" if len(words) > _WORDS else ""
    return f"“{' '.join(words[:_WORDS])[:_LETTERS]}{more}”"


def _caption_words(values: Any) -> str:
    post = values["data"].get("post")
    caption = post.get("caption") if isinstance(post, dict) else None
    words = first_words(caption) if isinstance(caption, str) else ""
    return f": {words}" if words else ""


def _age(seconds: float) -> str:
    for length, name in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        count = int(seconds // length)
        if count:
            return f"{count} {name}{'' if count == 1 else 's'} ago"
    return "a moment ago"


def _is_whole(draft: Draft) -> bool:
    """False for what another version wrote."""
    values = draft.values
    kinds = {"data": dict, "base": str, "name": str, "uploaded_names": dict}
    return values.get("form") == _FORM and all(
        isinstance(values.get(key), kind) for key, kind in kinds.items()
    )


def _view(work: Studio) -> dict[str, Any]:
    return {
        "phone": work.view.viewport,
        "fit": work.fit,
        "stamp": work.stamp,
        "keeps_code": work.keeps_code,
        "compares": work.compares,
        "background": work.background,
        "still_duration": str(work.still_duration),
    }


def _look_as(work: Studio, view: object) -> None:
    """What is known of a view; the rest stays."""
    if not isinstance(view, dict):
        return
    if view.get("phone") in list_viewports():
        work.view = View(view["phone"])
    work.fit = next((fit for fit in FITS if fit == view.get("fit")), work.fit)
    work.stamp = view.get("stamp") is not False
    work.keeps_code = view.get("keeps_code") is not False
    work.compares = view.get("compares") is True
    work.background = str(view.get("background", work.background))
    work.still_duration = Fraction(str(view.get("still_duration", work.still_duration)))
