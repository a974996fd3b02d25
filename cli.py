"""The command line: app | preview | export | batch | sheet | share | layers | measure |
schema | placements | viewports | check | compare | diff | approve | verify | reviews |
authorize | licences.

Exit codes: 0 done, 1 done in part (rows of a batch, placement files) or judged as not the same,
2 could not do it, 130 stopped with Ctrl-C.
"""

# ruff: noqa: E402 - what has to be said before the libraries are imported stands between
from __future__ import annotations

import gc
import os
import signal
import sys

_STOPS = __name__ == "__main__" and signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
if _STOPS:
    # Until there is somebody to catch it, Ctrl-C would print where the imports are.
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))

# All that is imported stays; looking for garbage in it takes a tenth of the start.
gc.disable()
# NumPy would start a thread for each core to multiply large matrices with, and there are none.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import typer

from commands.app import app as app_command
from commands.approve import approve
from commands.authorize import authorize
from commands.batch import batch
from commands.check import check
from commands.compare import compare
from commands.diff import diff
from commands.door import Door, begin
from commands.export import export
from commands.isolation import own_this_process
from commands.layers import layers
from commands.licences import licences
from commands.measure import measure
from commands.placements import placements
from commands.preview import preview
from commands.reviews import reviews
from commands.schema import schema
from commands.share import share
from commands.sheet import sheet
from commands.verify import verify
from commands.viewports import viewports
from renderer.own_process import is_installed

gc.freeze()
gc.enable()
if _STOPS:
    signal.signal(signal.SIGINT, signal.default_int_handler)

app = typer.Typer(
    cls=Door,
    help=__doc__,
    # A shell completes the words of a command, and `python cli.py` is none.
    add_completion=is_installed(),
    pretty_exceptions_enable=False,
)
app.callback()(begin)
_MAKE = (preview, export, sheet, share, authorize, layers, batch)
_LIST = (schema, placements, viewports, licences)
_JUDGE = (measure, check, compare, diff, approve, verify, reviews)
for command in (app_command, *_MAKE, *_JUDGE, *_LIST):
    app.command()(command)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if hasattr(signal, "SIGHUP"):
        # The terminal was closed.
        signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))
    own_this_process()
    app()
