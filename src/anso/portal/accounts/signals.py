"""Sign-ins and changes to how one signs in enter the audit trail.

(Signing up and passwords are told by `anso.alliance.people.signals`.) Events name accounts by their public
id and say what kind of thing happened; they hold no address and nothing that lets anybody in. Only sign-ins
made by allauth's pages count: a session opened by a program for itself is no act of a person.
"""

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as social
from django.contrib.auth import signals as auth
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from anso.alliance.people import audit
from anso.alliance.people.models import User, UserManager
from anso.portal.accounts.models import ApiToken

__all__ = ["connect"]

FACTORS = {
    mfa.authenticator_added: "accounts.add_second_factor",
    mfa.authenticator_removed: "accounts.remove_second_factor",
    mfa.authenticator_reset: "accounts.renew_recovery_codes",
}
ADDRESSES = {
    account.email_added: "accounts.add_address",
    account.email_removed: "accounts.remove_address",
}
PROVIDERS = {
    social.social_account_added: "accounts.connect_provider",
    social.social_account_removed: "accounts.disconnect_provider",
}


def connect() -> None:
    account.user_logged_in.connect(signed_in, dispatch_uid="accounts.sign_in")
    auth.user_logged_out.connect(signed_out, dispatch_uid="accounts.sign_out")
    auth.user_login_failed.connect(sign_in_failed, dispatch_uid="accounts.fail_sign_in")
    mfa.authentication_failed.connect(factor_failed, dispatch_uid="accounts.fail_second_factor")
    mfa.authenticator_added.connect(factor_shown, dispatch_uid="accounts.factor_shown")
    account.email_changed.connect(address_changed, dispatch_uid="accounts.change_address")
    account.email_confirmed.connect(address_confirmed, dispatch_uid="accounts.confirm_address")
    for signal in (account.password_changed, account.password_set, account.password_reset):
        signal.connect(end_tokens, dispatch_uid=f"accounts.end_tokens:{id(signal)}")
    for signal, verb in FACTORS.items():
        signal.connect(factor_teller(verb), weak=False, dispatch_uid=verb)
    for signal, verb in ADDRESSES.items():
        signal.connect(address_teller(verb), weak=False, dispatch_uid=verb)
    for signal, verb in PROVIDERS.items():
        signal.connect(provider_teller(verb), weak=False, dispatch_uid=verb)


@transaction.atomic
def signed_in(*, request: HttpRequest, user: User, **_: Any) -> None:
    methods = request.session.get("account_authentication_methods") or []
    ways = sorted({str(method.get("method")) for method in methods})
    audit.record(actor=user, verb="accounts.sign_in", target=user, by=ways)


@transaction.atomic
def signed_out(*, user: User | None, **_: Any) -> None:
    if isinstance(user, User):
        audit.record(actor=user, verb="accounts.sign_out", target=user)


@transaction.atomic
def sign_in_failed(*, credentials: dict[str, Any], **_: Any) -> None:
    """What was typed as an address may be anything, a password even; only the account it named is told."""
    email = credentials.get("email") or credentials.get("username") or ""
    user = User.objects.filter(email=UserManager.normalize_email(str(email))).first()
    audit.record(actor=None, verb="accounts.fail_sign_in", target=user)


@transaction.atomic
def factor_failed(*, user: User, **_: Any) -> None:
    audit.record(actor=None, verb="accounts.fail_second_factor", target=user)


def factor_shown(*, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Whoever sets up a factor has just used it: that sign-in need not show it again."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, method="mfa", id=authenticator.pk, type=authenticator.type)


@transaction.atomic
def end_tokens(*, user: User, **_: Any) -> None:
    """Whoever changes a password wants to shut others out: keys they may have made end with it."""
    ended = ApiToken.objects.filter(user=user).usable().update(revoked_at=timezone.now())
    if ended:
        audit.record(actor=user, verb="accounts.end_tokens", target=user, tokens=ended)


@transaction.atomic
def address_confirmed(*, email_address: Any, **_: Any) -> None:
    user = email_address.user
    audit.record(actor=user, verb="accounts.confirm_address", target=user)


@transaction.atomic
def address_changed(*, user: User, from_email_address: Any, to_email_address: Any, **_: Any) -> None:
    """Allauth also speaks of a change when the only address was confirmed."""
    if from_email_address is not None and from_email_address.email != to_email_address.email:
        audit.record(actor=user, verb="accounts.change_address", target=user)


def factor_teller(verb: str) -> Any:
    @transaction.atomic
    def tell(*, user: User, authenticator: Authenticator, **_: Any) -> None:
        audit.record(actor=user, verb=verb, target=user, kind=str(authenticator.type))

    return tell


def address_teller(verb: str) -> Any:
    @transaction.atomic
    def tell(*, user: User, **_: Any) -> None:
        audit.record(actor=user, verb=verb, target=user)

    return tell


def provider_teller(verb: str) -> Any:
    @transaction.atomic
    def tell(**given: Any) -> None:
        found = given.get("socialaccount") or given["sociallogin"].account
        user = found.user
        audit.record(actor=user, verb=verb, target=user, provider=str(found.provider))

    return tell
