"""What tests of keeping share: an officer with a second factor, in a browser."""

from django.test import Client
from tests.alliance.calls.world import person
from tests.portal.guard.people import add_factor, sign_in

from anso.alliance.people.models import User

__all__ = ["browser_of_officer", "officer", "signed_in"]


def officer(name: str = "officer", *, programme: str = "") -> User:
    """Over the whole site, or over one programme."""
    return person(name, "secretariat", programme=programme)


def signed_in(user: User) -> Client:
    """A browser in which the second factor was shown."""
    add_factor(user)
    return sign_in(user, shown=True)


def browser_of_officer() -> Client:
    return signed_in(officer())
