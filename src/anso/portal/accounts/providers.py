"""Sign-in by providers outside: OpenID Connect and ORCID, from the installation's settings.

In: the texts of ANSO_OIDC (`name|https://issuer|id|secret`) and ANSO_ORCID (`id|secret`). Out: allauth's
settings, and the origins that the sign-in form may lead to.
"""

from typing import Any
from urllib.parse import urlsplit

from django.utils.text import slugify

from anso.errors import InvalidInputError, Problem

__all__ = ["origins", "provider_settings"]

ORCID_ORIGIN = "https://orcid.org"


def provider_settings(oidc: str, orcid: str) -> dict[str, dict[str, Any]]:
    """`SOCIALACCOUNT_PROVIDERS`; without settings no provider is offered."""
    settings: dict[str, dict[str, Any]] = {"openid_connect": {"APPS": [], "OAUTH_PKCE_ENABLED": True}}
    if oidc:
        name, issuer, client, secret = parts(
            "ANSO_OIDC", oidc, ("name", "issuer address", "client id", "secret")
        )
        if urlsplit(issuer).scheme != "https" or not urlsplit(issuer).hostname:
            raise InvalidInputError(
                [
                    Problem(
                        "ANSO_OIDC", f"{issuer!r} must be an https:// address, such as https://login.example"
                    )
                ]
            )
        settings["openid_connect"]["APPS"] = [
            {
                "provider_id": slugify(name) or "oidc",
                "name": name,
                "client_id": client,
                "secret": secret,
                "settings": {"server_url": issuer},
            }
        ]
    settings["orcid"] = {"BASE_DOMAIN": "orcid.org", "MEMBER_API": False, "APPS": []}
    if orcid:
        client, secret = parts("ANSO_ORCID", orcid, ("client id", "secret"))
        settings["orcid"]["APPS"] = [{"client_id": client, "secret": secret}]
    return settings


def origins(oidc: str, orcid: str) -> list[str]:
    """Where the sign-in form may lead, for the content security policy."""
    found = []
    if oidc:
        issuer = urlsplit(oidc.split("|")[1])
        found.append(f"{issuer.scheme}://{issuer.netloc}")
    if orcid:
        found.append(ORCID_ORIGIN)
    return found


def parts(setting: str, text: str, names: tuple[str, ...]) -> list[str]:
    given = [part.strip() for part in text.split("|")]
    if len(given) != len(names) or not all(given):
        raise InvalidInputError(
            [Problem(setting, f"must hold {len(names)} parts with | between them: {', '.join(names)}")]
        )
    return given
