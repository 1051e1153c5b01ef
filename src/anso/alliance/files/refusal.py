"""Why a document is not taken, in a sentence that ends with what to do about it."""

from django.utils.translation import gettext as _

from anso.errors import AnsoError

__all__ = ["RefusedError", "damaged", "too_large_unpacked"]


class RefusedError(AnsoError):
    """What a reader of one kind has against a document; `check_file` names the file beside it."""


def damaged() -> RefusedError:
    return RefusedError(_("the file is damaged or cut off; save it anew and send it again"))


def too_large_unpacked() -> RefusedError:
    return RefusedError(
        _("the file unpacks to far more than it should; save it anew, without what it does not need")
    )
