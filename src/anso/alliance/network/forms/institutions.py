"""The forms on institutions: looked for, described, applied for, brought in from a table."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from anso.alliance.network.forms.fields import language_name, offer_countries
from anso.alliance.network.models import Institution
from anso.alliance.network.ror import plain_ror
from anso.places import LANGUAGES

__all__ = [
    "ApplicationForm",
    "DirectoryForm",
    "InstitutionForm",
    "RecordForm",
    "StepForm",
    "TableForm",
]


class DirectoryForm(forms.Form):
    """What to look for in the directory."""

    q = forms.CharField(label=pgettext_lazy("institution", "Name"), required=False, max_length=100)
    country = forms.ChoiceField(label=_("Country"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Any kind")), *Institution.Kind.choices]
    )
    members = forms.BooleanField(label=_("Members only"), required=False)

    def __init__(self, codes: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_countries(self, gettext("Any country"), codes)


class InstitutionForm(forms.Form):
    """What is on record of an institution."""

    name = forms.CharField(label=pgettext_lazy("institution", "Name"), max_length=300)
    acronym = forms.CharField(label=_("Acronym"), max_length=40, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Institution.Kind.choices)
    country = forms.ChoiceField(label=_("Country"), required=False)
    city = forms.CharField(label=_("City"), max_length=120, required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    ror_id = forms.CharField(
        label=_("ROR id"),
        required=False,
        max_length=60,
        help_text=_("As on ror.org, such as 034t30j35 or the whole address."),
        widget=forms.TextInput(attrs={"autocapitalize": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_countries(self, gettext("Not said"))

    def clean_ror_id(self) -> str | None:
        return plain_ror(self.cleaned_data["ror_id"]) or None

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.cleaned_data if name in self.fields}


class RecordForm(InstitutionForm):
    """The same, with everything that those who keep the record may say."""

    latitude = forms.FloatField(label=_("Latitude"), required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(label=_("Longitude"), required=False, min_value=-180, max_value=180)
    former_names = forms.CharField(
        label=_("Former names"),
        required=False,
        help_text=_("One in a line."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, institution: Institution | None, *args: Any, **kwargs: Any) -> None:
        institution = institution or Institution()
        initial = {
            name: getattr(institution, name)
            for name in (
                "name", "acronym", "kind", "country", "city", "website", "ror_id", "latitude", "longitude",
            )
        }  # fmt: skip
        initial |= {f"name_{tag}": institution.names.get(tag, "") for tag in LANGUAGES}
        initial["former_names"] = "\n".join(institution.former_names)
        super().__init__(*args, initial=initial, **kwargs)
        for tag in LANGUAGES:
            self.fields[f"name_{tag}"] = forms.CharField(
                label=gettext("Name in this language: %(language)s") % {"language": language_name(tag)},
                required=False,
                max_length=300,
                widget=forms.TextInput(attrs={"lang": tag}),
            )

    def said(self) -> dict[str, Any]:
        given = {name: value for name, value in super().said().items() if not name.startswith("name_")}
        given["former_names"] = [
            " ".join(line.split()) for line in given["former_names"].splitlines() if line.strip()
        ]
        names = {tag: self.cleaned_data.get(f"name_{tag}", "").strip() for tag in LANGUAGES}
        given["names"] = {tag: name for tag, name in names.items() if name}
        return given


class ApplicationForm(InstitutionForm):
    """An application: which institution, and why."""

    evidence = forms.CharField(
        label=_("Why it wishes to join"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=5000,
        help_text=_(
            "What it works on, what it would bring, who decided to apply. The secretariat and the board read it."
        ),
    )
    field_order = ("name", "acronym", "kind", "country", "city", "website", "ror_id", "evidence")


class StepForm(forms.Form):
    """The day of a step and its evidence."""

    on = forms.DateField(
        label=pgettext_lazy("step of a membership", "Day"), widget=forms.DateInput(attrs={"type": "date"})
    )
    evidence = forms.CharField(
        label=_("Evidence or reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    document = forms.URLField(label=_("Address of the document"), required=False, assume_scheme="https")


class TableForm(forms.Form):
    """A table to bring in."""

    file = forms.FileField(label=_("File"), help_text=_("CSV or XLSX, with the headings below."))

    def __init__(self, refused: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].error_messages["required"] = refused or gettext("Choose a file.")
        self.fields["file"].error_messages["empty"] = gettext("The file is empty.")
