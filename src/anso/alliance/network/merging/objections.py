"""What speaks against a merge, asked of the apps that the network knows nothing of.

An app that keeps records which a merge would spoil (the roll of an open ballot names an institution) enters a
check when it is made ready; in go the institution that would stay and the one that would go, out comes a sentence
that says what stands in the way and how it is mended, or nothing.
"""

from collections.abc import Callable

from anso.alliance.network.models import Institution

__all__ = ["Check", "object_to_merge", "objections"]

Check = Callable[[Institution, Institution], str]
"""Of the one that stays and the one that goes."""

_checks: list[Check] = []


def object_to_merge(check: Check) -> Check:
    """Enter a check; entered twice, it is asked once."""
    if check not in _checks:
        _checks.append(check)
    return check


def objections(survivor: Institution, gone: Institution) -> list[str]:
    """Every sentence that says why these two cannot be made one now."""
    return [told for check in _checks if (told := check(survivor, gone))]
