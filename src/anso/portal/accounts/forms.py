"""Forms of one's own account."""

from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from anso import places
from anso.alliance.people.actions import give_consent
from anso.alliance.people.documents import PRIVACY, document
from anso.alliance.people.models import Theme, User
from anso.language import sort_key

__all__ = ["ProfileForm", "SignupForm", "TokenForm", "add_problems"]

DAYS = [("30", _("30 days")), ("90", _("90 days")), ("365", _("One year")), ("", _("Without end"))]


class SignupForm(forms.Form):
    """What signing up asks besides address and password."""

    name = forms.CharField(
        label=pgettext_lazy("person", "Name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As it is shown to others."),
    )
    agreed = forms.BooleanField(
        label=_("I have read the privacy notice and agree to it"),
        error_messages={"required": _("Without this we may not keep your address, and there is no account.")},
    )
    field_order = ("name", "email", "password1", "password2", "agreed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].help_text = format_html(
            '<a href="{}">{}</a>', reverse("people:privacy"), document(PRIVACY).title
        )

    def signup(self, request: HttpRequest, user: User) -> None:  # noqa: ARG002  (allauth's signature)
        """The adapter has taken the name over; which version was agreed to is kept here."""
        give_consent(actor=None, user=user, code=PRIVACY)


class ProfileForm(forms.ModelForm[User]):
    """What a person says of themself."""

    language = forms.ChoiceField(
        label=_("Language"), required=False, help_text=_("Of your pages and of mail to you.")
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), help_text=_("Times are shown in it."))
    country = forms.ChoiceField(label=_("Country"), required=False)
    theme = forms.ChoiceField(label=pgettext_lazy("colours", "Theme"), choices=Theme.choices, required=False)

    class Meta:
        model = User
        fields = ("name", "country", "language", "time_zone", "theme")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        offer(self, "language", [("", _("As the browser")), *settings.LANGUAGES])
        offer(self, "time_zone", [(zone, zone.replace("_", " ")) for zone in time_zones()])
        offer(
            self,
            "country",
            [("", _("Not said")), *countries((get_language() or "en").split("-", maxsplit=1)[0])],
        )


class TokenForm(forms.Form):
    """A new API token."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("What it is for, such as “nightly download”.")
    )
    days = forms.ChoiceField(label=_("Valid for"), choices=DAYS, initial="90", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # The profile stands on the same page and asks for a name, too: a label must lead to its own field.
        super().__init__(*args, **kwargs)
        self.auto_id = "token_%s"


def add_problems(form: forms.BaseForm, problems: Any) -> None:
    """Put an action's problems beside the fields they name."""
    for problem in problems:
        form.add_error(problem.where if problem.where in form.fields else None, problem.message)


def offer(form: forms.BaseForm, name: str, choices: list[tuple[str, Any]]) -> None:
    """Give a field the choices that are known only when the form is made."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"The field {name} has no choices.")
    field.choices = choices


@lru_cache(maxsize=1)
def time_zones() -> tuple[str, ...]:
    """Zones named by a place, and UTC; the rest are old spellings of them."""
    return (
        "UTC",
        *sorted(
            zone
            for zone in available_timezones()
            if zone.partition("/")[0]
            in (
                "Africa",
                "America",
                "Antarctica",
                "Asia",
                "Atlantic",
                "Australia",
                "Europe",
                "Indian",
                "Pacific",
            )
        ),
    )


@lru_cache(maxsize=8)
def countries(language: str) -> tuple[tuple[str, str], ...]:
    named = ((country.code, country.name_in(language)) for country in places.countries())
    return tuple(sorted(named, key=lambda pair: sort_key(pair[1])))
