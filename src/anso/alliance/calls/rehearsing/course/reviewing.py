"""A stage of review: opened, assigned, written by its reviewers one by one, closed with its scores calibrated.

A few reviewers give an application back, which is then given to others; a few never answer. The officers close the
stage with what has come, as they do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

from anso.alliance.calls import actions
from anso.alliance.calls.definition import Reviewing, Stage, StageKind
from anso.alliance.calls.matching import Plan
from anso.alliance.calls.models import Application, Call, Review, Reviewer, Score
from anso.alliance.calls.rehearsing.course.stage_set import Staff
from anso.alliance.calls.rehearsing.making.chance import chance
from anso.alliance.calls.rehearsing.making.judging import scores_of
from anso.alliance.calls.rehearsing.making.people import Expert
from anso.alliance.calls.rehearsing.making.texts import COMMENT
from anso.alliance.calls.rehearsing.timing import Steps
from anso.alliance.people.models import User
from anso.errors import InvalidInputError

__all__ = ["Judges", "Reviewed", "review"]

GIVEN_BACK = 0.015
SILENT = 0.005
DISCUSSED_EVERY = 20
FOR_A_PLACE = 2
"""Applications for each place that officers send on where the call leaves it to them."""


@dataclass(frozen=True)
class Judges:
    """The pool: account and nature of each reviewer, by account."""

    people: Mapping[int, tuple[User, Expert]]
    merit: Mapping[str, float]
    """True merit by the application's number."""


@dataclass
class Reviewed:
    """What a stage came to."""

    stage: str
    applications: int = 0
    submitted: int = 0
    given_back: int = 0
    silent: int = 0
    assignment: dict[str, Any] = field(default_factory=dict)
    calibration: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def review(staff: Staff, call: Call, stage: Stage, judges: Judges, steps: Steps, *, seed: int) -> Reviewed:
    found = Reviewed(stage.code)
    with steps.step(f"{stage.code}: opening"):
        actions.open_stage(actor=staff.officer, call=call, stage=stage.code)
    with steps.step(f"{stage.code}: assignment") as step:
        found.assignment = assigned(staff, call, stage, seed)
        step.acts = int(found.assignment.get("new", 0))
    with steps.step(f"{stage.code}: reviews") as step:
        given_back(call, stage, judges, found, seed)
        if found.given_back:
            again(staff, call, stage, found, seed)
        written(call, stage, judges, found, seed)
        step.acts = 2 * found.submitted + found.given_back
    if stage.discussion:
        with steps.step(f"{stage.code}: discussion") as step:
            step.acts = discussed(call, stage, judges)
    with steps.step(f"{stage.code}: calibration and closing"):
        run = actions.close_stage(actor=staff.officer, call=call, stage=stage.code, may_lack=True, seed=seed)
    found.calibration = run.calibrating
    found.applications = int(run.calibrating["applications"])
    send_on_if_asked(staff, call, stage)
    return found


def assigned(staff: Staff, call: Call, stage: Stage, seed: int) -> dict[str, Any]:
    if stage.reviewing == Reviewing.INVITED:
        return invited(staff, call, stage)
    plan = actions.assign_reviews(actor=staff.officer, call=call, stage=stage.code, seed=seed)
    return {**plan.summary, **served(plan)}


def served(plan: Plan) -> dict[str, Any]:
    """How well the assignment serves the applications: the sum of affinity of each one's reviewers."""
    import numpy as np

    pairs = plan.assignment.pairs
    if not len(pairs):
        return {}
    sums = np.bincount(
        pairs[:, 0],
        weights=plan.matching.problem.scores[pairs[:, 0], pairs[:, 1]],
        minlength=len(plan.matching.applications),
    )
    low, tenth, middle = np.quantile(sums, [0, 0.1, 0.5])
    return {"served_worst": float(low), "served_tenth": float(tenth), "served_middle": float(middle)}


