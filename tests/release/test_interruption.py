"""A publishing process killed anywhere leaves no half release behind, and the next run succeeds.

An audit hook counts what the process does to the store's folder and kills it, with SIGKILL, at the n-th act.
Walking n from the first act to beyond the last covers every point between two writes, before the rename
and after it. The children are forked from a helper that has imported everything they need.
"""

import os
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.release.helpers import write_small

from anso.config import config
from anso.release import Store

KILLER = textwrap.dedent(
    """
    import os, signal, sys
    sys.path.insert(0, sys.argv[2])
    import pyarrow, pyarrow.parquet
    from tests.release.helpers import write_small
    from anso.release import Store

    pyarrow.set_cpu_count(1)
    write_small(Store("memory://imports-everything"))
    ACTS = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree", "shutil.copyfile")

    def publish_until(act):
        seen = 0
        def count(event, arguments):
            nonlocal seen
            if event in ACTS and str(arguments[0]).startswith(sys.argv[1]):
                seen += 1
                if seen == act:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(count)
        write_small(Store(sys.argv[1]))

    act = 0
    while True:
        act += 1
        child = os.fork()
        if not child:
            publish_until(act)
            os._exit(0)
        status = os.waitpid(child, 0)[1]
        print(act, "done" if status == 0 else "killed", flush=True)
        sys.stdin.readline()
        if status == 0:
            break
    """
)


@pytest.mark.skipif(
    not hasattr(sys, "addaudithook") or sys.platform == "win32", reason="needs fork and SIGKILL"
)
def test_killed_publication_leaves_all_or_nothing(tmp_path: Path) -> None:
    killer = subprocess.Popen(
        [sys.executable, "-c", KILLER, str(tmp_path), str(Path(__file__).parents[2])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert killer.stdin is not None
    assert killer.stdout is not None
    store = Store(str(tmp_path))
    fates, published_at = [], []
    for line in killer.stdout:
        act, fate = line.split()
        fates.append(fate)
        releases = list(store.ids())
        assert len(releases) <= 1
        if releases:
            assert store.open(releases[0]).verify() == []
            published_at.append(int(act))
            store.delete(releases[0])
        killer.stdin.write("next\n")
        killer.stdin.flush()
    killer.stdin.close()
    killer.stdout.close()

    assert killer.wait() == 0
    assert fates[-1] == "done"
    assert set(fates[:-1]) == {"killed"}
    assert len(fates) > 20, "the process was not killed at many points"
    assert published_at, "no run published"
    assert published_at[0] > len(fates) // 2, "a release was visible before its last files were written"

    assert store.sweep(older_than_seconds=0) > 5
    assert store.open(write_small(store).id).verify() == []


def test_sweep_spares_what_may_still_be_written(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    store.staging()

    assert store.sweep(older_than_seconds=3600) == 0
    assert store.sweep(older_than_seconds=0) == 1


def test_sweep_spares_a_run_that_writes_deep_in_its_folder(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    begun_long_ago = store.staging()
    (begun_long_ago / "tables").mkdir()
    (begun_long_ago / "tables" / "counts.parquet").touch()
    for folder in (begun_long_ago / "tables", begun_long_ago):
        os.utime(folder, (0, 0))

    assert store.sweep(older_than_seconds=3600) == 0
    assert begun_long_ago.exists()


def test_sweeps_and_publications_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    done = threading.Event()

    def sweep() -> int:
        store, times = Store(str(tmp_path)), 0
        while not done.is_set():
            store.sweep(older_than_seconds=3600)
            times += 1
        return times

    def publish(rows: int) -> list[str]:
        return [write_small(Store(str(tmp_path)), rows * (1 + turn)).id for turn in range(10)]

    with ThreadPoolExecutor(4) as pool:
        sweeps = [pool.submit(sweep) for _ in range(2)]
        try:
            published = [pool.submit(publish, rows) for rows in (3, 300)]
            ids = {release_id for each in published for release_id in each.result()}
        finally:
            done.set()
        assert all(each.result() > 0 for each in sweeps)

    store = Store(str(tmp_path))
    assert set(store.ids()) == ids
    assert len(ids) == 20
    assert [problem for release_id in ids for problem in store.open(release_id).verify()] == []


def test_what_is_left_of_a_killed_upload_is_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("ANSO_HOME", str(tmp_path))
    config.cache_clear()
    request.addfinalizer(config.cache_clear)
    store = Store("memory://left-behind")
    store.staging()

    assert store.sweep(older_than_seconds=3600) == 0
    assert store.sweep(older_than_seconds=0) == 1
    assert list((tmp_path / ".staging").iterdir()) == []


def test_two_processes_publishing_at_once_leave_exactly_one(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[2]); from tests.release.helpers import write_small; from anso.release import Store\n"
        "sys.stdin.readline()\n"
        "for _ in range(20): print(write_small(Store(sys.argv[1])).id)"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path), str(Path(__file__).parents[2])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    answers = [process.communicate("go\n")[0].split() for process in processes]

    assert [process.returncode for process in processes] == [0, 0]
    assert len({release_id for answer in answers for release_id in answer}) == 1
    assert [len(answer) for answer in answers] == [20, 20]
    store = Store(str(tmp_path))
    assert list(store.ids()) == [answers[0][0]]
    assert store.open(answers[0][0]).verify() == []
    assert list((tmp_path / ".staging").iterdir()) == []
