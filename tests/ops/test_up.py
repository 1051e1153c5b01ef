"""`anso up` as a person meets it: a real server on a port of its own, in a home of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PATIENCE_SECONDS = 120.0
STOPPED_WITHIN_SECONDS = 15.0


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("up-home")


@contextmanager
def up(home: Path, port: int = 0, *more: str) -> Iterator[subprocess.Popen[str]]:
    environment = os.environ | {"ANSO_HOME": str(home), "ANSO_PORT": str(port), "ANSO_WORKERS": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "anso.cli", "up", "--no-sample", *more],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def address_of(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if line.startswith("The portal is at "):
            return line.split()[4]
    raise AssertionError("".join(said))


def processes_in(home: Path) -> list[str]:
    """The command lines of whatever still runs in this home."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"ANSO_HOME={home}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for left-over processes in /proc")
def test_up_serves_and_ends_without_a_trace(home: Path) -> None:
    with up(home) as process:
        address = address_of(process)
        with urllib.request.urlopen(address, timeout=PATIENCE_SECONDS) as page:
            assert page.status == 200
            assert b"<html" in page.read()
        kinds = " ".join(processes_in(home))
        assert "anso.cli serve" in kinds
        assert "anso.cli worker" in kinds
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=PATIENCE_SECONDS)
        assert time.monotonic() - began < STOPPED_WITHIN_SECONDS
    assert process.returncode == 0
    assert out == "Stopped.\n"
    assert "Traceback" not in err
    assert processes_in(home) == []
    log = [
        json.loads(line) for line in (home / "logs" / "server.log").read_text().splitlines() if line[0] == "{"
    ]
    assert [event for event in log if event["level"] in ("error", "critical")] == []


@pytest.mark.slow
def test_up_prepares_only_once_and_refuses_a_second_start(home: Path) -> None:
    with up(home) as process:
        assert process.stderr is not None
        address_of(process)
        with up(home) as second:
            _out, err = second.communicate(timeout=PATIENCE_SECONDS)
        assert second.returncode == 1
        assert err == (
            f"`anso up` is already running in {home}; stop it, or set ANSO_HOME (and ANSO_PORT) for a second copy\n"
        )
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0


def test_up_names_the_port_in_use(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with up(home, port) as process:
            _out, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 1
    assert err == (
        f"Something else is listening on 127.0.0.1:{port}. Stop it, or choose another port: ANSO_PORT={port + 1} "
        "(and ANSO_HOME for a separate copy)\n"
    )
