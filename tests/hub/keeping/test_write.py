"""A process killed while it writes leaves the old file or the new one, and readers never see another."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from polars.testing import assert_frame_equal
from tests.hub.keeping.helpers import small_hub, submission

from anso.errors import AnsoError
from anso.hub.folder import HubFolder
from anso.hub.keeping.write import put, remove

KILLER = textwrap.dedent(
    """
    import os, signal, sys
    sys.path.insert(0, sys.argv[2])
    from pathlib import Path
    from anso.hub.folder import HubFolder
    from anso.hub.keeping.write import put

    ACTS = ("open", "os.mkdir", "os.rename", "os.remove", "os.fsync")
    hub = HubFolder(sys.argv[1])
    content = Path(sys.argv[3]).read_bytes()

    def write_until(act):
        seen = 0
        def count(event, arguments):
            nonlocal seen
            if event in ACTS and str(arguments[0]).startswith(sys.argv[1]):
                seen += 1
                if seen == act:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(count)
        put(hub, "model-output/team-a/2024-01-06-team-a.parquet", content)

    for act in range(1, 100):
        child = os.fork()
        if not child:
            write_until(act)
            os._exit(0)
        status = os.waitpid(child, 0)[1]
        print(act, "done" if status == 0 else "killed", flush=True)
        sys.stdin.readline()
        if status == 0:
            break
    """
)


@pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(signal, "SIGKILL"), reason="needs fork and SIGKILL"
)
def test_killed_write_leaves_the_old_submission_or_the_new_one(tmp_path: Path) -> None:
    hub, elsewhere = small_hub(tmp_path / "hub"), small_hub(tmp_path / "elsewhere")
    old, new = submission("team-a"), submission("team-a", locations=["US", "01"])
    [path] = elsewhere.write(new)
    hub.write(old)
    killer = subprocess.Popen(
        [
            sys.executable,
            "-c",
            KILLER,
            str(tmp_path / "hub"),
            str(Path(__file__).parents[3]),
            str(tmp_path / "elsewhere" / path),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert killer.stdin is not None
    assert killer.stdout is not None
    fates = []
    for line in killer.stdout:
        fates.append(line.split()[1])
        found = hub.forecasts()
        assert_frame_equal(found, new if found["location"][0] == "US" else old)
        assert len(hub.files()) == 1
        if fates[-1] == "killed":
            hub.write(old)
        killer.stdin.write("next\n")
        killer.stdin.flush()
    killer.stdin.close()
    killer.stdout.close()

    assert killer.wait() == 0
    assert fates[-1] == "done"
    assert len(fates) >= 4, "the process was not killed at many points"
    assert_frame_equal(hub.forecasts(), new)


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from anso.errors import AnsoError

    hub = small_hub(tmp_path / "hub")
    hub.write(submission("team-a"))
    before = (tmp_path / "hub/model-output/team-a/2024-01-06-team-a.parquet").read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AnsoError, match=r"No space left on device\. Make room"):
        hub.write(submission("team-a", locations=["US"]))
    monkeypatch.undo()

    [left] = (tmp_path / "hub/model-output/team-a").iterdir()
    assert left.read_bytes() == before


def test_a_store_that_is_away_takes_nothing_and_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    from botocore.exceptions import EndpointConnectionError

    folder = HubFolder("s3://hubs/small", key="key", secret="secret")  # of nothing

    def away(*_args: object) -> None:
        raise EndpointConnectionError(endpoint_url="https://store.example")

    for name in ("pipe_file", "rm_file"):
        monkeypatch.setattr(folder.fs, name, away)
    with pytest.raises(AnsoError, match="a/b cannot be written in s3://hubs/small: Could not connect"):
        put(folder, "a/b", b"")
    with pytest.raises(AnsoError, match="a/b cannot be written in s3://hubs/small: Could not connect"):
        remove(folder, "a/b")
