"""The child process that looks at files of unknown making: `python -m anso.hub.checks.child`.

It reads requests from its standard input, a length and a pickle each, and answers with a length and JSON. It
takes no more memory than it is given, and ends when its input does or when nothing is asked for a while.
"""

import json
import os
import pickle
import select
from io import FileIO
from pathlib import Path

from anso.hub.checks.inspect import inspect
from anso.hub.checks.reading import LIMITS

__all__ = ["main"]

IDLE_SECONDS = 120.0


def main() -> None:
    """Answer until nobody asks."""
    requests, answers = os.fdopen(0, "rb", buffering=0), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    limit()
    while _asked(requests) and len(head := requests.read(8) or b"") == 8:
        given = _read(requests, int.from_bytes(head, "big"))
        answer = json.dumps(inspect(*pickle.loads(given)).as_dict()).encode()  # noqa: S301  # from our parent
        answers.write(len(answer).to_bytes(8, "big") + answer)
        answers.flush()


def limit() -> None:
    """No core dumps, and so much memory above what the libraries took."""
    try:
        import resource
    except ImportError:  # no such limits on this system
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    statm = Path("/proc/self/statm")
    pages = statm.read_text().split() if statm.exists() else []
    if pages:
        most = int(pages[0]) * os.sysconf("SC_PAGE_SIZE") + LIMITS.memory_bytes
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))


def _asked(requests: FileIO) -> bool:
    if os.name != "posix":
        return True
    return bool(select.select([requests], [], [], IDLE_SECONDS)[0])


def _read(requests: FileIO, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = requests.read(min(size - len(parts), 1 << 20))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


if __name__ == "__main__":
    main()
