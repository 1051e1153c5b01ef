"""What an accepted award brings about: apps that come after calls enter here what they do then.

A function is called in the transaction of the acceptance, with the award; if it raises, nothing was accepted.
"""

from collections.abc import Callable

from anso.alliance.calls.models import Award

__all__ = ["accepted", "on_accepted"]

Effect = Callable[[Award], object]
_effects: list[Effect] = []


def on_accepted(effect: Effect) -> Effect:
    """Enter a function, once however often its module is read."""
    if effect not in _effects:
        _effects.append(effect)
    return effect


def accepted(award: Award) -> None:
    """Tell everybody who entered."""
    for effect in _effects:
        effect(award)
