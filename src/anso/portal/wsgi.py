"""The site for a WSGI server: `granian --interface wsgi anso.portal.wsgi:application`.

What is loaded once and lives as long as the process is left out of garbage collection: walking a quarter of a million
of its objects held up every dozenth page by a fifth of a second.
"""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

from anso.portal.hubs.refresh import switch_on

__all__ = ["application"]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anso.portal.settings")
application = get_wsgi_application()
switch_on()
import_module("anso.portal.urls")
gc.collect()
gc.freeze()
