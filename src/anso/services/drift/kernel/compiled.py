"""How the engine is compiled, and where the result is kept.

Numba keeps machine code in a folder beside the source by default, which an installed package cannot rely on, and
does not notice when a function of another file changes. So it is kept in the home, in a folder named after all
sources of the kernel. Where that cannot be written, each process compiles anew.
"""

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

__all__ = ["compiled", "inlined", "kept_in"]

F = TypeVar("F", bound=Callable[..., Any])


@cache
def kept_in() -> Path | None:
    """The folder with machine code of exactly these sources; nothing if none can be written."""
    from anso.config import config

    if os.environ.get("NUMBA_CACHE_DIR"):
        return Path(os.environ["NUMBA_CACHE_DIR"])
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    folder = config().home / "cache" / "kernels" / digest.hexdigest()[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def compiled(function: F) -> F:
    """The function as machine code: without the interpreter's lock, without exceptions for division by zero."""
    return _compiled(function, {})


def inlined(function: F) -> F:
    """The same, as part of whichever function calls it: for what is called for every particle and stage."""
    return _compiled(function, {"forceinline": True})


def _compiled(function: F, more: dict[str, Any]) -> F:
    import numba

    # The kernel allocates nothing; counting references to its arrays would make threads wait for one another.
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy", "fastmath": {"contract"}, "_nrt": False}
    options |= more
    folder = kept_in()
    if folder is None:
        return numba.njit(**options)(function)  # type: ignore[no-any-return]
    settings: Any = numba.config
    elsewhere = settings.CACHE_DIR
    settings.CACHE_DIR = str(folder)
    try:
        return numba.njit(cache=True, **options)(function)  # type: ignore[no-any-return]
    finally:
        settings.CACHE_DIR = elsewhere
