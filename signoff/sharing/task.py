"""A share as a task of the app's worker processes."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime

from overlays.ad import SparkAd
from renderer.output.progress import OnProgress
from renderer.worker.messages import OwnTask
from signoff.sharing.request import ShareRequest
from signoff.sharing.share import write_share


@dataclass(frozen=True, slots=True)
class ShareTask(OwnTask):
    """An ad as one file for reviewers; `name` is what the ad is called."""

    ad: SparkAd
    request: ShareRequest
    name: str

    def run(self, on_progress: OnProgress, cancel: threading.Event) -> None:
        write_share(
            self.ad,
            self.request,
            self.output,
            name=self.name,
            made=datetime.now().astimezone(),
            on_progress=on_progress,
            cancel=cancel,
            overwrite=True,
        )
