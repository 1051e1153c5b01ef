"""A process that ends when the one that started it does, however that one ended.

A worker of a pool waits for items on a pipe that it holds both ends of, so it would wait for ever when
the run that feeds it is killed.
"""

import multiprocessing
import os
import threading

__all__ = ["end_with_parent"]


def end_with_parent() -> None:
    """Call once in a process started by `multiprocessing`; nothing to do in any other."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, name="lifeline", daemon=True).start()
