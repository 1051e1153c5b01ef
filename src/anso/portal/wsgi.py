"""The site for a WSGI server: `granian --interface wsgi anso.portal.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

from anso.portal.hubs.refresh import switch_on

__all__ = ["application"]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anso.portal.settings")
application = get_wsgi_application()
switch_on()
