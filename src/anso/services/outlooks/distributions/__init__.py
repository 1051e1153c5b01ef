"""Predictive distributions over asked years and points: the probability below a threshold, and the CRPS, exactly."""
