"""The app's exports: how soon one that is stopped is gone, and one that was made before is there.

    python -m bench.jobs

Both through the desk that the app uses. Gone means that the worker process has ended, too, and that
nothing is left of the file. ffmpeg, told to stop as Ctrl-C does, is the peer.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from bench.commands import CLIP, SAMPLE, transcode_command
from overlays.ad.file import load_ad
from overlays.viewports import DEFAULT_VIEW, View
from renderer.look import Look
from renderer.output.options import ExportOptions, Format
from renderer.worker.pool import end_idle_workers
from studio.exports.job import ExportJob
from studio.exports.jobs import JobDesk
from studio.exports.request import ExportRequest
from studio.store.kept_files import KeptFiles

CANCEL_TARGET_MS, CACHED_TARGET_MS = 1000, 50
KINDS: tuple[Format, ...] = ("mp4", "gif", "webp", "chrome_prores")
WIDTHS = {"gif": 540, "webp": 540}
SHARES = (0.0, 0.2, 0.5, 0.8)
"""How much of the frames is done when it is stopped."""
AGAIN = 20

_LONGEST_SECONDS = 600.0


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="sparkproof-bench-") as name:
        folder = Path(name)
        with closing(JobDesk(KeptFiles(folder))) as desk:
            print("Exports in the app, from Stop to nothing left")
            for kind in KINDS:
                times = [cancel_milliseconds(desk, folder, kind, share) for share in SHARES]
                print_times(kind, times, CANCEL_TARGET_MS)
            print_times("ffmpeg, Ctrl-C", [ffmpeg_stop_milliseconds(folder)])
            print("Exports in the app, from asking for one that was made before to its file")
            print_times("mp4", cached_milliseconds(desk), CACHED_TARGET_MS)
    end_idle_workers()


def request(kind: Format) -> ExportRequest:
    """The whole sample, for review."""
    view = View(width=WIDTHS[kind]) if kind in WIDTHS else DEFAULT_VIEW
    return ExportRequest(load_ad(SAMPLE), kind, Look(view=view, stamp=True), ExportOptions())


def cancel_milliseconds(desk: JobDesk, results: Path, kind: Format, share: float) -> float:
    """From `cancel` until nothing is left of the job. RuntimeError if it was done before."""
    job = desk.submit(request(kind), "bench")
    wait_until(lambda: _share_done(state_of(desk, job)) >= share)
    work = state_of(desk, job).work
    began = time.perf_counter()
    desk.cancel(job.id)
    wait_until(lambda: not state_of(desk, job).is_active)
    if (state := state_of(desk, job).state) != "canceled":
        raise RuntimeError(f"the {kind} was {state} before it could be stopped")
    wait_until(lambda: work is None or not _is_running(work.process_id))
    wait_until(lambda: not (results / job.id).exists())
    return 1000 * (time.perf_counter() - began)


def cached_milliseconds(desk: JobDesk) -> list[float]:
    """From `submit` until the job is done with its file there, for a file that was made before."""
    wanted = replace(request("mp4"), options=ExportOptions(quality="draft"))
    first = desk.submit(wanted, "bench")
    wait_until(lambda: not state_of(desk, first).is_active)
    times = []
    for _ in range(AGAIN):
        # As a page does it: from the ad file on.
        began = time.perf_counter()
        again = desk.submit(replace(wanted, ad=load_ad(SAMPLE)), "bench")
        wait_until(lambda job=again: not state_of(desk, job).is_active)  # type: ignore[misc]
        result = state_of(desk, again).result
        if result is None or not result.file.is_file():
            raise RuntimeError("the export that was made before is gone")
        times.append(1000 * (time.perf_counter() - began))
    return times


def ffmpeg_stop_milliseconds(folder: Path) -> float:
    """From the signal until a transcode of the same clip has ended."""
    command = [str(word) for word in transcode_command(CLIP, folder / "plain.mp4")]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(1)
    began = time.perf_counter()
    process.send_signal(signal.SIGINT)
    process.wait()
    return 1000 * (time.perf_counter() - began)


def state_of(desk: JobDesk, job: ExportJob) -> ExportJob:
    return next(found for found in desk.jobs() if found.id == job.id)


def wait_until(condition: Callable[[], bool]) -> None:
    """Looks again and again. RuntimeError after ten minutes."""
    end = time.monotonic() + _LONGEST_SECONDS
    while not condition():
        if time.monotonic() > end:
            raise RuntimeError("an export takes longer than ten minutes")
        time.sleep(0.002)


def print_times(name: str, times: list[float], target: float | None = None) -> None:
    print(f"  {name:16} median {statistics.median(times):6.1f} ms", end="")
    print(f"   slowest of {len(times)} {max(times):6.1f} ms", end="")
    print("" if target is None else f"   target {target:g}")


def _is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


def _share_done(job: ExportJob) -> float:
    """0 to 1, and more once it is over; less than 0 while it waits or starts its process."""
    if not job.is_active:
        return 2.0
    progress = job.progress
    if progress is None or not progress.frames_total:
        return 0.0 if job.work is not None else -1.0
    return progress.frames_done / progress.frames_total


if __name__ == "__main__":
    main()
