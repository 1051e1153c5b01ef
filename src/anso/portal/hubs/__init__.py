"""The pages of forecast hubs: what each forecasts, its leaderboard, its models and the forecast explorer.

In come addresses whose query says what is asked; out go pages, fragments, pictures and tables. Scores come
from the hub's cube (`anso.hub.board`), forecasts from its own files; no page computes a score.
"""
