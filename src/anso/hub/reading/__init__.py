"""Tables of forecasts and observations read from wherever they lie, or refused with the file, the row and the mend.

In comes an address: a CSV or Parquet file, a folder of them, a hub. Out come tidy tables. Nothing that is
read can end the process: sizes are weighed before, and damage is told from content.
"""

from anso.hub.reading.forecasts import read_forecasts, unknown_locations
from anso.hub.reading.observations import read_observations

__all__ = ["read_forecasts", "read_observations", "unknown_locations"]
