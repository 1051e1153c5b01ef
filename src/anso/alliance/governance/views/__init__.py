"""Pages of governance: bodies, meetings, ballots, resolutions, and what is to be done because of them."""
