"""The form of a stage's deadline, read in the call's own zone."""

from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from anso.alliance.governance.forms.fields import MOMENT, MOMENT_FORMATS

__all__ = ["DeadlineForm"]


class DeadlineForm(forms.Form):
    deadline = forms.DateTimeField(
        label=_("Deadline of the reviews"),
        required=False,
        input_formats=MOMENT_FORMATS,
        widget=forms.DateTimeInput(attrs=MOMENT, format="%Y-%m-%dT%H:%M"),
        help_text=_("In the zone of the call. Empty: as many days as the stage has."),
    )

    def __init__(self, zone: ZoneInfo, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.zone = zone

    def clean_deadline(self) -> object:
        """What was typed is a time of the call's zone, whatever zone the reader is in."""
        given = self.cleaned_data.get("deadline")
        return given.replace(tzinfo=self.zone) if given else None
