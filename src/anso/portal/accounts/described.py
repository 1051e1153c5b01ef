"""What others see of oneself: the profile with who sees which part, affiliations, conflicts."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language_info, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from anso.alliance.network import actions as network
from anso.alliance.network.models import Affiliation, Conflict, Institution
from anso.alliance.network.queries import affiliations_of, conflicts_of
from anso.alliance.people.actions import describe_person
from anso.alliance.people.models import Audience, Profile, User
from anso.alliance.people.models.profiles import FIXED, LANGUAGE_CODES, PARTS
from anso.alliance.people.orcid import orcid_of
from anso.alliance.people.seen import profile_of
from anso.alliance.people.vocabulary import term_choices
from anso.errors import InvalidInputError
from anso.language import sort_key
from anso.portal.accounts.forms import add_problems
from anso.portal.accounts.views import signed_in

__all__ = ["add_affiliation", "declare_conflict", "described", "remove_affiliation", "remove_conflict"]

PART_WORDS: dict[str, Any] = {
    "other_names": _("Name in other scripts"),
    "about": pgettext_lazy("person", "About you"),
    "country": _("Country"),
    "website": _("Website"),
    "orcid": _("ORCID iD"),
    "affiliations": _("Affiliations"),
    "expertise": _("Expertise"),
    "languages": _("Languages"),
    "email": _("E-mail address"),
}


class DescriptionForm(forms.ModelForm[Profile]):
    """A profile, and beside each part who sees it."""

    expertise = forms.MultipleChoiceField(
        label=_("Expertise"), choices=term_choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you work in"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    class Meta:
        model = Profile
        fields = ("shown_to", "other_names", "about", "website", "expertise_text")
        widgets = {"about": forms.Textarea(attrs={"rows": 6})}

    field_order = (
        "shown_to",
        "other_names", "sees_other_names",
        "about", "sees_about",
        "website", "sees_website",
        "expertise", "expertise_text", "sees_expertise",
        "languages", "sees_languages",
        "sees_affiliations", "sees_orcid", "sees_country", "sees_email",
    )  # fmt: skip

    def __init__(self, person: User, data: Any = None) -> None:
        profile = profile_of(person)
        initial = {
            "expertise": [row.term for row in person.expertise.all()],
            "languages": profile.languages,
        }
        super().__init__(data, instance=profile, initial=initial, label_suffix="")
        spoken = self.fields["languages"]
        if isinstance(spoken, forms.MultipleChoiceField):
            spoken.choices = languages()
        for part, words in PART_WORDS.items():
            self.fields[f"sees_{part}"] = forms.TypedChoiceField(
                label=gettext("%(part)s: seen by") % {"part": words},
                choices=Audience.choices,
                coerce=int,
                initial=profile.audiences.get(part, int(PARTS[part])),
            )
        self.order_fields(self.field_order)

    def said(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in ("expertise", "languages", *self.Meta.fields)}
        given["audiences"] = {
            part: self.cleaned_data[f"sees_{part}"] for part in PART_WORDS if part not in FIXED
        }
        return given

    def _post_clean(self) -> None:
        """Whether the profile holds is the action's to say, which names every problem."""


class AffiliationForm(forms.ModelForm[Affiliation]):
    """Where one works or worked."""

    class Meta:
        model = Affiliation
        fields = ("institution", "institution_text", "position", "since", "until")
        widgets = {
            "since": forms.DateInput(attrs={"type": "date"}),
            "until": forms.DateInput(attrs={"type": "date"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "affiliation_%s"
        offer_institutions(self, gettext("Another, named below"))

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}

    def _post_clean(self) -> None:
        """The action says what is wrong."""


class ConflictForm(forms.ModelForm[Conflict]):
    """An interest to declare."""

    class Meta:
        model = Conflict
        fields = ("kind", "institution", "with_whom", "note", "since", "until")
        widgets = AffiliationForm.Meta.widgets

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "conflict_%s"
        offer_institutions(self, gettext("None, or named below"))

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}

    def _post_clean(self) -> None:
        """The action says what is wrong."""


def offer_institutions(form: forms.BaseForm, empty: str) -> None:
    field = form.fields["institution"]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = Institution.objects.filter(is_listed=True).only("name", "acronym").order_by("name")
        field.empty_label = empty


def languages() -> list[tuple[str, str]]:
    named = [
        (code, str(get_language_info("zh-hans" if code == "zh" else code)["name_translated"]))
        for code in LANGUAGE_CODES | {"zh"}
    ]
    return sorted(named, key=lambda pair: sort_key(pair[1]))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def described(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    form = DescriptionForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            describe_person(actor=person, user=person, **form.said())
        except InvalidInputError as error:
            add_problems(form, error.problems)
        else:
            messages.success(request, gettext("Your profile was saved."))
            return redirect("accounts:described")
    return shown(request, person, form=form)


def shown(request: HttpRequest, person: User, **forms_given: Any) -> HttpResponse:
    context = {
        "form": DescriptionForm(person),
        "affiliation_form": AffiliationForm(),
        "conflict_form": ConflictForm(),
        "affiliations": affiliations_of(person),
        "conflicts": conflicts_of(person),
        "orcid": orcid_of(person),
    } | forms_given
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/described.html", context, status=status)


@never_cache
@login_required
@require_POST
def add_affiliation(request: HttpRequest) -> HttpResponse:
    person, form = signed_in(request), AffiliationForm(request.POST)
    if form.is_valid():
        try:
            network.add_affiliation(actor=person, person=person, **form.said())
        except InvalidInputError as error:
            add_problems(form, error.problems)
        else:
            return redirect("accounts:described")
    return shown(request, person, affiliation_form=form)


@never_cache
@login_required
@require_POST
def remove_affiliation(request: HttpRequest, affiliation_id: int) -> HttpResponse:
    person = signed_in(request)
    held = get_object_or_404(Affiliation, pk=affiliation_id, person=person)
    network.remove_affiliation(actor=person, affiliation=held)
    return redirect("accounts:described")


@never_cache
@login_required
@require_POST
def declare_conflict(request: HttpRequest) -> HttpResponse:
    person, form = signed_in(request), ConflictForm(request.POST)
    if form.is_valid():
        try:
            network.declare_conflict(actor=person, person=person, **form.said())
        except InvalidInputError as error:
            add_problems(form, error.problems)
        else:
            return redirect("accounts:described")
    return shown(request, person, conflict_form=form)


@never_cache
@login_required
@require_POST
def remove_conflict(request: HttpRequest, conflict_id: int) -> HttpResponse:
    person = signed_in(request)
    held = get_object_or_404(Conflict, pk=conflict_id, person=person)
    network.remove_conflict(actor=person, conflict=held)
    return redirect("accounts:described")
