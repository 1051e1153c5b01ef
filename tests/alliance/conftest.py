"""People and institutions to try the alliance's rules on."""

from collections.abc import Callable

import pytest

from anso.alliance.network.models import Institution
from anso.alliance.people.models import User
from anso.alliance.people.roles import ROLES, Scope

MakeUser = Callable[..., User]


@pytest.fixture
def make_user(db: None) -> MakeUser:
    """Makes an account that holds the given roles, each over the whole site or over a scope."""
    from anso.alliance.people.actions import create_account, grant_role

    def make(*roles: str, scope: Scope = Scope(), email: str = "") -> User:  # noqa: B008
        number = User.objects.count() + 1
        user = create_account(
            actor=None, email=email or f"person{number}@example.org", name=f"Person {number}"
        )
        for role in roles:
            grant_role(actor=None, user=user, role=role, scope=scope)
        return user

    return make


@pytest.fixture
def everybody(make_user: MakeUser) -> dict[str, User]:
    """One person for each role."""
    return {role: make_user(role) for role in ROLES}


@pytest.fixture
def institution(db: None) -> Institution:
    return Institution.objects.create(code="institute-of-tides", name="Institute of Tides", country="LK")
