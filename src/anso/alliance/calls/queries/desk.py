"""A call at a glance, as its officers see it: what came in, what is left to do, and what follows."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from anso.alliance.calls.definition import Stage, StageKind
from anso.alliance.calls.models import Application, Call, Review, Selection, StageRun
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.calls.queries.keeping import first_screening
from anso.alliance.calls.queries.sight import applications_for
from anso.alliance.people.rules import Visitor

__all__ = ["Desk", "Next", "StageAtWork", "desk_of"]

DAYS_SHOWN = 120
State = Application.State


@dataclass(frozen=True)
class StageAtWork:
    """A stage with its run and its counts, of the applications that the reader sees."""

    stage: Stage
    run: StageRun | None
    applications: int
    given: int
    submitted: int


@dataclass(frozen=True)
class Next:
    """What to do next, and where."""

    told: str
    url: str


@dataclass(frozen=True)
class Desk:
    drafts: int
    submitted: int
    refused: int
    withdrawn: int
    to_screen: int
    by_day: tuple[tuple[date, int], ...]
    stages: tuple[StageAtWork, ...]
    next: Next | None

    @property
    def most_a_day(self) -> int:
        return max((n for _day, n in self.by_day), default=0)


def desk_of(user: Visitor, call: Call, now: datetime) -> Desk:
    seen = applications_for(user, call)
    counted = Counter[tuple[str, str]]()
    for row in seen.order_by().values("state", "stage").annotate(n=Count("pk")):
        counted[row["state"], row["stage"]] += row["n"]
    to_screen = counted[State.SUBMITTED, ""] if first_screening(call.definition) else 0
    stages = tuple(stages_of(seen, call, counted))
    return Desk(
        drafts=call.applications.filter(state=State.DRAFT, number="").count(),
        submitted=total(counted, State.SUBMITTED),
        refused=total(counted, State.REFUSED),
        withdrawn=total(counted, State.WITHDRAWN),
        to_screen=to_screen,
        by_day=tuple(by_day(seen, call)),
        stages=stages,
        next=next_step(call, now, to_screen, stages),
    )


def total(counted: Counter[tuple[str, str]], state: str) -> int:
    return sum(n for (found, _stage), n in counted.items() if found == state)


def stages_of(
    seen: QuerySet[Application], call: Call, counted: Counter[tuple[str, str]]
) -> list[StageAtWork]:
    runs = {run.stage: run for run in call.runs.all()}
    reviews: dict[str, dict[str, Any]] = {
        row["stage"]: dict(row)
        for row in Review.objects.filter(application__in=seen.values("pk"), state__in=Review.STANDING)
        .order_by()
        .values("stage")
        .annotate(given=Count("pk"), submitted=Count("pk", filter=Q(state=Review.State.SUBMITTED)))
    }
    codes = [stage.code for stage in call.definition.stages]
    return [
        StageAtWork(
            stage,
            runs.get(stage.code),
            sum(counted[State.SUBMITTED, later] for later in codes[place:]),
            reviews.get(stage.code, {}).get("given", 0),
            reviews.get(stage.code, {}).get("submitted", 0),
        )
        for place, stage in enumerate(call.definition.stages)
    ]


def by_day(seen: QuerySet[Application], call: Call) -> list[tuple[date, int]]:
    """Submissions a day in the call's zone, of the last days, days without any among them."""
    rows = dict(
        seen.order_by().values_list(TruncDate("submitted_at", tzinfo=call.current.tz)).annotate(n=Count("pk"))
    )
    if not rows:
        return []
    last = max(rows)
    first = max(min(rows), last - timedelta(days=DAYS_SHOWN - 1))
    return [
        (day, rows.get(day, 0)) for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
    ]


def next_step(call: Call, now: datetime, to_screen: int, stages: tuple[StageAtWork, ...]) -> Next | None:
    """The first thing that waits for an officer."""
    if call.state == Call.State.DRAFT:
        return Next(gettext("Look the call over, rehearse it, and publish it."), address("definition", call))
    if call.state != Call.State.PUBLISHED:
        return None
    if call.takes(now) and call.current.deadline is not None:
        return Next(
            gettext("Applications come in. Ask reviewers into the pool meanwhile."), address("pool", call)
        )
    if to_screen:
        told = ngettext(
            "%(n)d application waits to be screened.", "%(n)d applications wait to be screened.", to_screen
        )
        return Next(told % {"n": to_screen}, address("screening", call))
    for one in stages:
        if one.stage.kind == StageKind.REVIEW and (found := review_step(call, one)) is not None:
            return found
    if call.selections.filter(state=Selection.State.RELEASED).exists():
        return Next(
            gettext("Decisions are released. Follow the answers; close the call when all is settled."),
            address("decisions", call),
        )
    return Next(gettext("Choose under the quotas, and release the decisions."), address("selection", call))


def review_step(call: Call, one: StageAtWork) -> Next | None:
    told = {"stage": said_now(one.stage.title)}
    if one.run is None:
        return Next(gettext("Open the stage “%(stage)s”.") % told, address("assignment", call, one.stage))
    if one.run.closed_at is not None:
        return None
    if one.given < one.applications:
        return Next(
            gettext("Assign the reviews of “%(stage)s”.") % told, address("assignment", call, one.stage)
        )
    left = one.given - one.submitted
    if left:
        words = ngettext(
            "%(n)d review of “%(stage)s” is not in yet.", "%(n)d reviews of “%(stage)s” are not in yet.", left
        )
        return Next(words % {"n": left, **told}, address("assignment", call, one.stage))
    return Next(gettext("Close the stage “%(stage)s”.") % told, address("scores", call, one.stage))


def address(name: str, call: Call, stage: Stage | None = None) -> str:
    return reverse(f"calls:{name}", kwargs={"code": call.code} | ({"stage": stage.code} if stage else {}))
