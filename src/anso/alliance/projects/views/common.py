"""What the views share: who asks, and an act's problems beside the fields of its form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest

from anso.alliance.people.models import User
from anso.alliance.teams.forms import add_problems
from anso.errors import AnsoError, InvalidInputError

__all__ = ["attempt", "signed_in"]


def signed_in(request: HttpRequest) -> User:
    """The person a view behind `login_required` serves."""
    if not isinstance(request.user, User):
        raise TypeError("A page of somebody's work was reached by nobody.")
    return request.user


def attempt(form: forms.BaseForm, act: Callable[[], Any]) -> bool:
    """Whether the form holds and the act was done; else its problems stand in the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except InvalidInputError as error:
        add_problems(form, error.problems)
        return False
    except AnsoError as error:
        form.add_error(None, str(error))
        return False
    return True
