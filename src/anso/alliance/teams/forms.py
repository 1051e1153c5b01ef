"""The forms of a team's pages: they ask; the actions decide."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anso import places
from anso.alliance.people.roles import ROLES
from anso.alliance.teams.hubs import HubDesk
from anso.alliance.teams.models import ModelEntry, Team, TeamModel
from anso.alliance.teams.rules import MANAGER, MEMBER
from anso.alliance.words import country_names
from anso.errors import Problem

__all__ = [
    "EnterForm",
    "InviteForm",
    "SourceForm",
    "SubmitForm",
    "TeamChangeForm",
    "TeamForm",
    "add_problems",
]


def add_problems(form: forms.BaseForm, problems: Iterable[Problem]) -> None:
    """Put an action's problems beside the fields they name."""
    for problem in problems:
        form.add_error(problem.where if problem.where in form.fields else None, problem.message)


class TeamForm(forms.ModelForm[Team]):
    """What a team says of itself when it registers."""

    country = forms.ChoiceField(label=_("Country"), required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    class Meta:
        model = Team
        fields = ("name", "abbr", "institution", "institution_text", "country", "website")
        widgets = {"abbr": forms.TextInput(attrs={"autocapitalize": "off", "spellcheck": "false"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose = self.fields["country"]
        if isinstance(choose, forms.ChoiceField):
            countries = country_names(country.code for country in places.countries())
            choose.choices = [("", gettext("Not said")), *((code, name) for name, code in countries)]
        institution = self.fields["institution"]
        if isinstance(institution, forms.ModelChoiceField):
            institution.empty_label = gettext("Another, named below")

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}

    def _post_clean(self) -> None:
        """Whether the record holds is the action's to say, which names every problem."""


class TeamChangeForm(TeamForm):
    """The same, later: the abbreviation stays."""

    class Meta:
        model = Team
        fields = ("name", "institution", "institution_text", "country", "website")


class SourceForm(forms.Form):
    """Where the team's files are fetched from."""

    source = forms.CharField(
        label=_("Address of your files"),
        help_text=Team._meta.get_field("source").help_text,
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "off", "spellcheck": "false"}),
    )


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(
        label=_("Role"), choices=[(code, ROLES[code].title) for code in (MEMBER, MANAGER)], initial=MEMBER
    )


class EnterForm(forms.Form):
    """Which model enters; what else is asked is the hub's own schema."""

    abbr = forms.CharField(
        label=_("Abbreviation of the model"),
        max_length=16,
        help_text=TeamModel._meta.get_field("abbr").help_text,
        widget=forms.TextInput(attrs={"autocapitalize": "off", "spellcheck": "false"}),
    )


class EntryField(forms.ModelChoiceField[ModelEntry]):
    """A model in a hub, named as both are."""

    names: dict[str, str]

    def label_from_instance(self, obj: ModelEntry) -> str:
        return f"{obj.model.model_id} · {self.names.get(obj.hub, obj.hub)}"


class SubmitForm(forms.Form):
    """Which model, which round, which file."""

    entry = EntryField(queryset=ModelEntry.objects.none(), label=_("Model"), empty_label=_("Choose …"))
    round = forms.ChoiceField(
        label=_("Round"),
        required=False,
        help_text=_(
            "Choose one only if your file’s name does not say the round, as in 2024-01-06-team-model.csv."
        ),
    )
    file = forms.FileField(label=_("File"))

    def __init__(
        self,
        entries: Sequence[ModelEntry],
        desks: dict[str, HubDesk],
        now: datetime,
        refused: str,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choose, rounds = self.fields["entry"], self.fields["round"]
        self.fields["file"].error_messages["required"] = refused or gettext("Choose a file.")
        self.fields["file"].error_messages["empty"] = gettext("The file is empty.")
        if isinstance(choose, EntryField):
            choose.names = {slug: desk.name for slug, desk in desks.items()}
            there = [entry.pk for entry in entries if entry.hub in desks]
            choose.queryset = ModelEntry.objects.filter(pk__in=there).select_related("model__team")
        if isinstance(rounds, forms.ChoiceField):
            rounds.choices = [
                ("", gettext("As the file’s name says")),
                *(
                    (desk.name, [(f"{slug}/{window.round_id}", window.round_id) for window in open_now])
                    for slug, desk in desks.items()
                    if (open_now := desk.open_rounds(now))
                ),
            ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        entry, chosen = given.get("entry"), given.get("round", "")
        hub, _slash, given["round"] = chosen.partition("/")
        if entry is not None and chosen and hub != entry.hub:
            self.add_error("round", gettext("This round is of another hub than the model chosen."))
        return given
