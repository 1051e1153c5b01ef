"""The course of `anso up`, from the first step to the last child's end."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from anso.cli.failure import log_folder
from anso.cli.up.children import Children
from anso.cli.up.making import SampleHub, SampleReleases
from anso.cli.up.port import claim_port
from anso.cli.up.preparation import make_home, prepare
from anso.cli.up.ready import wait_until_ready
from anso.cli.up.sample import load_sample, show_sign_ins
from anso.cli.up.stage import Stage
from anso.cli.up.state import alone_in

__all__ = ["run_up"]

WATCH_EACH_SECONDS = 0.25
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
WORKER_RESTARTS = 1


def run_up(*, check: bool, sample: bool) -> int:
    """Serve until stopped, or until everything was checked; gives the exit code."""
    began = time.monotonic()
    try:
        with stopped_by_signals():
            settings = claim_port()
            make_home(settings.home)
            with alone_in(settings.home), Stage() as stage, Children(log_folder()) as children:
                stage.say(f"ANSO keeps its records and releases in {settings.home}")
                prepare(settings, stage)
                with_sample = sample and not settings.production
                sign_ins = load_sample(settings.home, stage) if with_sample else []
                server = children.start("server", ["-m", "anso.cli", "serve", "--with-parent"])
                children.start(
                    "worker", ["-m", "anso.cli", "worker", "--with-parent"], restarts=WORKER_RESTARTS
                )
                releases = SampleReleases(children, stage) if with_sample else None
                hub = SampleHub(children, stage) if with_sample else None
                wait_until_ready(settings, server, stage)
                if releases is not None:
                    releases.wait_for_first()
                stage.say(
                    f"\nThe portal is at {settings.site_url}/  ({time.monotonic() - began:.1f} s after the start)"
                )
                if not check:
                    show_sign_ins(sign_ins)
                stage.say(f"Logs, and mail that is not sent, are in {log_folder()}. Ctrl-C stops everything.")
                made = [sample for sample in (releases, hub) if sample is not None]
                while [sample for sample in made if sample.going_on()]:
                    tend(children, stage)
                if check:
                    from anso.cli.up.visit import visit_all

                    failed = any(not sample.succeeded for sample in made) | (
                        not visit_all(settings, children, stage)
                    )
                    return int(failed)
                while True:
                    tend(children, stage)
    except KeyboardInterrupt:
        print("Stopped.")
        return 1 if check else 0


def tend(children: Children, stage: Stage) -> None:
    for sentence in children.look_after():
        stage.say(sentence)
    time.sleep(WATCH_EACH_SECONDS)


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """The first signal to stop interrupts what is going on; while things are being ended, more change nothing."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        for number in STOPPING:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
