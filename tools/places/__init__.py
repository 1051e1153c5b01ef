"""The steps of `tools/make_places.py`, one file each; see there for what goes in and what comes out."""
