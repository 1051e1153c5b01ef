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
    from distributed import Client, KilledWorker, as_completed
    from distributed.comm.addressing import get_address_host_port

    if not items:
        return []
    try:
        get_address_host_port(address, strict=True)
    except ValueError as error:
        raise AnsoError(
            f"ANSO_DASK: {address!r} is no address of a scheduler ({error}); give one such as tcp://scheduler:8786"
        ) from error
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
                if isinstance(failure, KilledWorker):
                    raise AnsoError(
                        f"Workers of the Dask cluster at {address} died again and again over the same item; "
                        "they may need more memory than there is: give each worker more, or start fewer on a host"
                    ) from failure
                raise failure
            done(finished, len(items))
        results: list[Result] = client.gather(futures)
    return results
