"""What a letter of reference rates an applicant by, and the levels, in words."""

from django.utils.translation import gettext_lazy as _

__all__ = ["LEVELS", "RATINGS"]

RATINGS = {
    "ability": _("Ability in the subject"),
    "independence": _("Independence of thought"),
    "diligence": _("Diligence and reliability"),
    "promise": _("Promise as a researcher"),
}
LEVELS = {
    "top-2": _("Among the best 2 % I have known"),
    "top-10": _("Among the best 10 %"),
    "top-25": _("Among the best quarter"),
    "top-50": _("In the better half"),
    "below": _("Below the middle"),
    "unknown": _("I cannot say"),
}
