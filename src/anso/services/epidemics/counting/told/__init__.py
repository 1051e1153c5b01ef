"""What each source told, in one shape: a source that is added is a module here.

In comes the request; out comes `Told`, with counts as they were reported and the places they are of.
"""

from anso.services.epidemics.counting.told.countries import told_by_country
from anso.services.epidemics.counting.told.file import told_by_file
from anso.services.epidemics.counting.told.hub import told_by_hub
from anso.services.epidemics.counting.told.told import Told

__all__ = ["Told", "told_by_country", "told_by_file", "told_by_hub"]
