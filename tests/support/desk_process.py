"""A desk of exports in a process of its own, to be killed: `python -m support.desk_process`.

It takes up what earlier ones left, then exports a clip under as many captions as asked, says the
id of each that was taken, and ends when all are over.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from renderer.worker.pool import end_idle_workers
from studio.exports.described import offer_later
from studio.exports.jobs import JobDesk
from studio.exports.kept_jobs import ENDED, KeptJobs
from studio.store.journal import Journal
from studio.store.media_store import MediaStore
from studio.store.workspace import open_workspace
from support.export_jobs import active, quick
from support.waiting import PATIENCE, until

ROOT = Path(__file__).parents[2]
VISITOR = "v" * 32
# Of one run; many kills leave many jobs.
MOST_SECONDS = 3600.0


def main(work: Path, clip: Path, captions: list[str]) -> None:
    store = MediaStore(open_workspace(work))
    kept = KeptJobs(store.workspace)
    desk = JobDesk(store.kept, kept=kept)
    desk.when_done = offer_later
    desk.take_up(kept.of_earlier_runs(store.earlier.jobs))
    for caption in captions:
        job = desk.submit(quick(clip, caption=caption), "ad", visitor=VISITOR)
        sys.stdout.write(f"{job.id}\n")
        sys.stdout.flush()
    until(lambda: not active(desk), seconds=MOST_SECONDS)
    for job in desk.jobs():
        assert job.state == "done" or job.problem == ENDED, job.problem
    end_idle_workers()
    store.workspace.leave()


@dataclass
class DeskRuns:
    """Runs over one folder, one after the other. `taken` are the ids that were said."""

    work: Path
    clip: Path
    taken: list[str] = field(default_factory=list)

    def start(self, *captions: str) -> subprocess.Popen[str]:
        path = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
        return subprocess.Popen(
            [sys.executable, "-m", "support.desk_process", self.work, self.clip, *captions],
            env={**os.environ, "PYTHONPATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def hear(self, run: subprocess.Popen[str]) -> str:
        """The next id that the run says; empty when it has ended."""
        assert run.stdout is not None
        said = run.stdout.readline().strip()
        self.taken += [said] if said else []
        return said

    def kill(self, run: subprocess.Popen[str]) -> None:
        run.kill()
        said, _ = run.communicate(timeout=PATIENCE)
        self.taken += said.split()

    def finish(self) -> None:
        """One more run, in which everything comes to its end."""
        run = self.start()
        _, said = run.communicate(timeout=MOST_SECONDS)
        assert run.returncode == 0, said

    def waiting(self) -> frozenset[str]:
        """Jobs under which the process was killed so often that they wait for their owner."""
        return Journal(self.work, "nobody").ids()

    def files(self) -> dict[str, Path]:
        """The finished file of each job. Fails for one that is there twice."""
        found = {}
        for rows in self.work.glob("run-*/made/*/rows.json"):
            others = [path for path in rows.parent.iterdir() if path != rows]
            assert len(others) == 1, others
            for row in json.loads(rows.read_text()):
                assert row["job"] not in found, f"{row['job']} is there twice"
                found[row["job"]] = others[0]
        names = Counter(found.values())
        assert set(names.values()) <= {1}, names
        return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
