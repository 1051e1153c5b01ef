"""A small world to try calls on: a scholarship that is open, an applicant, officers, and answers that hold.

In come only what a test wishes to be different; everything goes through the verbs.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.alliance.files.samples import pdf

from anso.alliance import files
from anso.alliance.calls import actions
from anso.alliance.calls.definition import template
from anso.alliance.calls.models import Application, Attachment, Call, Programme, Submission
from anso.alliance.people.actions import create_account, grant_role
from anso.alliance.people.models import User
from anso.alliance.people.roles import Scope, ScopeKind

OPENS = datetime(2020, 11, 30, tzinfo=UTC)
DEADLINE = datetime(2021, 3, 31, 15, 59, 59, tzinfo=UTC)
DURING = datetime(2021, 1, 15, 12, tzinfo=UTC)


def person(name: str, *roles: str, programme: str = "") -> User:
    made = create_account(actor=None, email=f"{name}@example.org", name=name.title())
    scope = Scope(ScopeKind.PROGRAMME, programme) if programme else Scope()
    for role in roles:
        grant_role(actor=None, user=made, role=role, scope=scope)
    return made


def definition(name: str = "scholarship", **changed: Any) -> dict[str, Any]:
    """A shipped definition, parts of it replaced."""
    return {**template(name).model_dump(mode="json"), **changed}


def open_call(
    code: str = "sch-2021", *, of: str = "scholarship", given: dict[str, Any] | None = None, **dates: Any
) -> Call:
    programme, _made = Programme.objects.get_or_create(
        code=of, defaults={"titles": {"en": of.title()}, "template": of}
    )
    call = actions.make_call(
        actor=None,
        programme=programme,
        code=code,
        prefix=code.upper()[:8],
        definition=given if given is not None else definition(of),
        **{"opens_at": OPENS, "deadline": DEADLINE, **dates},
    )
    actions.publish_call(actor=None, call=call)
    return call


def good_answers(**changed: Any) -> dict[str, Any]:
    """Answers to the scholarship that may be submitted."""
    return {
        "name": "Aigerim Example",
        "birth": "1995-05-04",
        "gender": "female",
        "citizenship": "KZ",
        "degree": "phd",
        "university": "ustc",
        "terms": ["climate-change"],
        "plan": "How glaciers of the Tien Shan feed the rivers of the plain. " * 6,
        "education": [{"university": "Al-Farabi", "degree": "MSc", "year": 2018}],
        "referees": [
            {"name": "R. One", "email": "one@referee.example"},
            {"name": "R. Two", "email": "two@referee.example"},
        ],
        "truth": True,
        **changed,
    }


def drafted(
    applicant: User, call: Call, answers: dict[str, Any] | None = None, *, at: datetime = DURING
) -> Application:
    """A draft with everything that is needed, files included."""
    draft = actions.start_application(actor=applicant, call=call, received_at=at)
    actions.save_answers(
        actor=applicant, application=draft, answers=answers or good_answers(), revision=draft.revision
    )
    content = pdf(b"<< /Type /Catalog >>")
    checked = files.check_file("paper.pdf", content, kinds=[files.PDF], largest=10_000)
    for field in ("passport", "transcript"):
        Attachment.objects.create(
            application=draft,
            field=field,
            name=f"{field}.pdf",
            media_type=checked.media_type,
            size=checked.size,
            sha256=files.keep(checked, content),
        )
    draft.refresh_from_db()
    return draft


def submitted(
    applicant: User, call: Call, answers: dict[str, Any] | None = None, *, at: datetime = DURING
) -> Submission:
    draft = drafted(applicant, call, answers)
    return actions.submit_application(actor=applicant, application=draft, received_at=at)


LAST_SECOND = DEADLINE + timedelta(microseconds=999_999)
TOO_LATE = DEADLINE + timedelta(seconds=1)
