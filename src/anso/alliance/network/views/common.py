"""What the network's views share: who asks, and which institution."""

from collections.abc import Callable
from datetime import date
from typing import Any, Concatenate

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from anso.alliance.network.models import FormerAddress, Institution
from anso.alliance.network.queries import institution_for
from anso.alliance.people.models import User
from anso.alliance.people.rules import require

__all__ = ["FORMS", "day_of", "moved_to", "of_institution", "shown", "signed_in"]

FORMS = ["GET", "HEAD", "POST"]
View = Callable[Concatenate[HttpRequest, Institution, ...], HttpResponseBase]


def signed_in(request: HttpRequest) -> User:
    """The person a view behind `login_required` serves."""
    if not isinstance(request.user, User):
        raise TypeError("A page for those who are signed in was reached by nobody.")
    return request.user


def moved_to(code: str) -> Institution | None:
    """The institution that one of this code was merged into."""
    found = FormerAddress.objects.select_related("institution").filter(code=code).first()
    return found.institution if found else None


def of_institution(code_of_permission: str) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Guard an institution's page by a permission over it, and hand it to the view."""

    def guard(view: View) -> Callable[..., HttpResponseBase]:
        def guarded_view(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponseBase:
            found = institution_for(request.user, code)
            if found is None:
                raise Http404(gettext("There is no institution %(code)s.") % {"code": code})
            require(request.user, code_of_permission, found)
            return view(request, found, **kwargs)

        guarded_view.permission = code_of_permission  # type: ignore[attr-defined]  # read by the middleware of second factors
        guarded_view.__name__ = view.__name__
        return never_cache(login_required(guarded_view))

    return guard


def shown(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """A page with forms; 422 where one of them was not as it should be."""
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def day_of(text: str) -> date:
    """The last day of the year that somebody asks for, no later than today; today without one."""
    today = timezone.localdate()
    if text.isascii() and text.isdigit() and len(text) == 4 and int(text) > 0:
        return min(date(int(text), 12, 31), today)
    return today
