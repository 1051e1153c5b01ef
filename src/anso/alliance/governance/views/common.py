"""What the views share: who asks, pages of keepers, and an action's problems beside the fields of a form."""

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from anso.alliance.governance import queries
from anso.alliance.governance.models import Ballot, Body, Meeting, Resolution
from anso.alliance.people.models import User
from anso.alliance.people.rules import require
from anso.alliance.teams.forms import add_problems
from anso.errors import AnsoError, InvalidInputError

__all__ = ["attempt", "of_ballot", "of_body", "of_meeting", "of_resolution", "shown", "signed_in"]

P = ParamSpec("P")
Record = TypeVar("Record", Body, Meeting, Ballot, Resolution)
View = Callable[Concatenate[HttpRequest, Record, P], HttpResponse]


def signed_in(request: HttpRequest) -> User:
    """The person a view behind `login_required` serves."""
    if not isinstance(request.user, User):
        raise TypeError("A page of a body's people was reached by nobody.")
    return request.user


def shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page; one whose form came back says so by its status."""
    return render(request, template, context, status=422 if request.method == "POST" else 200)


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


def found_by(
    find: Callable[..., Record], *names: str
) -> Callable[[str], Callable[[View[Record, ...]], Callable[..., HttpResponse]]]:
    """Guards of pages about one record: it is found for its reader, and the permission is asked over it."""

    def with_permission(code: str) -> Callable[[View[Record, ...]], Callable[..., HttpResponse]]:
        def guard(view: View[Record, ...]) -> Callable[..., HttpResponse]:
            def guarded_view(request: HttpRequest, **kwargs: Any) -> HttpResponse:
                record = find(request.user, *(kwargs.pop(name) for name in names))
                require(request.user, code, record)
                return view(request, record, **kwargs)

            guarded_view.permission = code  # type: ignore[attr-defined]  # read by the middleware of second factors
            guarded_view.__name__ = view.__name__
            return never_cache(login_required(guarded_view))

        return guard

    return with_permission


def body_for(_user: Any, code: str) -> Body:
    return queries.body_called(code)


of_body = found_by(body_for, "code")
of_meeting = found_by(queries.meeting_for, "code")
of_ballot = found_by(queries.ballot_for, "code")
of_resolution = found_by(queries.resolution_for, "code", "year", "number")
