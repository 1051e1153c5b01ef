"""Forms about students; the names of their fields are those that the verbs take."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.projects.forms.fields import account, day, line, long_text, yes_or_no
from anso.alliance.projects.forms.projects import ActForm

__all__ = [
    "ArrivalForm",
    "ArrivalPlanForm",
    "ConsentForm",
    "DayForm",
    "EndForm",
    "GraduationForm",
    "LeaveForm",
    "SupervisorForm",
    "WordForm",
]


class ArrivalPlanForm(ActForm):
    arrives_on = day(_("Planned arrival"), required=False)
    has_visa = yes_or_no(_("Has a visa"))
    is_insured = yes_or_no(_("Is insured"))


class ArrivalForm(ActForm):
    arrived_on = day(_("Arrived on"))
    starts_on = day(_("Start of studies"))
    ends_on = day(
        _("Planned end"), required=False, help_text=_("If none is given, the usual time of the degree.")
    )


class LeaveForm(ActForm):
    on = day(_("From"))
    until = day(_("Until"), required=False)
    reason = line(_("Reason"), 500)


class DayForm(ActForm):
    on = day(_("Day"))


class SupervisorForm(ActForm):
    name = line(_("Name"), 200)
    account = account(required=False, help_text=_("With an account they give their word on the reports."))
    on = day(_("From"))

    begins_empty = True


class GraduationForm(ActForm):
    on = day(_("Day"))
    thesis_title = line(_("Title of the thesis"), 500)
    thesis_doi = line(_("DOI of the thesis"), 250, required=False)


class EndForm(ActForm):
    on = day(_("Day"))
    reason = line(_("Reason"), 500)


class ConsentForm(ActForm):
    may_be_named = yes_or_no(_("My name, university and thesis may be shown to everybody"))
    is_alumni = yes_or_no(_("After my studies I wish to hear from the alliance"))


class WordForm(ActForm):
    accept = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", pgettext_lazy("report", "Accept")), ("no", pgettext_lazy("report", "Return"))],
        coerce=lambda given: given == "yes",
        widget=forms.RadioSelect,
    )
    word = long_text(_("The supervisor’s word"), 6)

    begins_empty = True
