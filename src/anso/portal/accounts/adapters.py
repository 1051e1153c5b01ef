"""How allauth fits into the house: accounts made our way, addresses of clients seen through proxies,
secrets of second factors encrypted."""

import base64
import hashlib
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, translate_url
from django.utils.translation import get_language, get_language_from_path, override
from django.utils.translation import gettext_lazy as _

from anso.alliance.people.models import User
from anso.alliance.people.orcid import PROVIDER, is_orcid
from anso.errors import AnsoError
from anso.portal.limits import client_address
from anso.portal.secret import installation_secret

__all__ = ["AccountAdapter", "MfaAdapter", "SocialAdapter", "UnreadableSecretError"]


class UnreadableSecretError(AnsoError):
    """A stored secret was encrypted by another installation."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts of our own user model."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _(
            "Too many failed sign-ins for this account or from your address. Wait five minutes, then try again."
        ),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """A new account, checked like any other (`people.actions`); its sign-up enters the audit trail."""
        user = super().save_user(request, user, form, commit=False)
        user.name = form.cleaned_data.get("name") or user.name
        user.language = get_language() or ""
        user.full_clean()
        if commit:
            user.save()
        return user

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        """On to where one wanted to go, in the language that the person chose for themself."""
        response: HttpResponse = super().post_login(request, user, **details)
        onward = response.headers.get("Location", "")
        if onward and user.language:
            # An address is understood only while the language that it is written in is active.
            with override(get_language_from_path(urlsplit(onward).path) or settings.LANGUAGE_CODE):
                response.headers["Location"] = translate_url(onward, user.language)
        return response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002  (allauth's signature)
        return reverse("accounts:profile")


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Accounts that begin with a sign-in outside, and accounts elsewhere that are linked."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """What is linked as an ORCID iD is one, whatever the provider says."""
        account = sociallogin.account
        if account.provider == PROVIDER and not is_orcid(account.uid):
            messages.error(request, _("The provider named no ORCID iD; nothing was linked."))
            raise ImmediateHttpResponse(redirect("account_login"))

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, Any]:
        """What the provider told, to be looked over; ORCID tells a name and no address."""
        told: dict[str, Any] = super().get_signup_form_initial_data(sociallogin)
        return told | {"name": sociallogin.user.name}

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        user: User = super().populate_user(request, sociallogin, data)
        names = (data.get("first_name"), data.get("last_name"))
        user.name = data.get("name") or " ".join(name for name in names if name) or data.get("username") or ""
        return user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        """Whom a provider sent without a name is called by the first part of their address."""
        user = sociallogin.user
        user.name = user.name or (user.email or "").partition("@")[0]
        user.language = get_language() or ""
        return super().save_user(request, sociallogin, form)  # type: ignore[no-any-return]


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """A copy of the database alone lets nobody make codes: the key stands apart, with the other secrets."""

    def encrypt(self, text: str) -> str:
        return cipher().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return cipher().decrypt(encrypted_text.encode("ascii")).decode()
        except InvalidToken as error:
            raise UnreadableSecretError(
                "The second factors of these records were set up under another installation's secret. Restore "
                "the file `mfa` into HOME/secrets from the backup they come from, or let people set them up anew."
            ) from error


def cipher() -> Fernet:
    secret = installation_secret(settings.HOME, "mfa")
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(secret.encode()).digest()))
