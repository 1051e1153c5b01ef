"""Charts of a hub as Vega-Lite specifications in the reader's language, with their data in them."""

from anso.portal.hubs.charts.coverage import coverage_chart
from anso.portal.hubs.charts.forecast import forecast_chart
from anso.portal.hubs.charts.heat import SKILLS, heat_chart

__all__ = ["SKILLS", "coverage_chart", "forecast_chart", "heat_chart"]
