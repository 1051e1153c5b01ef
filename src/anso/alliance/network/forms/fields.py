"""What the network's forms share: problems beside their fields, languages, countries, days and records to choose."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anso import places
from anso.alliance.people.models import User
from anso.alliance.people.queries import person_of
from anso.alliance.words import country_names
from anso.errors import NotFoundError, Problem

__all__ = [
    "AccountField",
    "DayField",
    "RecordField",
    "TextField",
    "add_problems",
    "language_name",
    "offer_countries",
]

# Django knows Chinese by its scripts alone.
DJANGO_TAGS = {"zh": "zh-hans"}


def add_problems(form: forms.BaseForm, problems: Iterable[Problem]) -> None:
    """Put an action's problems beside the fields they name."""
    for problem in problems:
        form.add_error(problem.where if problem.where in form.fields else None, problem.message)


def language_name(tag: str) -> str:
    from django.utils.translation import get_language_info

    return str(get_language_info(DJANGO_TAGS.get(tag, tag))["name_translated"])


def offer_countries(form: forms.BaseForm, empty: str, codes: Iterable[str] | None = None) -> None:
    field = form.fields["country"]
    if isinstance(field, forms.ChoiceField):
        known = codes if codes is not None else (country.code for country in places.countries())
        field.choices = [("", empty), *((code, name) for name, code in country_names(known))]


class DayField(forms.DateField):
    def __init__(self, label: Any, *, required: bool = False, help_text: Any = "") -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )


class TextField(forms.CharField):
    """Some lines of text."""

    def __init__(self, label: Any, *, required: bool = False, rows: int = 2, help_text: Any = "") -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            max_length=5000,
            widget=forms.Textarea(attrs={"rows": rows}),
        )


class RecordField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    """One of the records, by its code."""

    def __init__(self, records: QuerySet[Any], label: Any, *, required: bool = False) -> None:
        empty = _("Choose one") if required else _("None named")
        super().__init__(records, label=label, required=required, to_field_name="code", empty_label=empty)


class AccountField(forms.UUIDField):
    """An account by its public id; what stands in it is no name, so that nobody is chosen by mistake."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Account"),
            required=False,
            help_text=_("The public id, as in the address of the person’s page; empty if there is none."),
        )

    def clean(self, value: Any) -> User | None:
        given = super().clean(value)
        try:
            return person_of(given) if given else None
        except NotFoundError as error:
            raise forms.ValidationError(gettext("There is no account of this id.")) from error
