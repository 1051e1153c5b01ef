"""Children of `anso up` end with it, even when it was killed and could not tell them to."""

import os
import signal
import sys
import threading

__all__ = ["stop_with_parent"]


def stop_with_parent() -> None:
    """Ask this process to end as soon as its standard input, a pipe held by its parent, is closed."""

    descriptor = sys.stdin.fileno()

    def wait() -> None:
        while os.read(descriptor, 1):  # not `sys.stdin`: its lock would be held when the interpreter ends
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="parent", daemon=True).start()
