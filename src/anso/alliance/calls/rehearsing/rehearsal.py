"""The steps of a rehearsal in order: in come a definition, its size and a seed; out goes the report as plain data."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from anso.alliance.calls.definition import Definition, StageKind
from anso.alliance.calls.rehearsing.making.answers import answers_of
from anso.alliance.calls.rehearsing.making.chance import chance
from anso.alliance.calls.rehearsing.making.eligible import broken, kept
from anso.alliance.calls.rehearsing.making.nations import houses_of, nations_of
from anso.alliance.calls.rehearsing.making.people import Applicant, applicant_of, expert_of
from anso.alliance.calls.rehearsing.scaling import scale_of, scaled
from anso.alliance.calls.rehearsing.timing import Steps
from anso.errors import InvalidInputError, Problem

__all__ = ["Size", "rehearse"]

KEPT_OUT = 0.02
"""Further people who try to apply though a rule of eligibility keeps them out."""
HOUSES = 320


@dataclass(frozen=True)
class Size:
    """How many apply and review, and what everything made up starts from."""

    applications: int
    reviewers: int
    seed: int = 0

    def __post_init__(self) -> None:
        if self.applications < 1:
            raise InvalidInputError(
                [Problem("applications", f"{self.applications} is below 1; give at least 1")]
            )
        if self.reviewers < 0:
            raise InvalidInputError([Problem("reviewers", f"{self.reviewers} is below 0; give 0 or more")])


def rehearse(
    definition: Definition, size: Size, *, tell: Callable[[str], None] = lambda _text: None
) -> dict[str, Any]:
    """Carry the call through, in the database at hand."""
    from django.utils import timezone

    from anso.alliance.calls.rehearsing.course import applying, deciding, reviewing, screening, stage_set
    from anso.alliance.calls.rehearsing.report import Course, report_of

    steps, seed, today = Steps(), size.seed, timezone.localdate()
    scale = scale_of(definition, size.applications)
    given = scaled(definition, scale)
    with steps.step("people and institutions"):
        nations = nations_of(seed)
        houses = houses_of(seed, nations, HOUSES)
        extra = round(KEPT_OUT * size.applications) if given.eligibility else 0
        applicants = [applicant_of(seed, n, nations, houses) for n in range(size.applications + extra)]
        experts = [expert_of(seed, n, houses) for n in range(size.reviewers)]
        institutions = stage_set.houses_made(houses)
        accounts = stage_set.accounts_of(applicants)
        reviewers = stage_set.accounts_of(experts, institutions)
        staff = stage_set.staff_made()
    tell("people and institutions")
    with steps.step("call"):
        call = stage_set.call_made(staff, given, given.model_dump(mode="json"))
    tell("call")
    with steps.step("answers made up"):
        answers = [
            fitted(
                given,
                one,
                answers_of(seed, given, one, houses, today),
                nations.codes,
                seed,
                out=n >= size.applications,
            )
            for n, one in enumerate(applicants)
        ]
    with steps.step("applications") as step:
        applied = applying.apply(call, list(zip(accounts, answers, strict=True)), seed=seed)
        step.acts = applied.acts
    tell("applications")
    with steps.step("letters of reference") as step:
        letters = applying.answer_letters(call, seed=seed)
        step.acts = letters["answered"] + letters["declined"]
    tell("letters of reference")
    with steps.step("withdrawals") as step:
        step.acts = withdrawn = applying.withdraw_some(call, applied, accounts, seed=seed)
    with steps.step("pool") as step:
        stage_set.pool_made(staff, call, reviewers)
        step.acts = 1 + len(reviewers)
    merit = {number: applicants[place].merit for number, place in applied.submitted.items()}
    people = {user.pk: (user, expert) for user, expert in zip(reviewers, experts, strict=True)}
    judges = reviewing.Judges(people, merit)
    refused, reviewed = 0, []
    for stage in given.stages:
        if stage.kind == StageKind.SCREENING:
            with steps.step(f"{stage.code}: screening"):
                refused += screening.screen(staff, call, stage, seed=seed)
        else:
            reviewed.append(reviewing.review(staff, call, stage, judges, steps, seed=seed))
        tell(stage.code)
    decided = deciding.decide_all(staff, call, merit, steps, seed=seed)
    tell("decisions")
    course = Course(call, given, size, scale, applied, letters, withdrawn, refused, reviewed, decided, merit)
    return report_of(course, steps)


def fitted(
    definition: Definition,
    applicant: Applicant,
    answers: dict[str, Any],
    countries: tuple[str, ...],
    seed: int,
    *,
    out: bool,
) -> dict[str, Any]:
    """Answers that the rules of eligibility let in; for those who are to be kept out, answers that one does not."""
    random = chance(seed, "eligible", applicant.number)
    found = kept(definition, answers, random, countries)
    return (broken(definition, found, random, countries) or found) if out else found
