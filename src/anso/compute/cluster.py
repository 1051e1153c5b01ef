"""Items over a Dask cluster; Dask itself moves the items of a lost worker to another."""

from collections.abc import Callable
from typing import TypeVar

from anso.errors import AnsoError

__all__ = ["map_on_cluster"]

Item = TypeVar("Item")
Result = TypeVar("Result")

CONNECT_SECONDS = 10


def map_on_cluster(
    function: Callable[[Item], Result], items: list[Item], address: str, done: Callable[[int, int], None]
) -> list[Result]:
    """The results in order, computed on the cluster whose scheduler is at that address."""
    from distributed import Client, as_completed

    if not items:
        return []
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except OSError as error:
        raise AnsoError(
            f"No Dask scheduler answers at {address} within {CONNECT_SECONDS} s; "
            "start it, or unset ANSO_DASK to compute on this machine"
        ) from error
    with client:
        futures = client.map(function, items, pure=False)
        for finished, future in enumerate(as_completed(futures, loop=client.loop), 1):
            if future.status == "error":
                failure = future.exception()
                client.cancel(futures)
                raise failure
            done(finished, len(items))
        results: list[Result] = client.gather(futures)
    return results
