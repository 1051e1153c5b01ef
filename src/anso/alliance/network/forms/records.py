"""The forms by which contacts, ambassadors, associations, partners and memoranda are entered and changed."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from anso.alliance.network.forms.fields import (
    AccountField,
    DayField,
    RecordField,
    TextField,
    offer_countries,
)
from anso.alliance.network.models import Institution, Partner
from anso.alliance.network.queries.contacts import institutions_kept_by
from anso.alliance.people.models import User
from anso.alliance.people.rules import may

__all__ = [
    "AmbassadorForm",
    "AssociationForm",
    "BelongingForm",
    "ContactForm",
    "EndForm",
    "FigureForm",
    "KeptForm",
    "MemorandumForm",
    "PartnerForm",
]

EVIDENCE = _("Where it is written.")


def listed() -> Any:
    return Institution.objects.filter(is_listed=True).order_by("name")


class KeptForm(forms.Form):
    """A record of the network: an empty one, or one that is on record."""

    unchanging: ClassVar[tuple[str, ...]] = ()
    """Fields that are given once."""

    def __init__(
        self, user: User, record: Model | None, data: Any = None, initial: dict[str, Any] | None = None
    ) -> None:
        initial = dict(initial or {})
        if record is not None:
            initial |= {name: getattr(record, name) for name in self.base_fields if hasattr(record, name)}
            if "person" in initial and initial["person"] is not None:
                initial["person"] = initial["person"].public_id
        super().__init__(data, initial=initial)
        if record is not None:
            for name in self.unchanging:
                self.fields.pop(name, None)
        if "person" in self.fields and not may(user, "network.name_accounts"):
            self.fields.pop("person")
        if "country" in self.fields:
            offer_countries(self, gettext("None named"))

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}


class ContactForm(KeptForm):
    unchanging = ("institution", "partner")

    institution = RecordField(Institution.objects.none(), _("Institution"))
    partner = RecordField(Partner.objects.none(), _("Partner"))
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=200)
    position = forms.CharField(label=_("Position"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    person = AccountField()
    since = DayField(_("Since"))
    until = DayField(_("Until"))

    def __init__(self, user: User, record: Model | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, record, *args, **kwargs)
        if record is None:
            self.fields["institution"].queryset = institutions_kept_by(user)  # type: ignore[attr-defined]
            if may(user, "network.keep_contacts"):
                self.fields["partner"].queryset = Partner.objects.all()  # type: ignore[attr-defined]
            else:
                self.fields.pop("partner")


class AmbassadorForm(KeptForm):
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=200)
    person = AccountField()
    institution = RecordField(Institution.objects.none(), _("Institution"))
    country = forms.ChoiceField(label=_("Country"), required=False)
    field = forms.CharField(label=pgettext_lazy("of science", "Field"), max_length=200, required=False)
    since = DayField(_("Since"), required=True)
    evidence = TextField(_("Evidence"), help_text=EVIDENCE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = listed()  # type: ignore[attr-defined]
        self.initial["institution"] = getattr(self.initial.get("institution"), "code", "")


class AssociationForm(KeptForm):
    unchanging = ("number",)

    number = forms.SlugField(label=_("Number"), max_length=8, help_text=_("As it is listed: 13A."))
    name = forms.CharField(label=pgettext_lazy("association", "Name"), max_length=300)
    acronym = forms.CharField(label=_("Acronym"), max_length=40, required=False)
    leaders = forms.CharField(label=_("Led by"), max_length=300, required=False)
    theme = forms.CharField(
        label=pgettext_lazy("an association’s subject", "Theme"), max_length=120, required=False
    )
    host = RecordField(Institution.objects.none(), _("Host"), required=True)
    summary = TextField(_("Summary"), rows=4)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    since = DayField(_("Since"), help_text=_("Empty where it is not public."))
    evidence = TextField(_("Evidence"), help_text=EVIDENCE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = listed()  # type: ignore[attr-defined]
        self.initial["host"] = getattr(self.initial.get("host"), "code", "")


class PartnerForm(KeptForm):
    name = forms.CharField(label=pgettext_lazy("institution", "Name"), max_length=300)
    acronym = forms.CharField(label=_("Acronym"), max_length=40, required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")


class MemorandumForm(KeptForm):
    partner = RecordField(Partner.objects.all(), _("Partner"), required=True)
    title = forms.CharField(label=_("Title"), max_length=300)
    signed = DayField(pgettext_lazy("memorandum", "Signed"), required=True)
    ends = DayField(pgettext_lazy("memorandum", "Ends"), help_text=_("Empty where no end was agreed."))
    scope = TextField(pgettext_lazy("memorandum", "Scope"), rows=4)
    document = forms.URLField(label=_("Address of the document"), required=False, assume_scheme="https")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["partner"] = getattr(
            self.initial.get("partner"), "code", self.initial.get("partner", "")
        )


class FigureForm(KeptForm):
    unchanging = ("code",)

    code = forms.SlugField(label=_("Code"), max_length=60, help_text=_("Such as members-2020."))
    title = forms.CharField(label=_("Title"), max_length=300)
    value = forms.IntegerField(label=_("Value"), min_value=0)
    as_of = DayField(_("As of"), required=True)
    source = forms.CharField(label=_("Source"), max_length=300, help_text=EVIDENCE)


class EndForm(forms.Form):
    """On which day something ended, and where that is written."""

    on = DayField(_("Last day"), required=True)
    evidence = TextField(_("Evidence or reason"))


class BelongingForm(forms.Form):
    """An institution that joins an association."""

    institution = RecordField(Institution.objects.none(), _("Institution"), required=True)
    on = DayField(_("Since"), help_text=_("Empty where it is not public."))
    evidence = TextField(_("Evidence"), help_text=EVIDENCE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = listed()  # type: ignore[attr-defined]
