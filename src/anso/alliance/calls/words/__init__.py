"""Sentences of calls that more than one page says."""
