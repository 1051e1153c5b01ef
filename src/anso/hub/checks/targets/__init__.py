"""The checks of a hub's target data: the time series of observations, and the oracle output made from them."""

from importlib import import_module

from anso.hub.checks.targets.state import TARGET_TYPES, Dataset, TargetFile, datasets

__all__ = ["TARGET_TYPES", "Dataset", "TargetFile", "datasets"]

# Importing a module enters its checks, in this order.
for part in ("dataset", "files", "tables", "oracle"):
    import_module(f"{__name__}.{part}")
