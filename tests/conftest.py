"""Every test session has a home of its own; nothing of this machine's is read or touched.

Only `ANSO_DATABASE` is kept, so that the record tests can be run on PostgreSQL. Django is set up here and
not by pytest-django, which would read the settings before the home is chosen.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator

import django
import pytest
from django.utils import translation

KEPT = {"ANSO_DATABASE"}

home = tempfile.mkdtemp(prefix="anso-tests-")
atexit.register(shutil.rmtree, home, ignore_errors=True)
for name in [name for name in os.environ if name.startswith("ANSO_") and name not in KEPT]:
    del os.environ[name]
os.environ["ANSO_HOME"] = home
os.environ["DJANGO_SETTINGS_MODULE"] = "anso.portal.settings"
django.setup()


@pytest.fixture(autouse=True)
def _language_ends_with_the_test() -> Iterator[None]:
    """A page asked for in another language would leave it to the next test of the process."""
    yield
    translation.deactivate()
