"""What applicants' pages share: the application is found among one's own, and an act's sentences find their place."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from anso.alliance.calls.models import Application
from anso.alliance.calls.queries import own_application
from anso.alliance.people.models import User
from anso.alliance.people.rules import require

__all__ = ["of_own", "signed_in"]

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Application, P], HttpResponse]


def signed_in(request: HttpRequest) -> User:
    """The person a view behind `login_required` serves."""
    if not isinstance(request.user, User):
        raise TypeError("A page of applicants was reached by nobody.")
    return request.user


def of_own(code: str) -> Callable[[View[...]], Callable[..., HttpResponse]]:
    """A page about one's own application: it is not there for anybody else, and the permission is asked over it."""

    def guard(view: View[...]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded_view(request: HttpRequest, pk: UUID, **kwargs: Any) -> HttpResponse:
            application = own_application(request.user, pk)
            require(request.user, code, application)
            return view(request, application, **kwargs)

        guarded_view.permission = code  # type: ignore[attr-defined]  # read by the middleware of second factors
        return never_cache(login_required(guarded_view))

    return guard
