"""Calls: from an open call to an award, for every programme of the alliance, by one engine."""
