"""Bring a hub's cube up to what the hub holds: files and observations to cells, only what changed."""

from anso.hub.board.build.steps import update

__all__ = ["update"]
