"""What an applicant learns of a decision once it is released: the outcome, letters, comments, a place in the line."""

from dataclasses import dataclass

from anso.alliance.calls.models import Application, Award, Decision, Letter, Review
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.calls.queries.selection import place_in_line
from anso.errors import NotFoundError

__all__ = ["Outcome", "StageComments", "outcome_of"]


@dataclass(frozen=True)
class StageComments:
    """The comments of a stage's reviews, in an order that tells nothing of who wrote them."""

    title: str
    comments: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What the applicant's page shows."""

    decision: Decision
    award: Award | None
    letters: tuple[Letter, ...]
    comments: tuple[StageComments, ...]
    place: int | None


def outcome_of(application: Application) -> Outcome:
    decision = (
        Decision.objects.select_related("application")
        .filter(application=application, released_at__isnull=False)
        .first()
    )
    if decision is None:
        raise NotFoundError("Nothing has been decided here yet.")
    return Outcome(
        decision=decision,
        award=Award.objects.filter(application=application).first(),
        letters=tuple(application.letters.exclude(body="").order_by("-written_at", "-pk")),
        comments=comments_on(application),
        place=place_in_line(decision) if decision.outcome == Application.Outcome.WAITING else None,
    )


def comments_on(application: Application) -> tuple[StageComments, ...]:
    """Sorted by their text: neither the reviewers' order nor the time they wrote at shows through."""
    rows = (
        Review.objects.filter(application=application, state=Review.State.SUBMITTED)
        .exclude(to_applicant="")
        .values_list("stage", "to_applicant")
    )
    by_stage: dict[str, list[str]] = {}
    for stage, text in rows:
        by_stage.setdefault(stage, []).append(text)
    return tuple(
        StageComments(said_now(stage.title), tuple(sorted(by_stage[stage.code])))
        for stage in application.version.definition.stages
        if stage.code in by_stage
    )
