"""The models: each a function of what was known and of a day, giving quantiles for all places at once."""

from anso.services.epidemics.forecasting.models.table import MODELS, Model

__all__ = ["MODELS", "Model"]
