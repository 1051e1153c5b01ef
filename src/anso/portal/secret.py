"""The installation's own secrets: generated on first use, kept beside the records, never in the code."""

import os
import secrets
from pathlib import Path

__all__ = ["installation_secret"]


def installation_secret(home: Path, name: str) -> str:
    """The secret of that name, the same for every process of the installation from its first use on."""
    path = home / "secrets" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        offered = path.with_name(f".{name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(offered, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(offered, path)  # atomic, and refused when another process was first
        except FileExistsError:
            pass
        finally:
            offered.unlink()
    return path.read_text()
