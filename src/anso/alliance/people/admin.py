"""The people app on the staff site."""
