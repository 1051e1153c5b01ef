"""A scholarship that is open, and who applies to it: made up, and let in without a second factor."""

from datetime import timedelta

__all__ = ["HASTY", "STUDENT", "seed_calls"]

STUDENT, HASTY = (f"{name}@calls.example.org" for name in ("student", "hasty"))


def seed_calls(password: str) -> None:
    from django.utils import timezone
    from tests.alliance.calls.world import definition, drafted, open_call

    from anso.alliance.people.actions import create_account

    now = timezone.now()
    given = definition(applying="team", co_applicants=2)
    call = open_call(
        "tried", given=given, opens_at=now - timedelta(days=3), deadline=now + timedelta(days=30)
    )
    for email, name in ((STUDENT, "Stu Dent"), (HASTY, "Hasty Hand")):
        made = create_account(
            actor=None, email=email, name=name, password=password, email_verified=True, is_synthetic=True
        )
        if email == STUDENT:
            drafted(made, call, at=now)
