"""`anso manage`: Django's own commands, with the settings of this installation."""

import os
from typing import Annotated

from cyclopts import App, Parameter

__all__ = ["app"]

app = App(name="manage", help_flags=[], version_flags=[])


@app.default
def manage(*arguments: Annotated[str, Parameter(allow_leading_hyphen=True)]) -> None:
    """Django's own commands, such as migrate and createsuperuser."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anso.portal.settings")
    execute_from_command_line(["anso manage", *arguments])
