"""Reading a stage's records into a `Matching`: the problem that is solved, and which records its rows and columns are.

An officer's conflicts leave applications out of what they assign; the reviews these have already count towards the
loads all the same, so that nobody is given more than they can read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from anso.alliance.calls.assigning import Panel, Problem
from anso.alliance.calls.assigning.affinity import affinity
from anso.alliance.calls.definition import Definition, Stage
from anso.alliance.calls.matching.texts import Subject, subject_of, subjects_of_people
from anso.alliance.calls.models import Application, Bid, Call, CallVersion, Conflict, Review, Reviewer
from anso.alliance.calls.queries.sight import without_conflicts
from anso.alliance.calls.stages import applications_in, stage_called
from anso.alliance.people.models import Profile, User

__all__ = ["Matching", "fits_of", "read_matching", "reviewers_ready"]

LANGUAGE_FACT = "language"
"""The fact that names the language an application is written in, where a form asks for it."""


@dataclass(frozen=True)
class Matching:
    """A stage as a problem, with the records behind its rows and columns."""

    problem: Problem
    applications: tuple[UUID, ...]
    reviewers: tuple[Reviewer, ...]
    fixed: tuple[tuple[int, int], ...]
    """Pairs that stand already."""

    @property
    def standing(self) -> NDArray[np.bool_]:
        """The fixed pairs as a mask."""
        mask = np.zeros(self.problem.shape, dtype=bool)
        if self.fixed:
            mask[tuple(np.asarray(self.fixed).T)] = True
        return mask

    @property
    def lacking(self) -> int:
        """Reviews that are still to be given to somebody."""
        return int(self.problem.reviews.sum()) - len(self.fixed)


def reviewers_ready(call: Call) -> QuerySet[Reviewer]:
    """Who may be given something to review."""
    ready = Reviewer.objects.filter(call=call, state=Reviewer.State.READY, is_confirmed=True)
    return ready.select_related("person").order_by("pk")


def read_matching(call: Call, stage_code: str, *, officer: User | None = None) -> Matching:
    """Everything that the assignment of a stage rests on; for an officer, of what they see."""
    stage = stage_called(call, stage_code)
    found = applications_in(call, stage_code).filter(stage=stage_code)
    if officer is not None:
        found = without_conflicts(found, officer)
    rows = list(found.order_by("number").values_list("pk", "number", "version_id", "answers", "facts"))
    reviewers = tuple(reviewers_ready(call))
    row_of = {pk: place for place, (pk, *_rest) in enumerate(rows)}
    column_of = {reviewer.pk: place for place, reviewer in enumerate(reviewers)}
    allowed = np.ones((len(rows), len(reviewers)), dtype=bool)
    fixed, elsewhere = standing(call, stage_code, row_of, column_of, allowed)
    keep_conflicts_apart(call, row_of, reviewers, allowed)
    held = np.zeros(allowed.shape, dtype=bool)
    if fixed:
        held[tuple(np.asarray(fixed).T)] = True
    allowed |= held
    return Matching(
        Problem.of(
            scored(
                call,
                [(version, answers) for _pk, _number, version, answers, _facts in rows],
                reviewers,
            ),
            reviews=np.maximum(stage.reviews_per, held.sum(1)),
            load=np.maximum(loads(reviewers, stage) - elsewhere, held.sum(0)),
            allowed=allowed,
            bids=bids(call, row_of, column_of, allowed.shape),
            applications=[number for _pk, number, *_rest in rows],
            reviewers=[f"{reviewer.person} ({reviewer.pk})" for reviewer in reviewers],
            panels=panels(stage, reviewers, [facts for *_rest, facts in rows]),
        ),
        tuple(row_of),
        reviewers,
        tuple(fixed),
    )


def standing(
    call: Call,
    stage: str,
    row_of: dict[UUID, int],
    column_of: dict[int, int],
    allowed: NDArray[np.bool_],
) -> tuple[list[tuple[int, int]], NDArray[np.int64]]:
    """Pairs that stand, and what each reviewer has beyond the rows; whoever declined or lost one is not asked again."""
    fixed = []
    elsewhere = np.zeros(len(column_of), dtype=np.int64)
    given = Review.objects.filter(
        application__call=call, stage=stage, application__state=Application.State.SUBMITTED
    )
    for application, reviewer, state in given.values_list("application", "reviewer", "state"):
        row, column = row_of.get(application), column_of.get(reviewer)
        if column is None:
            continue
        if state in Review.STANDING:
            if row is None:
                elsewhere[column] += 1
            else:
                fixed.append((row, column))
        elif row is not None:
            allowed[row, column] = False
    return sorted(fixed), elsewhere


def keep_conflicts_apart(
    call: Call, row_of: dict[UUID, int], reviewers: tuple[Reviewer, ...], allowed: NDArray[np.bool_]
) -> None:
    column_of = {reviewer.person_id: place for place, reviewer in enumerate(reviewers)}
    pairs = Conflict.objects.filter(application__call=call, person__in=column_of)
    places = [
        (row_of[application], column_of[person])
        for application, person in pairs.values_list("application", "person")
        if application in row_of
    ]
    if places:
        allowed[tuple(np.asarray(places).T)] = False


def loads(reviewers: tuple[Reviewer, ...], stage: Stage) -> NDArray[np.int64]:
    return np.array([reviewer.load or stage.load for reviewer in reviewers], dtype=np.int64)


def bids(
    call: Call, row_of: dict[UUID, int], column_of: dict[int, int], shape: tuple[int, ...]
) -> NDArray[np.int64] | None:
    """Bids by pair; nothing where nobody has bid."""
    given = Bid.objects.filter(reviewer__call=call).values_list("application", "reviewer", "value")
    values = np.zeros(shape, dtype=np.int64)
    for application, reviewer, value in given:
        if application in row_of and reviewer in column_of:
            values[row_of[application], column_of[reviewer]] = value
    return values if values.any() else None


def panels(stage: Stage, reviewers: tuple[Reviewer, ...], facts: list[dict[str, str]]) -> tuple[Panel, ...]:
    """What the reviewers of one application must be like together."""
    found: list[Panel] = []
    if stage.per_country is not None:
        countries = [reviewer.person.country for reviewer in reviewers]
        found += Panel.spread("reviewers from", countries, len(facts), stage.per_country)
    written = [str(known.get(LANGUAGE_FACT, "")) for known in facts]
    if any(written):
        profiles = Profile.objects.filter(person__in=[reviewer.person_id for reviewer in reviewers])
        spoken = dict(profiles.values_list("person", "languages"))
        found.append(Panel.speakers(written, [spoken.get(one.person_id, []) for one in reviewers]))
    return tuple(found)


def scored(
    call: Call,
    applications: list[tuple[int, dict[str, object]]],
    reviewers: tuple[Reviewer, ...],
) -> NDArray[np.float64]:
    """How well each pair fits, from terms and texts."""
    definitions: dict[int, Definition] = {
        version.pk: version.definition for version in CallVersion.objects.filter(call=call)
    }
    papers = [subject_of(definitions[version], answers) for version, answers in applications]
    people = subjects_of_people([reviewer.person_id for reviewer in reviewers])
    return fitted(papers, [people[reviewer.person_id] for reviewer in reviewers])


def fits_of(application: Application, reviewers: Sequence[Reviewer]) -> dict[int, float]:
    """How well each of a pool fits one application, by reviewer."""
    subject = subject_of(application.version.definition, application.answers)
    people = subjects_of_people([reviewer.person_id for reviewer in reviewers])
    fits = fitted([subject], [people[reviewer.person_id] for reviewer in reviewers])
    return {reviewer.pk: float(fits[0, column]) for column, reviewer in enumerate(reviewers)}


def fitted(papers: list[Subject], experts: list[Subject]) -> NDArray[np.float64]:
    return affinity(
        [paper.text for paper in papers],
        [expert.text for expert in experts],
        [paper.terms for paper in papers],
        [expert.terms for expert in experts],
    )
