"""The door to the browser: `python app.py` or `streamlit run app.py`, with an ad file if you like.

    python app.py samples/slow_coffee/ad.yaml
    streamlit run app.py -- samples/slow_coffee/ad.yaml

SPARKPROOF_AD names the ad file, too; STREAMLIT_SERVER_PORT another port than 8501.
"""

import os
import sys
from pathlib import Path

import streamlit as st

from studio import page  # noqa: F401  # loaded before the first visitor comes
from studio.server.routes import lifespan, routes
from studio.server.security import middleware

app = st.App(
    Path(__file__).parent / "studio" / "page.py",
    routes=routes(),
    middleware=middleware(),
    lifespan=lifespan,
)

if __name__ == "__main__":
    try:
        app.run(
            config={
                "server.address": "127.0.0.1",
                "server.port": int(os.environ.get("STREAMLIT_SERVER_PORT", "8501")),
                "browser.gatherUsageStats": False,
            }
        )
    except KeyboardInterrupt:
        # Everything has been put away by now: the server hands Ctrl-C on when it is done.
        sys.exit(130)
