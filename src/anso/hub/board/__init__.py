"""A hub's board: its scores as one cube, and what leaderboard, heat map, coverage plot and explorer show of it.

In comes a hub's folder; out go small tables. `cube` is how the scores lie on disk, `build` brings them up to
what the hub holds, `views` are the questions that pages ask, `explore` reads forecasts from the hub itself.
"""
