"""One room a system; each knows the rooms above it and none of its neighbours."""
