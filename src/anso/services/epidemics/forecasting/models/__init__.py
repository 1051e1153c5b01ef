"""The models: each a function of what was known and of a day, giving quantiles for all places at once."""

from anso.services.epidemics.forecasting.models.learning.practice import block_of
from anso.services.epidemics.forecasting.models.table import AT_FIRST, MEMBERS, MODELS, Model
from anso.services.epidemics.forecasting.models.told import revised

__all__ = ["AT_FIRST", "MEMBERS", "MODELS", "Model", "block_of", "revised"]
