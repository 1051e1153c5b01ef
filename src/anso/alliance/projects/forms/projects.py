"""Forms about projects; the names of their fields are those that the verbs take."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.projects.forms.fields import (
    account,
    amount,
    countries_offered,
    day,
    line,
    long_text,
    yes_or_no,
)
from anso.alliance.projects.models import Change, Output, Project, Report, TeamMember

__all__ = [
    "ActForm",
    "ChangeForm",
    "CloseForm",
    "CorrectionForm",
    "DecisionForm",
    "InviteForm",
    "LineForm",
    "MilestoneForm",
    "OutputForm",
    "PayForm",
    "PaymentForm",
    "PeriodForm",
    "ReachForm",
    "ReasonForm",
    "ReplacementForm",
    "ReviewForm",
    "ShowForm",
    "TeamForm",
]


class ActForm(forms.Form):
    """Nothing to say but that it is to be done; the others begin with what they are about."""

    begins_empty = False
    """Even where the record has values of these names."""

    def __init__(self, data: Any = None, *, about: Any = None) -> None:
        super().__init__(data, initial={} if about is None or self.begins_empty else self.typed(about))
        self.about = about

    def typed(self, about: Any) -> dict[str, Any]:
        """What the form begins with."""
        names = (name for name in self.base_fields if name not in ("reason", "report"))
        return {name: getattr(about, name) for name in names if hasattr(about, name)}

    def said(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class PeriodForm(ActForm):
    starts_on = day(_("First day"))
    ends_on = day(_("Day after the last"))


class TeamForm(ActForm):
    name = line(_("Name"), 200)
    part = forms.ChoiceField(
        label=_("Part"),
        choices=[choice for choice in TeamMember.Part.choices if choice[0] != TeamMember.Part.LEADER],
    )
    account = account(required=False, help_text=_("With an account they read the project from inside."))
    organisation = line(_("Organisation"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False, choices=countries_offered)


class MilestoneForm(ActForm):
    title = line(_("Milestone"))
    due_on = day(_("Due"))


class ReachForm(ActForm):
    done_on = day(_("Reached on"))
    evidence = long_text(_("What shows it"), help_text=_("A link, a place in a report, a number."))


class ReasonForm(ActForm):
    reason = long_text(_("Reason"), most=500)


class InviteForm(ActForm):
    account = account()


class ReviewForm(ActForm):
    accept = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", pgettext_lazy("report", "Accept")), ("no", pgettext_lazy("report", "Return"))],
        coerce=lambda given: given == "yes",
        widget=forms.RadioSelect,
    )
    missing = long_text(_("What is missing"), required=False, help_text=_("Needed where it is returned."))
    comment = long_text(_("Comment"), required=False)


class LineForm(ActForm):
    item = line(_("For"), 200)
    amount = amount()


class CorrectionForm(ActForm):
    amount = amount(help_text=_("What the line holds from now on."))
    reason = line(_("Reason"), 500)


class PaymentForm(ActForm):
    amount = amount()
    due_on = day(_("Planned for"))
    report = forms.ModelChoiceField(
        Report.objects.none(), label=_("Report to be accepted first"), required=False, empty_label="–"
    )
    condition = line(_("Further condition"), required=False)

    def __init__(self, data: Any = None, *, about: Any = None) -> None:
        super().__init__(data, about=about)
        project = about if isinstance(about, Project) else about.project
        reports = self.fields["report"]
        if isinstance(reports, forms.ModelChoiceField):
            reports.queryset = project.reports.select_related("project").all()
        self.initial["report"] = getattr(about, "report_id", None)


class ReplacementForm(PaymentForm):
    reason = line(_("Reason"), 500)


class PayForm(ActForm):
    paid_on = day(_("Paid on"))
    reference = line(_("Reference of the transfer"), 100, required=False)


class OutputForm(ActForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Output.Kind.choices)
    title = line(_("Title"), 500)
    authors = line(_("Authors"), 1000, required=False)
    venue = line(_("Where it appeared"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False)
    doi = line(_("DOI"), 250, required=False, help_text=_("With or without https://doi.org/."))
    link = forms.URLField(label=_("Link"), required=False, assume_scheme="https", max_length=500)
    is_public = yes_or_no(_("Show it to everybody"), initial=True)


class ShowForm(ActForm):
    is_public = yes_or_no(_("Show it to everybody"))


class ChangeForm(ActForm):
    kind = forms.ChoiceField(label=_("What"), choices=[(kind.value, kind.label) for kind in Change.ASKED_FOR])
    new_end = day(_("New end"), required=False, help_text=_("For more time."))
    why = long_text(_("What and why"))


class DecisionForm(ActForm):
    grant = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", pgettext_lazy("change", "Grant")), ("no", pgettext_lazy("change", "Decline"))],
        coerce=lambda given: given == "yes",
        widget=forms.RadioSelect,
    )
    reason = long_text(_("Reason"), required=False, help_text=_("Needed where it is declined."))


class CloseForm(ActForm):
    lessons = long_text(_("What was learnt"), 6)
    evaluation = long_text(_("Evaluation"), 6)
