"""What an epidemic does to industries: workers missing, workplaces closed, households staying away, week by week."""

from anso.services.epidemics.economy.shocks.course import Course, absence, course
from anso.services.epidemics.economy.shocks.named import Shock, shocks
from anso.services.epidemics.economy.shocks.strike import Struck, strike

__all__ = ["Course", "Shock", "Struck", "absence", "course", "shocks", "strike"]
