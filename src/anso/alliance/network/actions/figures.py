"""Verbs on totals that were published, beside which our own records are read."""

from typing import Any

from anso.alliance.network.actions.records import altered, entered, refuse_unknown, removed
from anso.alliance.network.models import PublishedFigure
from anso.alliance.people.models import User

__all__ = ["FIGURE_FIELDS", "add_figure", "change_figure", "remove_figure"]

FIGURE_FIELDS = ("code", "title", "value", "as_of", "source")


def add_figure(*, actor: User | None, **fields: Any) -> PublishedFigure:
    """Put a total on record as it was published, with its day and where it stands."""
    refuse_unknown(fields, FIGURE_FIELDS)
    return entered(
        PublishedFigure(**fields),
        actor=actor,
        permission="network.add_publishedfigure",
        verb="network.add_figure",
    )


def change_figure(*, actor: User | None, figure: PublishedFigure, **changes: Any) -> PublishedFigure:
    """Change what is on record of a total; its code stays, for pages ask for it."""
    return altered(
        figure,
        changes,
        fields=FIGURE_FIELDS[1:],
        actor=actor,
        permission="network.change_publishedfigure",
        verb="network.change_figure",
    )


def remove_figure(*, actor: User | None, figure: PublishedFigure) -> None:
    """Take out one that was entered by mistake."""
    removed(figure, actor=actor, permission="network.delete_publishedfigure", verb="network.remove_figure")
