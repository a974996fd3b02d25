"""The worker's side: `python -m renderer.worker.process` runs one task after another.

Orders come on standard input, answers go to standard output. It ends when standard input does, so
no worker outlives the app.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import sys
import threading
import traceback
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

from overlays.ad.carousel import Footage
from overlays.errors import SparkproofError
from overlays.layers import Chrome
from renderer.accent import accent_of
from renderer.frames import render_still
from renderer.output.export import export_video
from renderer.output.progress import OnProgress
from renderer.output.proxy import make_proxy, proxy_size
from renderer.output.still import write_png
from renderer.plan import RenderPlan, make_plan, plan_look
from renderer.sheet.sheet import write_sheet
from renderer.source.probe import probe_source
from renderer.worker.confinement import confine
from renderer.worker.messages import (
    LONG,
    Answer,
    Done,
    ExportTask,
    Failed,
    Message,
    OwnTask,
    PosterTask,
    ProbeTask,
    ProxyTask,
    SheetTask,
    StillTask,
    Task,
    failure_from_error,
    receive_order,
    send,
)
from renderer.worker.priority import give_way

# How long a task may take to stop after the app has gone.
_GRACE_SECONDS = 15.0


def main() -> None:
    orders, answers = _take_over_streams()
    memory_bytes, folders = int(sys.argv[1]), [Path(folder) for folder in sys.argv[2:]]
    confine(memory_bytes, folders or None)
    # Ctrl-C in a terminal reaches every process; the app tells this one what to do.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tasks: queue.Queue[Task | None] = queue.Queue()
    cancel = threading.Event()
    threading.Thread(target=_listen, args=(orders, tasks, cancel), daemon=True).start()
    while (task := tasks.get()) is not None:
        with suppress(BrokenPipeError):
            send(answers, answer(task, lambda progress: send(answers, progress), cancel))


def answer(task: Task, on_progress: OnProgress, cancel: threading.Event) -> Message:
    """Runs one task; errors become messages."""
    if isinstance(task, LONG):
        give_way()
    try:
        return Done(_run(task, on_progress, cancel))
    except SparkproofError as error:
        return failure_from_error(error)
    except MemoryError:
        return Failed("SourceError", "The video needs more memory than a job may use.")
    except Exception:
        return Failed("bug", traceback.format_exc())


def _run(task: Task, on_progress: OnProgress, cancel: threading.Event) -> Answer:
    match task:
        case ProbeTask():
            source = probe_source(task.footage, task.still_duration)
            return replace(source, accent=accent_of(source))
        case StillTask():
            write_png(render_still(_plan_of(task), task.time), task.output)
            return task.output
        case ExportTask():
            return export_video(
                _plan_of(task),
                task.output,
                task.options,
                on_progress=on_progress,
                cancel=cancel,
            )
        case ProxyTask():
            source = probe_source(task.footage, task.still_duration)
            return make_proxy(source, task.output, on_progress=on_progress, cancel=cancel)
        case PosterTask():
            write_png(render_still(_bare_plan(task.footage), Fraction(0)), task.output)
            return task.output
        case SheetTask():
            return write_sheet(
                task.ad, task.request, task.output, on_progress=on_progress, cancel=cancel
            )
        case OwnTask():
            task.run(on_progress, cancel)
            return task.output


def _plan_of(task: StillTask | ExportTask) -> RenderPlan:
    return plan_look(task.ad, task.look)


def _bare_plan(footage: Footage) -> RenderPlan:
    source = probe_source(footage)
    return make_plan(source, Chrome(proxy_size(source.display_size), (), "none"))


def _take_over_streams() -> tuple[BinaryIO, BinaryIO]:
    """The standard streams for messages alone: what a library prints goes to standard error."""
    orders = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    return orders, answers


def _listen(orders: BinaryIO, tasks: queue.Queue[Task | None], cancel: threading.Event) -> None:
    try:
        # The app may have died in the middle of an order.
        with suppress(EOFError, OSError, pickle.UnpicklingError):
            _take_orders(orders, tasks, cancel)
    finally:
        cancel.set()
        tasks.put(None)
        end = threading.Timer(_GRACE_SECONDS, os._exit, (1,))
        end.daemon = True
        end.start()


def _take_orders(
    orders: BinaryIO, tasks: queue.Queue[Task | None], cancel: threading.Event
) -> None:
    while True:
        order = receive_order(orders)
        if order == "cancel":
            cancel.set()
        else:
            cancel.clear()
            tasks.put(order)


if __name__ == "__main__":
    main()
