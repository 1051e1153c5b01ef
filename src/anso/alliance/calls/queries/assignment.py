"""What officers see of a pool and of who reviews what: of the applications that no conflict keeps from them.

Loads and counts are sums over what the reader sees, so that an application that is kept from them is in no figure.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from anso.alliance.calls.assigning import Assignment
from anso.alliance.calls.assigning.edits import Consequence, consequence
from anso.alliance.calls.definition import Stage
from anso.alliance.calls.matching import fits_of, read_matching
from anso.alliance.calls.models import Application, Bid, Call, Conflict, Review, Reviewer
from anso.alliance.calls.queries.sight import without_conflicts
from anso.alliance.calls.stages import applications_in, stage_called
from anso.alliance.people.models import Expertise, User
from anso.alliance.people.rules import Visitor
from anso.places.fold import fold

__all__ = [
    "Candidate",
    "PoolMember",
    "Standing",
    "applications_of_stage",
    "candidates",
    "pool_of",
    "price_of",
    "rows_of_stage",
    "standing_of",
    "with_reviews",
]

State = Review.State
KINDS = dict(Conflict.Kind.choices)


@dataclass(frozen=True)
class PoolMember:
    """Somebody in the pool, with what they have in a stage."""

    reviewer: Reviewer
    terms: tuple[str, ...]
    most: int | None
    given: int = 0
    submitted: int = 0

    @property
    def left(self) -> int:
        return self.given - self.submitted


@dataclass(frozen=True)
class Standing:
    """How far the assignment of a stage has come."""

    applications: int
    wanted: int
    given: int
    submitted: int
    lacking: int
    """Applications with fewer reviewers than they are to have."""
    loads: tuple[PoolMember, ...] = field(default=())


def applications_of_stage(
    user: Visitor, call: Call, stage: str, *, only_lacking: bool = False
) -> QuerySet[Application]:
    """The applications of a stage that somebody sees; or those of them that lack reviewers."""
    seen = without_conflicts(applications_in(call, stage), user)
    if only_lacking:
        stands = Q(reviews__stage=stage, reviews__state__in=Review.STANDING)
        counted_ones = seen.annotate(given=Count("reviews", filter=stands))
        seen = counted_ones.filter(given__lt=stage_called(call, stage).reviews_per)
    return seen.order_by("number")


def with_reviews(found: QuerySet[Application], stage: str) -> QuerySet[Application]:
    reviews = Review.objects.filter(stage=stage).exclude(state=State.REMOVED)
    return found.prefetch_related(
        Prefetch("reviews", reviews.select_related("reviewer__person").order_by("assigned_at", "pk"), "panel")
    )


def rows_of_stage(
    user: Visitor, call: Call, stage: str, *, text: str = "", only_lacking: bool = False
) -> QuerySet[Application]:
    """The list that an officer pages through: by number or title, and those that lack reviewers alone."""
    found = applications_of_stage(user, call, stage, only_lacking=only_lacking)
    for word in fold(text[:100]).split():
        found = found.filter(folded__contains=word)
    return with_reviews(found, stage)


def standing_of(user: Visitor, call: Call, stage: str) -> Standing:
    known = stage_called(call, stage)
    seen = without_conflicts(applications_in(call, stage), user)
    rows = list(
        Review.objects.filter(application__in=seen, stage=stage, state__in=Review.STANDING).values_list(
            "application", "reviewer", "state"
        )
    )
    applications = seen.count()
    by_application = Counter(application for application, _reviewer, _state in rows)
    given = Counter(reviewer for _application, reviewer, _state in rows)
    came = Counter(reviewer for _application, reviewer, state in rows if state == State.SUBMITTED)
    served = sum(count >= known.reviews_per for count in by_application.values())
    reviewers = Reviewer.objects.filter(call=call, pk__in=given).select_related("person")
    return Standing(
        applications=applications,
        wanted=known.reviews_per * applications,
        given=len(rows),
        submitted=sum(came.values()),
        lacking=applications - served,
        loads=tuple(
            PoolMember(one, (), one.load or known.load, given[one.pk], came[one.pk])
            for one in reviewers.order_by("person__folded_name", "pk")
        ),
    )


def pool_of(user: Visitor, call: Call, stage: Stage | None = None) -> list[PoolMember]:
    """The pool in the order of names; with a stage, what each has there of what the reader sees."""
    reviewers = list(
        Reviewer.objects.filter(call=call).select_related("person").order_by("person__folded_name", "pk")
    )
    terms: dict[int, list[str]] = defaultdict(list)
    people = [reviewer.person_id for reviewer in reviewers]
    known = Expertise.objects.filter(person__in=people).order_by("term")
    for person, term in known.values_list("person", "term"):
        terms[person].append(term)
    given = counted(user, call, stage) if stage else {}
    return [
        PoolMember(
            reviewer,
            tuple(terms[reviewer.person_id]),
            reviewer.load or (stage.load if stage else None),
            *given.get(reviewer.pk, (0, 0)),
        )
        for reviewer in reviewers
    ]


def counted(user: Visitor, call: Call, stage: Stage) -> dict[int, tuple[int, int]]:
    seen = without_conflicts(applications_in(call, stage.code), user)
    rows = (
        Review.objects.filter(application__in=seen, stage=stage.code, state__in=Review.STANDING)
        .values("reviewer")
        .annotate(given=Count("pk"), came=Count("pk", filter=Q(state=State.SUBMITTED)))
    )
    return {row["reviewer"]: (row["given"], row["came"]) for row in rows}


@dataclass(frozen=True)
class Candidate:
    """Somebody of the pool beside one application: how well they fit, and what stands against it."""

    reviewer: Reviewer
    fit: float
    """Among the pool alone: it orders this page, and is not the fit of the whole stage's assignment."""
    given: int
    most: int
    bid: int | None
    conflicts: tuple[str, ...]
    review: Review | None
    is_free: bool
    """Nothing stands in the way of adding them."""


