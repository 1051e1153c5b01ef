"""The models: each a function of what was known and of a day, giving quantiles for all places at once."""

from anso.services.epidemics.forecasting.models.learning.practice import block_of
from anso.services.epidemics.forecasting.models.table import MEMBERS, MODELS, Model

__all__ = ["MEMBERS", "MODELS", "Model", "block_of"]
