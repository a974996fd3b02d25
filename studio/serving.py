"""The app as one thing to be run: its page, our answers, our door, and Streamlit under them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import streamlit as st

from studio import page  # noqa: F401  # loaded before the first visitor comes
from studio.server.faults import say_fault
from studio.server.logs import log_for_a_server
from studio.server.own_components import know_our_components_alone
from studio.server.routes import lifespan, routes
from studio.server.security import middleware
from studio.server.state_looked_up import look_values_up
from studio.store.hosting import Hosting, hosting

PAGE = Path(__file__).with_name("run.py")


def parts() -> dict[str, Any]:
    """All that `streamlit.App` takes besides `PAGE`, as the app is hosted."""
    know_our_components_alone()
    look_values_up()
    return {
        "routes": routes(),
        "middleware": middleware(),
        "lifespan": lifespan,
        "on_script_error": say_fault,
    }


def serve() -> None:
    """Run until it is stopped. Raises KeyboardInterrupt when all has been put away."""
    house = hosting()
    # Streamlit looks for its settings beside what was started.
    sys.argv[:] = [str(Path(__file__).parents[1] / "app.py")]
    if house.is_server:
        log_for_a_server()
        # Whom to believe what a header says of the browser is decided by our door alone.
        os.environ["FORWARDED_ALLOW_IPS"] = ""
    st.App(PAGE, **parts()).run(config=_config(house))


def _config(house: Hosting) -> dict[str, Any]:
    config: dict[str, Any] = {
        "server.address": house.address,
        "server.port": house.port,
        "server.baseUrlPath": house.base_path.strip("/"),
        "browser.gatherUsageStats": False,
    }
    if house.is_server:
        config["server.allowedHosts"] = [*house.host_names] or ["*"]
        # What a visitor is told of a fault is ours to say.
        config["client.showErrorDetails"] = "none"
    return config
