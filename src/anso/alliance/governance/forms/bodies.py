"""The form of a term of office."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.governance.forms.fields import AccountField, day_field, offer
from anso.alliance.governance.models import Term
from anso.alliance.network.models import Institution

__all__ = ["TermForm"]


class TermForm(forms.Form):
    """Who gets a seat."""

    office = forms.ChoiceField(label=_("Office"), choices=Term.Office, initial=Term.Office.MEMBER)
    institution = forms.ModelChoiceField(
        Institution.objects.none(),
        label=_("Institution"),
        required=False,
        empty_label=pgettext_lazy("institution", "None"),
    )
    name = forms.CharField(
        label=_("Name of the person"),
        required=False,
        max_length=200,
        help_text=Term._meta.get_field("name").help_text,
    )
    account = AccountField(
        label=_("E-mail address of their account"),
        required=False,
        help_text=_("Who acts for the seat here; without it the institution’s contacts do."),
    )
    begins = day_field(_("From"), required=False)
    evidence = forms.CharField(label=_("Where it is written"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "institution", Institution.objects.all())

    def said(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return given | {
            "person": given.pop("account"),
            "evidence_date": given["begins"] or timezone.localdate(),
        }
