"""Forms about the pool: asking somebody in, answering, the most one takes, noting a conflict."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anso.alliance.calls.actions.reviewers import LARGEST_LOAD

__all__ = ["AnswerForm", "InviteForm", "LoadForm", "NoteConflictForm"]


def load_field() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Most applications in a stage"),
        required=False,
        min_value=1,
        max_value=LARGEST_LOAD,
        help_text=_("Empty: as many as the stage allows."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class LoadForm(forms.Form):
    load = load_field()


class AnswerForm(LoadForm):
    """Yes or no to an invitation."""

    answer = forms.ChoiceField(choices=[("accept", ""), ("decline", "")], widget=forms.HiddenInput)


class InviteForm(LoadForm):
    """By address, or an account that was found by name."""

    field_order = ("email", "load")
    email = forms.EmailField(
        label=_("E-mail address"),
        error_messages={"required": _("Give an address, or find somebody by name.")},
    )
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = not self.data.get("person")


class NoteConflictForm(forms.Form):
    """A conflict that somebody told an officer of."""

    number = forms.CharField(label=_("Number of the application"), max_length=20)
    person = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(label=_("What was told"), max_length=500, required=False)
