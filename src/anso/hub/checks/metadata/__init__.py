"""The checks of one model's metadata file."""

from anso.hub.checks.metadata import checks  # noqa: F401  # importing the module enters its checks
from anso.hub.checks.metadata.state import Metadata

__all__ = ["Metadata"]
