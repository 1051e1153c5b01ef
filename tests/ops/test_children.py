"""The processes of `anso up`: none outlives it, however it ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from anso.cli.up.children import ChildEndedError, Children

PATIENCE_SECONDS = 10.0
SLEEPER = ["-c", "import time; time.sleep(60)"]
PARENT_OF_ONE = [
    "-c",
    (
        "import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); "
        "print(p.pid, flush=True); p.wait()"
    ),
]
DEAF = [
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)",
]


def eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.02)
    return False


def alive(pid: int) -> bool:
    """A zombie, which only waits for somebody to read its code, is not alive."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_children_end_with_their_own_children(tmp_path: Path) -> None:
    with Children(tmp_path) as children:
        child = children.start("family", PARENT_OF_ONE, pipe_output=True)
        grandchild = int(child.output.readline())
        assert alive(grandchild)
    assert not child.running
    assert eventually(lambda: not alive(grandchild))


def test_child_that_ignores_the_request_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anso.cli.up.children.STOP_SECONDS", 0.3)
    with Children(tmp_path) as children:
        child = children.start("deaf", DEAF, pipe_output=True)
        child.output.readline()
    assert child.process.returncode == -signal.SIGKILL


def test_child_is_started_again_as_often_as_allowed(tmp_path: Path) -> None:
    with Children(tmp_path) as children:
        child = children.start("worker", SLEEPER, restarts=1)
        first = child.process
        first.kill()
        first.wait()
        assert children.look_after() == [
            f"The worker was ended by signal 9 and was started again; its log is {tmp_path / 'worker.log'}"
        ]
        assert child.running
        child.process.kill()
        child.process.wait()
        with pytest.raises(ChildEndedError, match="The worker was ended by signal 9"):
            children.look_after()


def test_ended_child_is_quoted(tmp_path: Path) -> None:
    (tmp_path / "server.log").write_text("from an earlier start\n")
    with Children(tmp_path) as children:
        child = children.start("server", ["-c", "raise SystemExit('no such module')"])
        child.process.wait()
        with pytest.raises(ChildEndedError) as ended:
            children.look_after()
    assert str(ended.value) == (
        f"The server ended with code 1; its log is {tmp_path / 'server.log'}, which ends:\nno such module"
    )
    assert child.logged() == "no such module\n"


def test_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from anso.cli.up.children import Children\n"
        "children = Children(Path(sys.argv[1]))\n"
        "child = children.start('child', ['-c', 'from anso.cli.parent import stop_with_parent; import time; "
        'stop_with_parent(); print("ready", flush=True); time.sleep(60)\'], pipe_output=True)\n'
        "child.output.readline(); print(child.process.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert alive(child)
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
        assert eventually(lambda: not alive(child))
