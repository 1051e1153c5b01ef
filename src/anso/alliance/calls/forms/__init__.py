"""The forms of calls."""
