"""Our scripts for the browser: real modules on disk, served under the hash of all of them.

The hash in the address lets browsers keep them for ever, and lets modules import each other by
relative path. A component's own inline script is only one line that loads its module from here.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from studio.store.hosting import our_address

_ROOT = Path(__file__).parents[2]
_FOLDERS = {
    "player": _ROOT / "player" / "browser",
    "inputs": _ROOT / "studio" / "inputs",
    "phone": _ROOT / "studio" / "phone",
}
_FONT_FOLDER = _ROOT / "overlays" / "assets" / "fonts"

FONTS = {
    # For typing on a computer without an emoji font.
    "emoji.ttf": _FONT_FOLDER / "NotoColorEmoji.ttf",
    # For what opens in the phone.
    **{
        f"TikTokSans-{weight}.ttf": _FONT_FOLDER / f"TikTokSans-{weight}.ttf"
        for weight in ("Regular", "SemiBold", "Bold")
    },
}
"""The fonts that the browser may ask for, by the name in their address."""


@functools.cache
def _modules() -> dict[str, bytes]:
    return {
        f"{name}/{path.name}": path.read_bytes()
        for name, folder in _FOLDERS.items()
        for path in sorted(folder.glob("*.js"))
    }


@functools.cache
def assets_digest() -> str:
    digest = hashlib.blake2b(digest_size=12)
    for name, content in _modules().items():
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def browser_asset(digest: str, name: str) -> bytes | None:
    """The module of that name, if `digest` is today's; nothing else in the folder is reachable."""
    return _modules().get(name) if digest == assets_digest() else None


def component_script(name: str) -> str:
    """Inline script of a component: loads the module `name` and hands on what it exports."""
    address = our_address(f"script/{assets_digest()}/{name}")
    # A module from a blob has no address to resolve against, hence the origin.
    return (
        f'globalThis.sparkproofRoot = "{our_address("")}";\n'
        f'const module = await import(new URL("{address}", location.origin));\n'
        "export default module.default;\n"
    )


def component_style(name: str) -> str:
    """A style sheet by the same sort of name as a script: `player/phone.css`."""
    folder, file = name.split("/")
    return (_FOLDERS[folder] / file).read_text(encoding="utf-8")
