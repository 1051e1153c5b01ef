"""When a request arrived. A deadline is kept by this moment, not by when a busy server came to handle the request."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

__all__ = ["arrival_of"]


def arrival_of(request: HttpRequest) -> datetime:
    """As the outermost middleware noted it; outside of the site's own server, now."""
    noted = getattr(request, "arrived_at", None)
    return noted if isinstance(noted, datetime) else timezone.now()
