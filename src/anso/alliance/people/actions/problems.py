"""What every verb may answer with instead of acting."""

from django.core.exceptions import ValidationError

from anso.errors import AnsoError, Problem

__all__ = ["AlreadyDoneError", "problems"]


class AlreadyDoneError(AnsoError):
    """The act would change nothing, because it was done before."""


def problems(error: ValidationError) -> list[Problem]:
    return [
        Problem("" if field == "__all__" else field, message)
        for field, messages in error.message_dict.items()
        for message in messages
    ]
