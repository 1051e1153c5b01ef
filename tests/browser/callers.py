"""A scholarship that is open and two that are judged, with their people: made up, and let in without a second factor."""

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anso.alliance.people.models import User

__all__ = ["BOARD", "HASTY", "JUDGED", "REVIEWER", "SETTLED", "STUDENT", "seed_calls"]

STUDENT, HASTY, REVIEWER, BOARD = (
    f"{name}@calls.example.org" for name in ("student", "hasty", "reviewer", "board")
)
JUDGED, SETTLED = "judged", "settled"
"""The code of a call in review, and of one whose selection waits for the board."""


def seed_calls(password: str) -> dict[str, str]:
    """The address that a referee is sent, for it is known to nobody else."""
    from anso.alliance.people.actions import create_account, grant_role

    student, _hasty, reviewer, board = (
        create_account(
            actor=None, email=email, name=name, password=password, email_verified=True, is_synthetic=True
        )
        for email, name in (
            (STUDENT, "Stu Dent"),
            (HASTY, "Hasty Hand"),
            (REVIEWER, "Rea Viewer"),
            (BOARD, "Bo Ard"),
        )
    )
    grant_role(actor=None, user=board, role="board-member")
    seed_open(student)
    return {"letter": seed_judged(reviewer)} | {"selection": seed_settled()}


def seed_open(student: "User") -> None:
    from django.utils import timezone
    from tests.alliance.calls.world import definition, drafted, open_call

    now = timezone.now()
    given = definition(applying="team", co_applicants=2)
    call = open_call(
        "tried", given=given, opens_at=now - timedelta(days=3), deadline=now + timedelta(days=30)
    )
    drafted(student, call, at=now)


def seed_judged(reviewer: "User") -> str:
    """A stage at work; gives the address of a letter of reference."""
    from django.utils import timezone
    from tests.alliance.calls.reviewing.helpers import assigned, opened, pooled, screened
    from tests.alliance.calls.world import definition, open_call

    from anso.alliance.calls import mail
    from anso.alliance.network.models import Affiliation

    Affiliation.objects.create(person=reviewer, institution_text="House of reviews")
    # Letters are taken for some days after the deadline.
    past = timezone.now() - timedelta(days=1)
    call = open_call(JUDGED, given=definition(), deadline=past)
    pools = pooled(call, reviewer)
    one, _other = screened(call, "ada", "ben")
    opened(call)
    assigned(pools[0], one)
    address = mail.reference_link(one.references.order_by("email")[0])
    return "/" + address.partition("://")[2].partition("/")[2]


def seed_settled() -> str:
    """A selection that was taken; gives its number."""
    from tests.alliance.calls.deciding.helpers import LAST, reviewed

    from anso.alliance.calls import actions

    call, _found = reviewed(
        {"chosen": 9, "passed": 5}, code=SETTLED, selection={"places": 1, "board_approves": True}
    )
    actions.close_stage(actor=None, call=call, stage=LAST)
    taken = actions.take_selection(actor=None, selection=actions.try_selection(actor=None, call=call))
    return str(taken.pk)
