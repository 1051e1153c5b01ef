"""The peer of our pages: a Django site with one view, no middleware, and the same bytes to answer with."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

__all__ = ["application"]

BODY = Path(os.environ["BENCH_BODY"]).read_bytes()


def view(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(BODY, headers={"Content-Length": str(len(BODY))})


urlpatterns = [path("", view)]
settings.configure(
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["127.0.0.1"],
    SECRET_KEY="measured on the loopback",
    LOGGING_CONFIG=None,
)
application = get_wsgi_application()
