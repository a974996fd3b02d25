"""What the first page of a run waits for otherwise, done while its browser still loads scripts."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from streamlit import delta_generator

from overlays.errors import SparkproofError
from overlays.locales import list_locales, load_locale
from studio.phone.served import served_data
from studio.phone.showing import Showing
from studio.store.media_store import media_store
from studio.work.beginning import open_ad_file, start_ad
from studio.work.blanks import with_blanks
from studio.work.session import Studio


def make_ready() -> None:
    """Read languages and placements, look at the clip of the start ad, and draw its phone.

    All of it stays where any page finds it. What is wrong with the ad is told on the page.
    """
    # Whether Python was started by hand, which Streamlit looks up in every module that is loaded.
    delta_generator._use_warning_has_been_displayed = True
    for code in list_locales():
        load_locale(code)
    with suppress(SparkproofError):
        _draw(start_ad())


def _draw(path: Path) -> None:
    work = Studio(path.parent, with_blanks({}), path.parent, "ad")
    open_ad_file(work, path)
    showing = Showing()
    showing.refresh(work)
    if showing.phones:
        # Nobody's addresses, gone at once; the pictures stay.
        served_data(media_store().visitor(), showing.phones, showing.clip, work.look, work.name)
