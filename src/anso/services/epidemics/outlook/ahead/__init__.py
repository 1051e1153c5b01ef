"""What comes next, as numbers: forecasts of a day as arrays, the change they mean, the load on hospitals.

Everything is imported when it is first asked for: `rules`, which words and forms use, reads no numeric library.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anso.services.epidemics.outlook.ahead.ahead import BASELINE, Ahead, look_ahead

__all__ = ["BASELINE", "Ahead", "look_ahead"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"{__name__} has no {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(f"{__name__}.ahead"), name)
