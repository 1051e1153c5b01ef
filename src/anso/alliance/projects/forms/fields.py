"""Fields that several forms ask with: days, amounts, long texts, an account by its address."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anso.alliance.people.models import User
from anso.alliance.words import country_names
from anso.places import countries

__all__ = ["AccountField", "account", "amount", "countries_offered", "day", "line", "long_text", "yes_or_no"]

LONGEST = 20_000


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


def day(label: Any, **given: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **given
    )


def amount(**given: Any) -> forms.DecimalField:
    return forms.DecimalField(label=_("Amount"), max_digits=14, decimal_places=2, min_value=0, **given)


def line(label: Any, most: int = 300, **given: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, **given)


def long_text(label: Any, rows: int = 4, most: int = LONGEST, **given: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **given)


def account(**given: Any) -> AccountField:
    return AccountField(label=_("E-mail address of their account"), **given)


def yes_or_no(label: Any, **given: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, **given)


def countries_offered() -> list[tuple[str, str]]:
    return [("", "–"), *((code, name) for name, code in country_names(one.code for one in countries()))]
