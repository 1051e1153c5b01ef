"""What the teams' views share: who asks, which team, and forms that put an action's problems beside fields."""

from collections.abc import Callable
from typing import Any, Concatenate

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from anso.alliance.people.models import User
from anso.alliance.people.rules import require
from anso.alliance.teams.models import Team
from anso.alliance.teams.queries import team_for

__all__ = ["of_team", "signed_in"]


def signed_in(request: HttpRequest) -> User:
    """The person a view behind `login_required` serves."""
    if not isinstance(request.user, User):
        raise TypeError("A page of a team's people was reached by nobody.")
    return request.user


View = Callable[Concatenate[HttpRequest, Team, ...], HttpResponseBase]


def of_team(code: str) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Guard a team's page by a permission over that team, and hand the team to the view."""

    def guard(view: View) -> Callable[..., HttpResponseBase]:
        def guarded_view(request: HttpRequest, abbr: str, **kwargs: Any) -> HttpResponseBase:
            team = team_for(request.user, abbr)
            require(request.user, code, team)
            return view(request, team, **kwargs)

        guarded_view.permission = code  # type: ignore[attr-defined]  # read by the middleware of second factors
        guarded_view.__name__ = view.__name__
        return never_cache(login_required(guarded_view))

    return guard
