"""Forms of the assignment: how it is made, and a change by hand."""

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["AssignForm", "ChangeForm"]


class AssignForm(forms.Form):
    """How the assignment is made."""

    method = forms.ChoiceField(
        label=_("What to look for"),
        choices=[
            ("total", _("The best fit over all")),
            ("fair", _("The best fit for the application that is served worst")),
            ("random", _("Drawn at random, no pair more likely than a limit")),
        ],
        initial="total",
        widget=forms.RadioSelect,
        help_text=_("A draw keeps people from arranging who reviews whom."),
    )
    random_limit = forms.FloatField(
        label=_("Limit of a draw"),
        required=False,
        min_value=0.01,
        max_value=1,
        initial=0.5,
        help_text=_("The largest probability that any pair may have, from 0.01 to 1."),
        widget=forms.NumberInput(attrs={"step": "0.01"}),
    )
    seed = forms.IntegerField(
        label=_("Seed of a draw"),
        required=False,
        min_value=0,
        max_value=2**31 - 1,
        initial=0,
        help_text=_("The same seed draws the same again; it is kept with the result."),
    )
    digest = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    @property
    def settings(self) -> dict[str, object]:
        """What the verbs take."""
        given = self.cleaned_data
        limit = (given.get("random_limit") or 0.5) if given["method"] == "random" else None
        return {"fair": given["method"] == "fair", "random_limit": limit, "seed": given.get("seed") or 0}


class ChangeForm(forms.Form):
    """Whom to add and whose review to take away; one of the two or both."""

    add = forms.IntegerField(required=False, widget=forms.HiddenInput)
    remove = forms.UUIDField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(label=_("Why"), required=False, max_length=500)
