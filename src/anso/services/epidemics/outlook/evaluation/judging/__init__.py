"""Past forecasts made anew from what was known on their day, and scored by what became true."""

from anso.services.epidemics.outlook.evaluation.judging.rounds import Past, past_forecasts
from anso.services.epidemics.outlook.evaluation.judging.scored import Judged, judge

__all__ = ["Judged", "Past", "judge", "past_forecasts"]
