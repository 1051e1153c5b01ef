"""The digital platform of an international science alliance; see docs/ for the map of its rooms."""
