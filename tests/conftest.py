"""Every test session has a home of its own; nothing of this machine's is read or touched.

Only `ANSO_DATABASE` is kept, so that the record tests can be run on PostgreSQL. Django is set up here and
not by pytest-django, which would read the settings before the home is chosen.
"""

import atexit
import os
import shutil
import tempfile

import django

KEPT = {"ANSO_DATABASE"}

home = tempfile.mkdtemp(prefix="anso-tests-")
atexit.register(shutil.rmtree, home, ignore_errors=True)
for name in [name for name in os.environ if name.startswith("ANSO_") and name not in KEPT]:
    del os.environ[name]
os.environ["ANSO_HOME"] = home
os.environ["DJANGO_SETTINGS_MODULE"] = "anso.portal.settings"
django.setup()