def invited(staff: Staff, call: Call, stage: Stage) -> dict[str, Any]:
    """Officers ask reviewers one by one, each in turn who is free to read the application."""
    turns = cycle(list(Reviewer.objects.filter(call=call, state=Reviewer.State.READY).order_by("pk")))
    pool = Reviewer.objects.filter(call=call, state=Reviewer.State.READY).count()
    made = 0
    for application in in_stage(call, stage):
        has = 0
        for reviewer in (next(turns) for _try in range(pool)):
            try:
                actions.change_assignment(
                    actor=staff.officer, application=application, stage=stage.code, add=reviewer
                )
            except InvalidInputError:  # kept from it, or full: the next one is asked
                continue
            has += 1
            if has == stage.reviews_per:
                break
        made += has
    return {"method": "invited", "new": made, "pairs": made}


def in_stage(call: Call, stage: Stage) -> Sequence[Application]:
    return list(
        call.applications.filter(state=Application.State.SUBMITTED, stage=stage.code)
        .select_related("call__version", "call__programme")
        .defer("answers", "call__version__definition_json")
        .order_by("number")
    )


def at_work(call: Call, stage: Stage) -> list[Review]:
    return list(
        Review.objects.filter(application__call=call, stage=stage.code, state__in=Review.AT_WORK)
        .select_related("reviewer", "application")
        .defer("application__answers", "application__facts")
        .order_by("application__number", "reviewer")
    )


def given_back(call: Call, stage: Stage, judges: Judges, found: Reviewed, seed: int) -> None:
    random = chance(seed, stage.code, "gives back")
    for one in at_work(call, stage):
        if random.random() < GIVEN_BACK:
            person, _expert = judges.people[one.reviewer.person_id]
            actions.decline_review(actor=person, review=one, reason="Made up: no time")
            found.given_back += 1


def again(staff: Staff, call: Call, stage: Stage, found: Reviewed, seed: int) -> None:
    """What was given back goes to others, if there is anybody left who may read it."""
    if stage.reviewing != Reviewing.MATCHED:
        return
    try:
        actions.assign_reviews(actor=staff.officer, call=call, stage=stage.code, seed=seed)
    except InvalidInputError as error:
        found.notes.append(str(error))


def written(call: Call, stage: Stage, judges: Judges, found: Reviewed, seed: int) -> None:
    random = chance(seed, stage.code, "silent")
    has_one: set[object] = set()
    for one in at_work(call, stage):
        if random.random() < SILENT and one.application_id in has_one:
            found.silent += 1
            continue
        has_one.add(one.application_id)
        person, expert = judges.people[one.reviewer.person_id]
        number = one.application.number
        scores = scores_of(seed, stage.code, number, judges.merit[number], expert, stage.criteria)
        kept = actions.save_review(
            actor=person, review=one, scores=scores, to_applicant=COMMENT, revision=one.revision
        )
        actions.submit_review(actor=person, review=kept)
        found.submitted += 1


def discussed(call: Call, stage: Stage, judges: Judges) -> int:
    submitted = (
        Review.objects.filter(application__call=call, stage=stage.code, state=Review.State.SUBMITTED)
        .select_related("reviewer", "application__call__programme")
        .order_by("application__number", "reviewer")
    )
    speaking = list(submitted)[::DISCUSSED_EVERY]
    for one in speaking:
        person, _expert = judges.people[one.reviewer.person_id]
        actions.write_remark(actor=person, application=one.application, stage=stage.code, text=COMMENT)
    return len(speaking)


def send_on_if_asked(staff: Staff, call: Call, stage: Stage) -> None:
    """Where the call lets the officers choose who goes on, they take the best."""
    following = call.definition.after(stage.code)
    going = stage.going
    chosen_by_rule = any(way is not None for way in (going.number, going.share, going.score))
    if following is None or following.kind != StageKind.REVIEW or chosen_by_rule:
        return
    best = Score.objects.filter(application__call=call, stage=stage.code).order_by("rank", "pk")
    keys = list(best.values_list("application", flat=True)[: FOR_A_PLACE * call.definition.selection.places])
    actions.send_on(actor=staff.officer, call=call, applications=list(call.applications.filter(pk__in=keys)))
