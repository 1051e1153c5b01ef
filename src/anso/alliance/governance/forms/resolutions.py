"""The form of a resolution."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.governance.forms.fields import day_field, offer
from anso.alliance.governance.models import Ballot, Body, Meeting, Resolution
from anso.alliance.network.models import Institution

__all__ = ["ResolutionForm"]


class ResolutionForm(forms.Form):
    """A decision to be put on record."""

    title = forms.CharField(label=_("Title"), max_length=300)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 5}))
    adopted_on = day_field(_("Day of adoption"))
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label=pgettext_lazy("governance", "Meeting"),
        required=False,
        empty_label=pgettext_lazy("meeting", "None"),
    )
    ballot = forms.ModelChoiceField(
        Ballot.objects.none(), label=_("Ballot"), required=False, empty_label=_("None: by consensus")
    )
    effect = forms.ChoiceField(
        label=_("Effect"),
        required=False,
        choices=Resolution.Effect.choices,
        help_text=_("Takes effect when the resolution is published."),
    )
    institutions = forms.ModelMultipleChoiceField(
        Institution.objects.none(), label=_("Institutions concerned"), required=False
    )

    def __init__(self, body: Body, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "meeting", body.meetings.all())
        offer(self, "ballot", body.ballots.filter(state__in=Ballot.SETTLED, resolution__isnull=True))
        offer(self, "institutions", Institution.objects.all())
