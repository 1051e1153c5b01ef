"""How far a run has come: one stream of reports, shown by a terminal's bar and a job's page alike."""

from typing import Protocol

__all__ = ["Cancelled", "Reporter", "Silent"]


class Cancelled(Exception):  # noqa: N818  # not an error: its asker wanted it
    """Raised by a reporter inside a run that was asked to stop."""


class Reporter(Protocol):
    """Told of a run's progress; may raise `Cancelled` to stop it."""

    def progress(self, fraction: float, message: str) -> None: ...

    def log(self, message: str) -> None: ...


class Silent:
    """Tells nobody."""

    def progress(self, fraction: float, message: str) -> None:
        pass

    def log(self, message: str) -> None:
        pass
