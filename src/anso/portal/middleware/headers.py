"""The headers that tell a browser what a page of this site may do: nearly nothing but show itself.

An answer that already carries one of them (a downloaded file in its sandbox, a page that may be kept) keeps
its own. What says nothing of being kept is kept by no cache but its reader's, which asks again each time.
"""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

__all__ = ["HeadersMiddleware", "content_security_policy"]

POLICY: Mapping[str, str] = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
FEATURES = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "screen-wake-lock",
    "usb",
    "xr-spatial-tracking",
)
"""Abilities of a browser that no page of ours needs, so that a script that slipped in could not use them."""


def content_security_policy(form_targets: str = "", *, upgrade: bool = False) -> str:
    """The policy as a header value; forms may also lead to the given sign-in providers."""
    policy = {**POLICY, "form-action": f"{POLICY['form-action']} {form_targets}".strip()}
    parts = [f"{name} {value}" for name, value in policy.items()]
    return "; ".join([*parts, "upgrade-insecure-requests"] if upgrade else parts)


class HeadersMiddleware:
    """Adds the headers to every answer, static files included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.headers = {
            "Content-Security-Policy": content_security_policy(
                " ".join(settings.SIGN_IN_ORIGINS), upgrade=settings.SECURE_SSL_REDIRECT
            ),
            "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Permitted-Cross-Domain-Policies": "none",
            "Cache-Control": "private, no-cache",
            "Server": "anso",
        }

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        return response
