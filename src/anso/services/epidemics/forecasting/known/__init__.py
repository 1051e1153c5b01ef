"""What was known on a day, and nothing later."""

from anso.services.epidemics.forecasting.known.almanac import Almanac, State
from anso.services.epidemics.forecasting.known.archive import Archive, archive
from anso.services.epidemics.forecasting.known.known import Known, known_on

__all__ = ["Almanac", "Archive", "Known", "State", "archive", "known_on"]
