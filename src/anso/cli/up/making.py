"""The sample releases and the sample hub as the starter sees them: children that work while the portal answers."""

import json
import threading
import time

from anso.cli.up import hub
from anso.cli.up.children import Child, Children
from anso.cli.up.releases import missing_releases
from anso.cli.up.stage import Stage

__all__ = ["SampleHub", "SampleReleases"]

POLL_SECONDS = 0.05


class SampleReleases:
    """Made in the background; the first, the newest situation, is worth waiting for."""

    def __init__(self, children: Children, stage: Stage) -> None:
        self.succeeded = True
        self._stage = stage
        self._first = threading.Event()
        self._ended = threading.Event()
        self._total = len(missing_releases())
        if not self._total:
            self._first.set()
            self._ended.set()
            return
        self._step = stage.begin("Making the sample releases")
        self._child = children.start(
            "sample-releases", ["-m", "anso.cli.up.releases"], essential=False, pipe_output=True
        )
        threading.Thread(target=self._listen, name="sample-releases", daemon=True).start()

    def wait_for_first(self) -> None:
        while not self._first.is_set():
            time.sleep(POLL_SECONDS)  # not `Event.wait`: a signal must be able to interrupt

    def going_on(self) -> bool:
        return not self._ended.is_set()

    def _listen(self) -> None:
        for line in self._child.output:
            message = json.loads(line)
            if "done" in message:
                self._first.set()
                self._step.progress(message["done"] / self._total, f"{message['done']} of {self._total}")
            elif "failed" in message:
                self.succeeded = False
                self._stage.say(message["failed"])
        code = self._child.process.wait()
        self.succeeded = self.succeeded and code == 0
        note = f"{self._total}" if self.succeeded else f"not all could be made; see {self._child.log}"
        self._step.end(note)
        self._first.set()
        self._ended.set()


class SampleHub:
    """Made in the background; nothing waits for it but the visit of every page."""

    def __init__(self, children: Children, stage: Stage) -> None:
        self.succeeded = True
        self._child: Child | None = None
        if hub.wanted():
            self._step = stage.begin("Making the sample hub")
            self._child = children.start("sample-hub", ["-m", "anso.cli.up.hub"], essential=False)

    def going_on(self) -> bool:
        if self._child is None:
            return False
        if self._child.running:
            return True
        self.succeeded = self._child.process.returncode == 0
        self._step.end("" if self.succeeded else f"it could not be made; see {self._child.log}")
        self._child = None
        return False
