"""Hubs where they lie: opened in place, asked by DuckDB, written as hubverse's tools read them.

In comes a folder of a hub, on this machine or at any fsspec address; out come tidy tables of forecasts and of
observations as known on any day. `Shelf` holds the hubs of an installation.
"""

from anso.hub.keeping.hub import Hub
from anso.hub.keeping.metadata import Model
from anso.hub.keeping.shelf import Shelf

__all__ = ["Hub", "Model", "Shelf"]
