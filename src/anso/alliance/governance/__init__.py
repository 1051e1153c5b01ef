"""How the alliance decides: bodies and their seats, meetings, ballots, resolutions, and what becomes of them."""
