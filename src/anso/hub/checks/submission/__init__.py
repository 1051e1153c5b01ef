"""The checks of one model-output file, in the order they are run: its place, its columns, its rows, its numbers."""

from importlib import import_module

from anso.hub.checks.submission.state import Submission

__all__ = ["Submission"]

# Importing a module enters its checks, in this order.
for part in ("place", "columns", "tasks", "required", "numbers", "samples", "plausible"):
    import_module(f"{__name__}.{part}")
