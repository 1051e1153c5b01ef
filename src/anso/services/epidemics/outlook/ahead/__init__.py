"""What comes next, as numbers: forecasts of a day as arrays, the change they mean, the load on hospitals."""

from anso.services.epidemics.outlook.ahead.ahead import BASELINE, Ahead, look_ahead

__all__ = ["BASELINE", "Ahead", "look_ahead"]
