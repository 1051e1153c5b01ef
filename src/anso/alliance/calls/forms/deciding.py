"""Forms of deciding: closing a stage, a try of a selection with other places and bounds, one decision by hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.calls.definition import SelectionPlan
from anso.alliance.calls.models import Application
from anso.alliance.calls.models.programmes import said_now

__all__ = ["CloseForm", "DecideForm", "TryForm"]

LARGEST_SEED = 2**31 - 1


def plain(bound: float) -> float:
    """Whole numbers without a point."""
    return int(bound) if bound == int(bound) else bound


class CloseForm(forms.Form):
    """Closing a stage."""

    may_lack = forms.BooleanField(label=_("Reviews that are missing may be missing"), required=False)
    seed = forms.IntegerField(
        label=_("Seed of lots and draws"),
        required=False,
        min_value=0,
        max_value=LARGEST_SEED,
        help_text=_("The same seed gives the same result again; it is kept."),
    )


class TryForm(forms.Form):
    """A try: the call's plan with other numbers; a quota that is not ticked is left out."""

    places = forms.IntegerField(
        label=pgettext_lazy("to be awarded", "Places"), min_value=1, max_value=100_000
    )
    waiting = forms.IntegerField(label=_("Places on the waiting list"), min_value=0, max_value=100_000)
    seed = forms.IntegerField(
        label=_("Seed of lots"), required=False, min_value=0, max_value=LARGEST_SEED,
        help_text=_("Decides between equals; the same seed decides the same again."),
    )  # fmt: skip
    note = forms.CharField(label=_("What this try is for"), required=False, max_length=500)

    def __init__(self, plan: SelectionPlan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["places"].initial, self.fields["waiting"].initial = plan.places, plan.waiting
        for quota in plan.quotas:
            title = said_now(quota.title)
            self.fields[f"keep-{quota.code}"] = forms.BooleanField(
                label=_("Keep the quota “%(title)s”") % {"title": title},
                required=False,
                initial=True,
            )
            for side in ("least", "most"):
                bound = getattr(quota, side)
                if bound is not None:
                    words = _("%(title)s: at least") if side == "least" else _("%(title)s: at most")
                    self.fields[f"{side}-{quota.code}"] = forms.FloatField(
                        label=words % {"title": title}, required=False, min_value=0, initial=plain(bound)
                    )

    @property
    def wanted(self) -> SelectionPlan:
        given = self.cleaned_data
        quotas = [
            {
                **quota.model_dump(),
                **{
                    side: given[f"{side}-{quota.code}"]
                    for side in ("least", "most")
                    if given.get(f"{side}-{quota.code}") is not None
                },
            }
            for quota in self.plan.quotas
            if given.get(f"keep-{quota.code}")
        ]
        changed = {"places": given["places"], "waiting": given["waiting"], "quotas": quotas}
        return SelectionPlan.model_validate({**self.plan.model_dump(), **changed})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for quota in self.plan.quotas:
            least, most = given.get(f"least-{quota.code}"), given.get(f"most-{quota.code}")
            if least is not None and most is not None and least > most:
                self.add_error(f"least-{quota.code}", _("The least is above the most."))
        return given


class DecideForm(forms.Form):
    """One decision by hand."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[choice for choice in Application.Outcome.choices if choice[0]],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays on record; the applicant does not read it."),
    )
