"""From what a model said to a distribution: one way a file, each from a lesson, over all points at once."""
