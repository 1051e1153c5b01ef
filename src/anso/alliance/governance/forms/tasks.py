"""The form of a task that follows from a resolution."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anso.alliance.governance.forms.fields import AccountField, day_field
from anso.alliance.governance.models import Task

__all__ = ["TaskForm"]


class TaskForm(forms.Form):
    """Something to be done."""

    title = forms.CharField(label=_("What is to be done"), max_length=300)
    responsible = forms.CharField(
        label=_("Responsible"), max_length=200, help_text=Task._meta.get_field("responsible").help_text
    )
    account = AccountField(
        label=_("E-mail address of their account"),
        required=False,
        help_text=Task._meta.get_field("person").help_text,
    )
    due = day_field(_("Due"))

    def said(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return given | {"person": given.pop("account")}
