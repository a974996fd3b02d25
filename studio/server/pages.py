"""Pages of ours that stand beside the app's own: plain, without scripts, in its colors."""

from __future__ import annotations

from starlette.responses import HTMLResponse

from studio.store.hosting import our_address

_STYLE = """
@font-face { font-family: "TikTok Sans"; src: url("FONTS/TikTokSans-Regular.ttf"); }
@font-face {
  font-family: "TikTok Sans"; font-weight: 600; src: url("FONTS/TikTokSans-SemiBold.ttf");
}
html { background: #101113; color: #f3f1ec; font: 15px/1.5 "TikTok Sans", sans-serif; }
body { margin: 12vh auto; padding: 0 24px; max-width: 460px; }
h1 { margin: 0 0 4px; font-size: 26px; font-weight: 600; }
h2 { margin: 32px 0 6px; font-size: 15px; font-weight: 600; }
p { margin: 0 0 20px; color: #a5a39d; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { font-weight: 400; text-align: left; color: #a5a39d; }
td { text-align: right; }
th, td { padding: 7px 0; border-top: 1px solid #2b2c30; }
a { color: #f2b24c; }
a.button {
  display: inline-block; padding: 8px 18px; border-radius: 8px; background: #f2b24c;
  color: #101113; font-weight: 600; text-decoration: none;
}
a:focus-visible { outline: 2px solid #f3f1ec; outline-offset: 2px; }
nav { margin-top: 32px; display: flex; gap: 20px; }
"""


def page(title: str, body: str, status: int = 200, *, seconds: int = 0) -> HTMLResponse:
    """`body` is HTML of ours. With `seconds` the page is loaded anew so often."""
    style = _STYLE.replace("FONTS", our_address("font"))
    again = f'<meta http-equiv="refresh" content="{seconds}">' if seconds else ""
    text = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width">{again}'
        f"<style>{style}</style></head><body>{body}</body></html>"
    )
    return HTMLResponse(text, status, headers={"Cache-Control": "no-store"})
