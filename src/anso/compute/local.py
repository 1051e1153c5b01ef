"""Items over this machine's cores, in worker processes that may die and be replaced."""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from anso.compute.lifeline import end_with_parent
from anso.errors import AnsoError

__all__ = ["TRIES", "map_on_cores"]

Item = TypeVar("Item")
Result = TypeVar("Result")

TRIES = 3


def map_on_cores(
    function: Callable[[Item], Result], items: list[Item], cores: int, done: Callable[[int, int], None]
) -> list[Result]:
    """The results in order. One item, or one core, is worked through in this very process."""
    processes = min(cores or available_cores(), len(items))
    if processes <= 1:
        results_here = []
        for number, item in enumerate(items, 1):
            results_here.append(function(item))
            done(number, len(items))
        return results_here
    results: dict[int, Result] = {}
    for _ in range(TRIES):
        try:
            _work(function, items, processes, results, done)
        except BrokenProcessPool:
            continue  # a worker died; what it had finished is kept, the rest is tried again with new workers
        return [results[position] for position in range(len(items))]
    left = len(items) - len(results)
    raise AnsoError(
        f"Worker processes died {TRIES} times, with {left} of {len(items)} items unfinished; "
        "they may need more memory than there is: set ANSO_CORES lower or use a Dask cluster (ANSO_DASK)"
    )


def available_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _work(
    function: Callable[[Item], Result],
    items: list[Item],
    processes: int,
    results: dict[int, Result],
    done: Callable[[int, int], None],
) -> None:
    # Not "fork": numerical libraries hold threads and locks that a forked child would inherit stuck.
    context = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=end_with_parent) as pool:
        waiting: dict[Future[Result], int] = {
            pool.submit(function, item): position
            for position, item in enumerate(items)
            if position not in results
        }
        try:
            for future in as_completed(waiting):
                results[waiting[future]] = future.result()
                done(len(results), len(items))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
