"""A call at work to try reviewing on: experts whose identity is confirmed, a pool, applications that were screened."""

from datetime import UTC, date, datetime
from typing import Any

from tests.alliance.calls.world import definition, good_answers, open_call, person, submitted

from anso.alliance.calls import actions
from anso.alliance.calls.models import Application, Call, Review, Reviewer
from anso.alliance.network.models import Affiliation, Institution
from anso.alliance.people.actions import create_account, describe_person, grant_role
from anso.alliance.people.models import User

ON = datetime(2021, 6, 1, 8, tzinfo=UTC)


def expert(
    name: str,
    *roles: str,
    at: Institution | str = "",
    until: date | None = None,
    email: str = "",
    country: str = "",
    terms: tuple[str, ...] = (),
) -> User:
    """Somebody of a confirmed address who says where they work."""
    made = create_account(
        actor=None,
        email=email or f"{name}@example.org",
        name=f"{name.title()} Expert",
        email_verified=True,
        **({"country": country} if country else {}),
    )
    where = (
        {"institution": at} if isinstance(at, Institution) else {"institution_text": at or f"House of {name}"}
    )
    Affiliation.objects.create(person=made, until=until, **where)
    for role in roles:
        grant_role(actor=None, user=made, role=role)
    if terms:
        describe_person(actor=None, user=made, expertise=list(terms))
    return made


def pooled(call: Call, *people: User, load: int | None = None) -> list[Reviewer]:
    """People who were asked into the pool and said yes."""
    made = []
    for one in people:
        reviewer = actions.invite_reviewer(actor=None, call=call, person=one, load=load)
        assert isinstance(reviewer, Reviewer)
        made.append(actions.answer_invitation(actor=one, reviewer=reviewer, accept=True))
    return made


def institution(code: str = "tides", **given: Any) -> Institution:
    return Institution.objects.create(code=code, name=f"Institute of {code.title()}", country="LK", **given)


def screened(call: Call, *applicants: str | User, **answers: Any) -> list[Application]:
    """Applications of people (of these names, or who are there), submitted and found eligible."""
    made = []
    for one in applicants:
        applicant = person(one) if isinstance(one, str) else one
        name = applicant.name.lower()
        made.append(
            submitted(applicant, call, good_answers(name=f"{name.title()} Applicant", **answers)).application
        )
    Application.objects.filter(pk__in=[one.pk for one in made]).update(stage="screening")
    for one in made:
        one.refresh_from_db()
    return made


def call_at_work(*, stages: list[dict[str, Any]] | None = None, **changed: Any) -> Call:
    given = definition(**changed)
    if stages is not None:
        given["stages"] = stages
    return open_call(given=given)


def opened(call: Call, stage: str = "merit") -> Call:
    """The stage at work, its clock beginning at `ON`."""
    actions.open_stage(actor=None, call=call, stage=stage)
    return call


def assigned(reviewer: Reviewer, application: Application, stage: str = "merit") -> Review:
    application.refresh_from_db()
    made = actions.change_assignment(actor=None, application=application, stage=stage, add=reviewer)
    assert made is not None
    return made


SCORES = {"record": 8, "plan": 7, "promise": 4}
"""On the scholarship's criteria, from 1 to 10: weights 3, 4, 3."""


def finished(review: Review, scores: dict[str, int] | None = None) -> Review:
    """A review written and submitted by its reviewer."""
    author = review.reviewer.person
    kept = actions.save_review(
        actor=author,
        review=review,
        scores=scores or SCORES,
        to_applicant="Well argued.",
        revision=review.revision,
    )
    return actions.submit_review(actor=author, review=kept)
