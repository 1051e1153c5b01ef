"""From the command to the first page: a second start, and with --install a first one in a fresh clone."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benches.report import Measurement
from benches.servers import free_port, our_site, wait_for

__all__ = ["measure"]

ROOT = Path(__file__).resolve().parent.parent
FIRST_SECONDS = 120.0
SECOND_SECONDS = 5.0
STARTS = 3


def measure(*, install: bool) -> list[Measurement]:
    with tempfile.TemporaryDirectory(prefix="anso-bench-") as folder:
        home = Path(folder) / "home"
        results = []
        if install:
            subprocess.run(["git", "clone", "--quiet", ROOT, f"{folder}/clone"], check=True)
            seconds = first_page(["make", "run"], Path(folder) / "clone", home)
            results.append(
                Measurement(
                    "`make run` in a fresh clone to the first page, installation included",
                    f"{seconds:.0f} s", target=f"under {FIRST_SECONDS:.0f} s", met=seconds < FIRST_SECONDS,
                )
            )  # fmt: skip
        command, where = (
            (["make", "run"], Path(folder) / "clone")
            if install
            else ([sys.executable, "-m", "anso.cli", "up"], ROOT)
        )
        if not (home / "state" / "sample-releases.json").exists():
            with our_site(home):
                pass
        seconds = min(first_page(command, where, home) for _ in range(STARTS))
        results.append(
            Measurement(
                f"second start (`{'make run' if install else 'anso up'}`) to the first page, best of {STARTS}",
                f"{seconds:.1f} s", target=f"under {SECOND_SECONDS:.0f} s", met=seconds < SECOND_SECONDS,
            )
        )  # fmt: skip
        return results


def first_page(command: list[str], where: Path, home: Path) -> float:
    """Seconds until the home page came; then everything is stopped."""
    port = free_port()
    environment = os.environ | {"ANSO_HOME": str(home), "ANSO_PORT": str(port)}
    began = time.perf_counter()
    with subprocess.Popen(
        command, cwd=where, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_for(port, process)
            return time.perf_counter() - began
        finally:
            process.terminate()
            process.wait(30)
