"""The same results from one core, several cores and a Dask cluster, and through the death of a worker."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from anso.compute import map_items
from anso.config import config
from anso.errors import AnsoError, InvalidInputError, Problem

Found = TypeVar("Found")


@pytest.fixture
def cores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setenv("ANSO_CORES", str(request.param))
    config.cache_clear()
    yield request.param
    config.cache_clear()


def square(number: int) -> int:
    return number * number


def fail_at_three(number: int) -> int:
    if number == 3:
        raise ValueError("three is not allowed")
    return number


def refuse(number: int) -> int:
    raise InvalidInputError([Problem("row 14", "is below 0"), Problem("row 15", "is empty")])


def die_once(item: tuple[str, int]) -> int:
    """Kills its own process the first time the item 2 is met."""
    marker, number = Path(item[0]), item[1]
    if number == 2 and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def count_then_die(item: tuple[str, int]) -> int:
    """Notes each time an item is met; the last one kills its process when the first is long done."""
    folder, number = Path(item[0]), item[1]
    with (folder / str(number)).open("a") as file:
        file.write("x")
    if number == 3 and (folder / "3").read_text() == "x":
        time.sleep(1)
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def note_and_wait(folder: str) -> None:
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(60)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def until(look: Callable[[], Found], enough: Callable[[Found], bool], seconds: float = 30) -> Found:
    end = time.monotonic() + seconds
    while not enough(found := look()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def die_always(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("cores", [1, 2], indirect=True)
def test_map_gives_results_in_order_and_tells_progress(cores: int) -> None:
    told: list[tuple[int, int]] = []

    assert map_items(square, range(6), done=lambda n, total: told.append((n, total))) == [0, 1, 4, 9, 16, 25]
    assert told == [(n, 6) for n in range(1, 7)]


@pytest.mark.parametrize("cores", [1, 2], indirect=True)
def test_map_raises_what_the_function_raises(cores: int) -> None:
    with pytest.raises(ValueError, match="three is not allowed"):
        map_items(fail_at_three, range(6))


@pytest.mark.parametrize("cores", [2], indirect=True)
def test_map_survives_a_worker_killed_in_the_middle(cores: int, tmp_path: Path) -> None:
    assert map_items(die_once, [(str(tmp_path / "died"), n) for n in range(5)]) == [0, 1, 2, 3, 4]
    assert (tmp_path / "died").exists()


@pytest.mark.parametrize("cores", [2], indirect=True)
def test_map_says_so_when_workers_keep_dying(cores: int) -> None:
    with pytest.raises(AnsoError, match="Worker processes died 3 times, with 2 of 2 items unfinished"):
        map_items(die_always, range(2))


@pytest.mark.parametrize("cores", [2], indirect=True)
def test_map_keeps_what_was_finished_when_a_worker_dies(cores: int, tmp_path: Path) -> None:
    told: list[int] = []

    assert map_items(
        count_then_die, [(str(tmp_path), n) for n in range(4)], done=lambda n, _total: told.append(n)
    ) == [0, 1, 2, 3]
    assert told == [1, 2, 3, 4]
    assert (tmp_path / "0").read_text() == "x", "a finished item was computed again"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to tell who is alive")
def test_workers_end_with_the_run_that_was_killed(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[2]); from tests.compute.test_compute import note_and_wait\n"
        "from anso.compute.local import map_on_cores\n"
        "if __name__ == '__main__': map_on_cores(note_and_wait, [sys.argv[1]] * 2, 2, lambda *_: None)"
    )
    run = subprocess.Popen([sys.executable, "-c", code, str(tmp_path), str(Path(__file__).parents[2])])
    workers = until(lambda: [int(path.name) for path in tmp_path.iterdir()], lambda found: len(found) == 2)
    run.kill()
    run.wait()

    assert until(lambda: [pid for pid in workers if alive(pid)], lambda left: left == []) == []


def test_map_of_nothing_is_nothing() -> None:
    assert map_items(square, []) == []


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
    ) as local:
        yield local.scheduler_address


@pytest.fixture
def on_dask(cluster: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("ANSO_DASK", cluster)
    config.cache_clear()
    yield cluster
    config.cache_clear()


def test_dask_gives_the_same_results(on_dask: str) -> None:
    assert map_items(square, range(6)) == [0, 1, 4, 9, 16, 25]


def test_dask_raises_what_the_function_raises(on_dask: str) -> None:
    with pytest.raises(ValueError, match="three is not allowed"):
        map_items(fail_at_three, range(6))


def test_dask_survives_a_worker_killed_in_the_middle(on_dask: str, tmp_path: Path) -> None:
    assert map_items(die_once, [(str(tmp_path / "died"), n) for n in range(5)]) == [0, 1, 2, 3, 4]
    assert (tmp_path / "died").exists()


def test_dask_says_so_when_workers_keep_dying(on_dask: str) -> None:
    with pytest.raises(AnsoError, match="died again and again over the same item"):
        map_items(die_always, [1])
    assert map_items(square, range(3)) == [0, 1, 4]


@pytest.mark.parametrize("address", ["garbage", "tcp://scheduler", "8786"])
def test_dask_address_that_is_none_is_explained(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANSO_DASK", address)
    config.cache_clear()
    try:
        with pytest.raises(AnsoError, match=f"^ANSO_DASK: '{address}' is no address of a scheduler"):
            map_items(square, [1])
    finally:
        config.cache_clear()


@pytest.mark.parametrize("cores", [2], indirect=True)
def test_map_tells_what_is_wrong_as_the_worker_said_it(cores: int) -> None:
    with pytest.raises(InvalidInputError) as raised:
        map_items(refuse, range(2))

    assert raised.value.problems == (Problem("row 14", "is below 0"), Problem("row 15", "is empty"))
    assert str(raised.value) == "row 14: is below 0\nrow 15: is empty"


def test_dask_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANSO_DASK", "tcp://127.0.0.1:9")
    monkeypatch.setattr("anso.compute.cluster.CONNECT_SECONDS", 1)
    config.cache_clear()
    try:
        with pytest.raises(AnsoError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9 within 1 s"):
            map_items(square, [1])
    finally:
        config.cache_clear()
