"""The process that runs one product for one job: no database, no web; it tells its parent how it goes.

Out go, over a pipe, tuples: `("progress", fraction, message)`, `("log", line)` and at the end one of
`("done", release id)`, `("failed", sentence for the asker)`, `("defect", traceback)`.
"""

import os
import signal
import sys
import time
import traceback
from collections.abc import Mapping
from multiprocessing.connection import Connection
from typing import Any

from anso.compute.lifeline import end_with_parent
from anso.errors import AnsoError
from anso.product import Product, execute
from anso.release import Store

__all__ = ["main"]

TOLD_EVERY_SECONDS = 0.1


class Telling:
    """Reports over a pipe; progress is told often enough to be watched and no oftener."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._told_at = 0.0

    def progress(self, fraction: float, message: str) -> None:
        now = time.monotonic()
        if now - self._told_at >= TOLD_EVERY_SECONDS or fraction >= 1:
            self._told_at = now
            self._pipe.send(("progress", fraction, message))

    def log(self, message: str) -> None:
        self._pipe.send(("log", message))


def main(
    pipe: Connection, product: Product, values: Mapping[str, Any], store: str, owner: str | None
) -> None:
    """Run the product. Asked to end (SIGTERM), it clears its staging away; killed, it leaves it to the sweep."""
    if hasattr(os, "setsid"):
        os.setsid()  # Ctrl-C on the terminal is the worker's to handle, and what we start ends with us
    end_with_parent()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        release = execute(
            product,
            product.request.model_validate(values),
            store=Store(store),
            reporter=Telling(pipe),
            owner=owner,
        )

    except AnsoError as error:
        pipe.send(("failed", str(error)))
    except Exception:  # noqa: BLE001  # a defect of the product must reach its asker as a sentence
        pipe.send(("defect", traceback.format_exc()))
    else:
        pipe.send(("done", release.id))
    finally:
        pipe.close()
