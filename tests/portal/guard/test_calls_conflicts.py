"""Whoever is in conflict with an application gets nothing of it done, whatever their role: every address, every method.

The addresses are those of the walk's table (`access.toml`), which fails for an address that it does
not name; the walk itself says who may and who may not without a conflict. What is read is compared byte for byte in
`tests/alliance/calls/reviewing/test_leaks.py`; here every method is tried, by everybody who holds a role and by the reviewer.
"""

from collections.abc import Iterator

import pytest
from django.db import transaction
from tests.portal.guard.test_walk import (
    Visit,
    World,
    answer_of,
    call,
    name_of,
    visits,
    world,  # noqa: F401  (the fixture)
)

from anso.alliance.calls.models import Application, Conflict
from anso.alliance.people.roles import ROLES

pytestmark = pytest.mark.django_db

OF_AN_APPLICATION = (
    "{draft}", "{draft_file}", "{sent}", "{sent_file}", "{invited}", "{letter}", "{judged_number}", "{review}",
    "{settled_number}", "{settled_letter}", "{settled_own}",
)  # fmt: skip
"""What the table calls things that belong to one application."""
REVIEWER = "owner"
"""Of the walk's people, who reviews `{review}`."""
REFUSED = {"no", "gone", "in", "bad"}


def conflicted_visits() -> Iterator[Visit]:
    for visit in visits():
        of_calls = visit.path.startswith(
            ("/calls/", "/api/v1/calls", "/api/v1/reviews", "/api/v1/applications")
        )
        if of_calls and any(part in visit.path for part in OF_AN_APPLICATION):
            yield visit


def kept_away(whole: World, who: str) -> None:
    person = whole.people[who]
    assert person is not None
    Conflict.objects.bulk_create(
        [
            Conflict(application=one, person=person, kind=Conflict.Kind.FAMILY)
            for one in Application.objects.exclude(participants__person=person)
        ]
    )


@pytest.mark.parametrize("visit", list(conflicted_visits()), ids=name_of)
def test_who_is_in_conflict_is_refused_by_every_method(world: World, visit: Visit) -> None:  # noqa: F811
    reviewers = [REVIEWER] if "{review}" in visit.path else []
    answers = {}
    for who in (*ROLES, *reviewers):
        with transaction.atomic():
            kept_away(world, who)
            client = world.visitor(who)
            response = call(client, visit, world.address(visit.path))
            answers[who] = answer_of(client, response)
            b"".join(response)
            transaction.set_rollback(True)
    assert {who: answer for who, answer in answers.items() if answer not in REFUSED} == {}


def test_every_part_of_an_application_is_tried() -> None:
    tried = " ".join(visit.path for visit in conflicted_visits())
    assert [part for part in OF_AN_APPLICATION if part not in tried] == []
