"""The form that asks for a rehearsal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from anso.alliance.calls.actions.rehearsing import MOST_REHEARSED

__all__ = ["RehearsalForm"]


class RehearsalForm(forms.Form):
    applications = forms.IntegerField(
        label=_("Made-up applications"), min_value=1, max_value=MOST_REHEARSED, initial=60
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        min_value=0,
        max_value=2**31,
        initial=1,
        help_text=_("The same seed makes the same people."),
    )
