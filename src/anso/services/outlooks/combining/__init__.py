"""From several calibrated models to one distribution: one way a file, each from a lesson."""
