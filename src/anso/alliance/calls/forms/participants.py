"""Whom to invite to take part in an application."""

from django import forms
from django.utils.translation import gettext_lazy as _

from anso.alliance.calls.models import Participant

__all__ = ["InviteForm"]


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
        help_text=_("They sign in with an account of this address."),
    )
    part = forms.ChoiceField(
        label=_("What they may do"),
        choices=[
            (Participant.Part.WRITER, Participant.Part.WRITER.label),
            (Participant.Part.READER, Participant.Part.READER.label),
        ],
        initial=Participant.Part.WRITER,
    )
