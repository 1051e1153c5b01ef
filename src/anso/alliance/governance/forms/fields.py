"""Fields that several forms ask with: days, moments, time zones, an account, records to choose from."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anso.alliance.people.models import User

__all__ = ["MOMENT", "MOMENT_FORMATS", "AccountField", "day_field", "offer", "zone_field"]

MOMENT = {"type": "datetime-local", "step": "60"}
MOMENT_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


def day_field(label: Any, **given: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **given
    )


def zone_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Time zone"), choices=[(name, name) for name in sorted(available_timezones())], initial="UTC"
    )


class AccountField(forms.EmailField):
    """Somebody's account, found by its address; none where nothing was typed."""

    def clean(self, value: Any) -> User | None:
        address = super().clean(value)
        if not address:
            return None
        found = User.objects.filter(email=address.lower(), is_active=True).first()
        if found is None:
            raise forms.ValidationError(gettext("There is no account of this address."))
        return found


def offer(form: forms.Form, name: str, records: QuerySet[Any]) -> None:
    """What may be chosen where it depends on what the form is about, or is not to be read on import."""
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = records
