"""A board of two and an assembly, whose people are made up and so let in without a second factor."""

from datetime import date

__all__ = ["APPLICANT", "CHAIR", "MEMBER", "SECRETARY", "seed_boards"]

SECRETARY, CHAIR, MEMBER, APPLICANT = (
    f"{name}@board.example.org" for name in ("secretary", "chair", "member", "applicant")
)


def seed_boards(password: str) -> None:
    from anso.alliance.governance import actions
    from anso.alliance.people.actions import create_account, grant_role

    people = {
        email: create_account(
            actor=None,
            email=email,
            name=name,
            password=password,
            email_verified=True,
            is_synthetic=True,
        )
        for email, name in (
            (SECRETARY, "Sara Secretary"),
            (CHAIR, "Carla Chair"),
            (MEMBER, "Mona Member"),
            (APPLICANT, "Arno Applicant"),
        )
    }
    grant_role(actor=None, user=people[SECRETARY], role="secretariat")
    board = actions.create_body(
        actor=None, code="tide-board", name="Board of tides", kind="board", seats=2, is_synthetic=True
    )
    actions.create_body(
        actor=None,
        code="tide-assembly",
        name="Assembly of tides",
        kind="assembly",
        of_all_members=True,
        is_synthetic=True,
    )
    for email, office in ((CHAIR, "chair"), (MEMBER, "member")):
        actions.begin_term(
            actor=None,
            body=board,
            office=office,
            name=people[email].name,
            person=people[email],
            begins=date(2020, 1, 1),
            is_synthetic=True,
        )
