"""Who stands in an ensemble: the forecasts aligned by task, which models take part, and with what weight."""
