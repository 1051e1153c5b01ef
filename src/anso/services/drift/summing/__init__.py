"""What many tracks say together. In: `Tracks`. Out: probability maps, a central track, the first beaching, areas to search or avoid."""

from anso.services.drift.summing.areas import Area, hull, widened
from anso.services.drift.summing.beaching import Beaching, beaching
from anso.services.drift.summing.central import Central, central_track
from anso.services.drift.summing.likelihood import Likelihood, likelihood, smallest_areas

__all__ = [
    "Area",
    "Beaching",
    "Central",
    "Likelihood",
    "beaching",
    "central_track",
    "hull",
    "likelihood",
    "smallest_areas",
    "widened",
]
