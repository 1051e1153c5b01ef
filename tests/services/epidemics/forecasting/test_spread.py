"""Days and models of a backtest spread over processes and over a cluster."""

import pickle
from collections.abc import Iterator

import polars as pl
import pytest
from tests.services.epidemics.forecasting.helpers import made_archive, monday, waves

from anso.config import config
from anso.services.epidemics.forecasting.backtest import Wishes, backtest, run
from anso.services.epidemics.forecasting.known import Almanac

WISHES = Wishes(("anso-lagged", "anso-pooled-log"), (1, 2), (0.05, 0.25, 0.5, 0.75, 0.95))


def made() -> pl.DataFrame:
    return backtest(made_archive(waves(places=3)), monday(55), monday(55), wishes=WISHES)


@pytest.fixture(scope="module")
def alone() -> pl.DataFrame:
    return made()


@pytest.fixture
def spread(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    monkeypatch.setattr(run, "WORTH", 0)
    yield monkeypatch
    monkeypatch.undo()
    config.cache_clear()


def test_processes_give_the_same_bytes(alone: pl.DataFrame, spread: pytest.MonkeyPatch) -> None:
    spread.setenv("ANSO_CORES", "2")
    config.cache_clear()
    assert made().equals(alone)


def test_a_cluster_of_two_workers_gives_the_same_bytes(
    alone: pl.DataFrame, spread: pytest.MonkeyPatch
) -> None:
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
    ) as cluster:
        spread.setenv("ANSO_DASK", cluster.scheduler_address)
        config.cache_clear()
        assert made().equals(alone)


def test_what_is_sent_to_another_process_is_the_archive_alone() -> None:
    almanac = Almanac(made_archive(), 2, monday(55))
    before = len(pickle.dumps(almanac))
    for week in range(50, 56):
        almanac.state(monday(week))
    assert len(pickle.dumps(almanac)) == before


def test_states_of_long_ago_are_let_go_and_come_back_the_same() -> None:
    almanac = Almanac(made_archive(), 2, monday(55))
    first = almanac.state(monday(45)).series.clean
    for week in range(46, 56):
        almanac.state(monday(week))
    again = almanac.state(monday(45)).series.clean
    assert again is not first
    assert again.tobytes() == first.tobytes()
