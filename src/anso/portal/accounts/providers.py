"""Sign-in by providers outside: OpenID Connect and ORCID, from the installation's settings.

In: the texts of ANSO_OIDC (`name|https://issuer|id|secret`) and ANSO_ORCID (`id|secret`, or
`id|secret|issuer` for its sandbox). Out: allauth's settings, and the origins that the sign-in form may lead to.
ORCID speaks OpenID Connect as well; the subject it names is the ORCID iD.
"""

from typing import Any
from urllib.parse import urlsplit

from django.utils.text import slugify

from anso.errors import InvalidInputError, Problem

__all__ = ["origins", "provider_settings"]

ORCID = "orcid"
"""The provider's id; `people.orcid` finds linked iDs by it."""
ORCID_ISSUER = "https://orcid.org"
ORCID_SCOPES = ["openid"]
"""ORCID refuses a request for scopes that it does not know, such as `email`."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def provider_settings(oidc: str, orcid: str) -> dict[str, dict[str, Any]]:
    """`SOCIALACCOUNT_PROVIDERS`; without settings no provider is offered."""
    settings: dict[str, dict[str, Any]] = {"openid_connect": {"APPS": [], "OAUTH_PKCE_ENABLED": True}}
    if oidc:
        name, issuer, client, secret = parts(
            "ANSO_OIDC", oidc, ("name", "issuer address", "client id", "secret")
        )
        provider_id = slugify(name) or "oidc"
        if provider_id == ORCID:
            told = "is the name of ORCID's own sign-in; set that up by ANSO_ORCID"
            raise InvalidInputError([Problem("ANSO_OIDC", f"{name!r} {told}")])
        settings["openid_connect"]["APPS"].append(
            app(provider_id, name, client, secret, issuer_of("ANSO_OIDC", issuer))
        )
    if orcid:
        client, secret, issuer = orcid_parts(orcid)
        made = app(ORCID, "ORCID", client, secret, issuer_of("ANSO_ORCID", issuer, loopback=True))
        made["settings"]["scope"] = ORCID_SCOPES
        settings["openid_connect"]["APPS"].append(made)
    return settings


def app(provider_id: str, name: str, client: str, secret: str, issuer: str) -> dict[str, Any]:
    return {
        "provider_id": provider_id,
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer},
    }


def orcid_parts(text: str) -> list[str]:
    """Client, secret and issuer, which is ORCID's own unless another is named."""
    if text.count("|") == 1:
        text = f"{text}|{ORCID_ISSUER}"
    return parts("ANSO_ORCID", text, ("client id", "secret", "issuer address (may be left out)"))


def issuer_of(setting: str, address: str, *, loopback: bool = False) -> str:
    """The address, which must be https; on this very machine a provider that stands in may do without."""
    found = urlsplit(address)
    plain = loopback and found.scheme == "http" and found.hostname in LOOPBACK
    if not found.hostname or (found.scheme != "https" and not plain):
        told = f"{address!r} must be an https:// address, such as https://login.example"
        raise InvalidInputError([Problem(setting, told)])
    return address.rstrip("/")


def origins(oidc: str, orcid: str) -> list[str]:
    """Where the sign-in form may lead, for the content security policy."""
    issuers = [oidc.split("|")[1]] if oidc else []
    issuers += [orcid_parts(orcid)[2]] if orcid else []
    return [f"{found.scheme}://{found.netloc}" for found in map(urlsplit, issuers)]


def parts(setting: str, text: str, names: tuple[str, ...]) -> list[str]:
    given = [part.strip() for part in text.split("|")]
    if len(given) != len(names) or not all(given):
        raise InvalidInputError(
            [Problem(setting, f"must hold {len(names)} parts with | between them: {', '.join(names)}")]
        )
    return given
