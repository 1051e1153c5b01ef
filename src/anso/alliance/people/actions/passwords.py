"""The verb by which staff help somebody back in: a link by mail, by which the person alone sets a password."""

from allauth.account.forms import ResetPasswordForm
from allauth.core.context import request_context
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext

from anso.alliance.people import audit
from anso.alliance.people.models import User
from anso.alliance.people.rules import require
from anso.errors import AnsoError

__all__ = ["send_password_link"]


@transaction.atomic
def send_password_link(*, actor: User | None, user: User, request: HttpRequest) -> None:
    """Mail a link to the account's own address; nobody else ever knows a password of theirs.

    The request says by which address of the site the link leads back.
    """
    if actor is not None:
        require(actor, "people.change_user", user)
    if not user.is_active:
        raise AnsoError(gettext("This account is closed; open it first."))
    audit.record(actor=actor, verb="people.send_password_link", target=user)
    transaction.on_commit(lambda: mail_link(request, user))


def mail_link(request: HttpRequest, user: User) -> None:
    with request_context(request):
        form = ResetPasswordForm({"email": user.email})
        if form.is_valid():
            form.save(request)
