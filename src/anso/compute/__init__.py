"""Many items at once: this machine's cores, or a Dask cluster, behind one call.

`map_items` applies a function to every item and gives the results in the items' order, wherever they
were computed. The function and the items must be picklable. A worker that dies in the middle costs its
items a second try, not the run.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from anso.compute.cluster import map_on_cluster
from anso.compute.local import map_on_cores
from anso.config import config

__all__ = ["map_items"]

Item = TypeVar("Item")
Result = TypeVar("Result")


def map_items(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    done: Callable[[int, int], None] = lambda _finished, _total: None,
) -> list[Result]:
    """Apply the function to every item; `done(finished, total)` is called as results arrive.

    An exception that the function raises stops the run and is raised here, as it would be in a loop.
    """
    given = list(items)
    if config().dask:
        return map_on_cluster(function, given, config().dask, done)
    return map_on_cores(function, given, config().cores, done)
