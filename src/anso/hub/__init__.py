"""Probabilistic forecasts as tables: checked, kept, scored, combined and compared; the same for every hazard."""
