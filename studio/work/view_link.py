"""What is looked at, as parameters of the page's address: a link opens the same view again.

A link names a sample, never a file, and may come from anybody: what is unknown in it is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from overlays.errors import AdError
from overlays.layout.guides import GuideKind
from overlays.locales import list_locales
from overlays.placements import list_placement_ids
from overlays.viewports import View, list_viewports
from renderer.picture.fit import FITS
from studio.work.beginning import list_samples, open_ad_file
from studio.work.session import MOST_COMPARED, SAMPLES, Studio

GUIDE_KINDS: tuple[GuideKind, ...] = get_args(GuideKind)
COMPARE = "compare"


def link_of(work: Studio) -> dict[str, str]:
    """The parameters that lead back to what is seen now."""
    params = {
        "ad": work.sample or "",
        "placement": str(work.value("ad.placement")),
        "locale": str(work.value("ad.locale")),
        "phone": work.view.viewport,
        "fit": work.fit,
        "view": COMPARE if work.compares else "",
        "compared": ",".join(work.compared) if work.compares else "",
        "guides": ",".join(kind for kind in GUIDE_KINDS if kind in work.guides),
    }
    return {name: value for name, value in params.items() if value}


def open_link(work: Studio, params: Mapping[str, str]) -> None:
    """Take over what is known in `params`; one sentence names the parameters that were not."""
    allowed = _allowed()
    given = {name: params[name] for name in allowed if params.get(name)}
    known = {name: value for name, value in given.items() if value in allowed[name]}
    unknown = [name for name in given if name not in known]
    if "ad" in known:
        try:
            open_ad_file(work, SAMPLES / known["ad"] / "ad.yaml", known["ad"])
        except AdError:
            unknown.append("ad")
    for name in ("placement", "locale"):
        if name in known:
            work.put(f"ad.{name}", known[name])
    if "phone" in known:
        work.view = View(known["phone"])
    work.fit = next((fit for fit in FITS if fit == known.get("fit")), work.fit)
    work.compares = "view" in known
    asked = params.get("guides", "").split(",")
    work.guides = tuple(kind for kind in GUIDE_KINDS if kind in asked)
    if set(asked) - {"", *GUIDE_KINDS}:
        unknown.append("guides")
    chosen = [one for one in params.get("compared", "").split(",") if one]
    work.compared = tuple(dict.fromkeys(one for one in chosen if one in list_placement_ids()))
    work.compared = work.compared[:MOST_COMPARED]
    if len(work.compared) < len(chosen):
        unknown.append("compared")
    if unknown:
        work.notice = f"This link says something of {_joined(unknown)} that is not known here."


def _allowed() -> dict[str, Sequence[str]]:
    return {
        "ad": list_samples(),
        "placement": list_placement_ids(),
        "locale": list_locales(),
        "phone": list_viewports(),
        "fit": FITS,
        "view": (COMPARE,),
    }


def _joined(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
