"""Django, made ready for the commands that work on records."""

import os

__all__ = ["prepare_django"]


def prepare_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anso.portal.settings")
    django.setup()
