"""Servers to measure: our whole site with its sample, and any WSGI application under the same server."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

__all__ = ["PROCESSES", "free_port", "our_site", "page_at", "wait_for", "wsgi_server"]

PROCESSES = 2
PATIENCE_SECONDS = 300.0


@contextmanager
def our_site(home: Path) -> Iterator[int]:
    """`anso up` with the sample; gives its port once all sample releases are there."""
    port = free_port()
    environment = os.environ | {
        "ANSO_HOME": str(home),
        "ANSO_PORT": str(port),
        "ANSO_WORKERS": str(PROCESSES),
    }
    with running([sys.executable, "-m", "anso.cli", "up"], environment) as process:
        wait_for(port, process)
        log = home / "state" / "sample-releases.json"
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (log.exists() and len(re.findall(r'": "', log.read_text())) > 1):
            if time.monotonic() > deadline:
                raise TimeoutError("the sample releases were not made in time")
            time.sleep(0.5)
        yield port


@contextmanager
def wsgi_server(application: str, environment: Mapping[str, str]) -> Iterator[int]:
    """An application under granian, set as ours is (`anso.cli.serve`)."""
    from anso.cli.serve import BACKPRESSURE, THREADS

    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", str(PROCESSES), "--blocking-threads", str(THREADS), "--backpressure", str(BACKPRESSURE),
        "--no-ws", "--log-level", "error", application,
    ]  # fmt: skip
    with running(command, os.environ | dict(environment)) as process:
        wait_for(port, process)
        yield port


@contextmanager
def running(command: list[str], environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes], path: str = "/") -> None:
    """Until the page comes."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with code {process.returncode}")
        try:
            page_at(port, path)
        except (OSError, http.client.HTTPException):
            time.sleep(0.02)
        else:
            return
    raise TimeoutError(f"nothing answered on port {port} in {PATIENCE_SECONDS:.0f} s")


def page_at(port: int, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "identity"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise http.client.HTTPException(f"{path} answers {answer.status}")
        return body
    finally:
        connection.close()
