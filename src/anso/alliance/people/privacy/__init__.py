"""What is held of people: entered by every app, exported, deleted, removed in time, and told to everybody."""

from anso.alliance.people.privacy.registry import (
    Fate,
    Holding,
    Retention,
    exempt,
    forbid_deletion,
    hold,
    holdings,
    obstacles,
    retain,
    retentions,
)

__all__ = [
    "Fate",
    "Holding",
    "Retention",
    "exempt",
    "forbid_deletion",
    "hold",
    "holdings",
    "obstacles",
    "retain",
    "retentions",
]
