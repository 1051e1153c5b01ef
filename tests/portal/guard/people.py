"""Accounts for the guard's tests: made by the house's own verbs, signed in as the site would."""

import time

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.test import Client

from anso.alliance.people import actions
from anso.alliance.people.models import User

PASSWORD = "correct horse battery staple"


def account(name: str = "ann", *roles: str, synthetic: bool = False, verified: bool = True) -> User:
    user = actions.create_account(
        actor=None,
        email=f"{name}@example.org",
        name=name.title(),
        password=PASSWORD,
        email_verified=verified,
        is_synthetic=synthetic,
    )
    for role in roles:
        actions.grant_role(actor=None, user=user, role=role)
    return User.objects.get(pk=user.pk)


def add_factor(user: User) -> TOTP:
    return TOTP.activate(user, generate_totp_secret())


def code(factor: TOTP) -> str:
    """What the authenticator app shows now."""
    counter = int(time.time()) // 30
    return format_hotp_value(hotp_value(decrypt(factor.instance.data["secret"]), counter))


def sign_in(user: User, *, shown: bool = False, client: Client | None = None) -> Client:
    """A browser in which the user is signed in; `shown` when the second factor was part of it."""
    client = client or Client()
    client.force_login(user)
    if shown:
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
        session.save()
    return client
