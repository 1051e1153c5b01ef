"""Who calls, where an operation needs somebody."""

from django.http import HttpRequest

from anso.alliance.people.models import User

__all__ = ["caller"]


def caller(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise TypeError("A verb of governance was reached by nobody.")
    return request.user
