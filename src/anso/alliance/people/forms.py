"""The forms of the people app's pages: they ask; the actions decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from anso.alliance.people.roles import role_choices, scope_choices
from anso.alliance.people.vocabulary import term_choices

__all__ = ["GrantForm", "PeopleForm"]


class PeopleForm(forms.Form):
    """Whom to look for."""

    q = forms.CharField(label=pgettext_lazy("person", "Name"), required=False, max_length=100)
    term = forms.ChoiceField(label=_("Expertise"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["term"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", gettext("Any expertise")), *term_choices()]


class GrantForm(forms.Form):
    """A role, over what, until when."""

    role = forms.ChoiceField(label=_("Role"), choices=role_choices)
    scope_kind = forms.ChoiceField(label=_("Reaches over"), choices=scope_choices)
    scope_code = forms.SlugField(
        label=_("Limited to"),
        required=False,
        help_text=_("Code of the programme, body, institution or team; empty for the whole site."),
    )
    ends_at = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