def candidates(user: Visitor, application: Application, stage: Stage) -> list[Candidate]:
    """The whole pool for one application, the best first; who cannot review it stands last, with the reason."""
    given_bid = Bid.objects.filter(application=application, reviewer=OuterRef("pk")).values("value")
    reviewers = list(
        Reviewer.objects.filter(call=application.call_id)
        .select_related("person__profile")
        .annotate(bid=Subquery(given_bid[:1]))
        .order_by("person__folded_name", "pk")
    )
    fits = fits_of(application, reviewers)
    given = counted(user, application.call, stage)
    kinds: dict[int, list[str]] = defaultdict(list)
    for person, kind in application.conflicts.values_list("person", "kind"):
        kinds[person].append(str(KINDS[kind]))
    reviews = {
        review.reviewer_id: review
        for review in Review.objects.filter(application=application, stage=stage.code)
    }
    found = [
        beside(reviewer, stage, fits[reviewer.pk], given, tuple(kinds[reviewer.person_id]), reviews)
        for reviewer in reviewers
    ]
    return sorted(found, key=lambda one: (not one.is_free, -one.fit, one.reviewer.pk))


def beside(
    reviewer: Any,
    stage: Stage,
    fit: float,
    given: Mapping[int, tuple[int, int]],
    conflicts: tuple[str, ...],
    reviews: Mapping[int, Review],
) -> Candidate:
    """One of the pool beside the application, `reviewer.bid` being what they bid for it."""
    review = reviews.get(reviewer.pk)
    count, most = given.get(reviewer.pk, (0, 0))[0], reviewer.load or stage.load
    ready = reviewer.state == Reviewer.State.READY and reviewer.is_confirmed
    reviews_it = review is not None and review.state in Review.STANDING
    free = ready and not conflicts and count < most and not reviews_it
    return Candidate(reviewer, fit, count, most, reviewer.bid, conflicts, review, free)


def price_of(
    user: User,
    call: Call,
    stage: str,
    application: UUID,
    *,
    add: Reviewer | None = None,
    remove: Review | None = None,
) -> Consequence:
    """What an edit costs: the change of the total as it stands, and with all else arranged anew."""
    matching = read_matching(call, stage, officer=user)
    row = matching.applications.index(application)
    column_of = {reviewer.pk: column for column, reviewer in enumerate(matching.reviewers)}
    current = Assignment.of(matching.problem, matching.standing)
    adding = [(row, column_of[add.pk])] if add is not None and add.pk in column_of else []
    taking = (
        [(row, column_of[remove.reviewer_id])]
        if remove is not None and remove.reviewer_id in column_of
        else []
    )
    return consequence(current, add=adding, remove=taking)
