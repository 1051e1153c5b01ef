"""The forms of a body and of a term of office."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.governance.counting.shares import MAJORITIES, QUORUMS
from anso.alliance.governance.forms.fields import AccountField, day_field, offer
from anso.alliance.governance.models import Body, Term
from anso.alliance.governance.words import (
    MAJORITY_WORDS,
    QUORUM_WORDS,
    majority_in_words,
    share_in_words,
)
from anso.alliance.network.models import Institution

__all__ = ["BodyForm", "TermForm"]


class BodyForm(forms.Form):
    """What a body is called, and the rules it meets and decides by."""

    name = forms.CharField(label=_("Name"), max_length=200)
    code = forms.SlugField(label=_("Code"), max_length=60, help_text=_("Names it in addresses."))
    kind = forms.ChoiceField(label=_("Kind"), choices=Body.Kind, initial=Body.Kind.GROUP)
    summary = forms.CharField(label=_("Summary"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    of_all_members = forms.BooleanField(
        label=_("Of all members"),
        required=False,
        help_text=Body._meta.get_field("of_all_members").help_text,
    )
    seats = forms.IntegerField(
        label=_("Seats"), required=False, min_value=1, help_text=Body._meta.get_field("seats").help_text
    )
    quorum = forms.ChoiceField(label=_("Quorum, of the seats"), choices=list(QUORUM_WORDS.items()))
    majority = forms.ChoiceField(label=_("Majority"), choices=list(MAJORITY_WORDS.items()))

    def __init__(self, body: Body | None, data: QueryDict | None = None) -> None:
        super().__init__(data, initial=self.typed(body) if body else self.usual())
        if body is None:
            return
        del self.fields["code"]
        # Rules that a program gave may be none of those on offer; saving the form must not change them.
        for name, said, offered in (
            ("quorum", share_in_words(body.quorum_rule), QUORUM_WORDS),
            ("majority", majority_in_words(body.majority_rule), MAJORITY_WORDS),
        ):
            field = self.fields[name]
            if not self.initial[name] and isinstance(field, forms.ChoiceField):
                field.required = False
                field.choices = [("", said), *offered.items()]

    @staticmethod
    def usual() -> dict[str, Any]:
        return {"quorum": "majority", "majority": "simple"}

    @staticmethod
    def typed(body: Body) -> dict[str, Any]:
        """A body as the form asks for it."""
        return {
            "name": body.name,
            "kind": body.kind,
            "summary": body.summary,
            "of_all_members": body.of_all_members,
            "seats": body.seats,
            "quorum": next((name for name, rule in QUORUMS.items() if rule == body.quorum_rule), ""),
            "majority": next((name for name, rule in MAJORITIES.items() if rule == body.majority_rule), ""),
        }

    def said(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        quorum, majority = given.pop("quorum"), given.pop("majority")
        if quorum:
            rule = QUORUMS[quorum]
            given["quorum"] = rule.model_dump(mode="json") if rule else None
        if majority:
            given["majority"] = MAJORITIES[majority].model_dump(mode="json")
        return given


class TermForm(forms.Form):
    """Who gets a seat."""

    office = forms.ChoiceField(label=_("Office"), choices=Term.Office, initial=Term.Office.MEMBER)
    institution = forms.ModelChoiceField(
        Institution.objects.none(),
        label=_("Institution"),
        required=False,
        empty_label=pgettext_lazy("institution", "None"),
    )
    name = forms.CharField(
        label=_("Name of the person"),
        required=False,
        max_length=200,
        help_text=Term._meta.get_field("name").help_text,
    )
    account = AccountField(
        label=_("E-mail address of their account"),
        required=False,
        help_text=_("Who acts for the seat here; without it the institution’s contacts do."),
    )
    begins = day_field(_("From"), required=False)
    evidence = forms.CharField(label=_("Where it is written"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "institution", Institution.objects.all())

    def said(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return given | {
            "person": given.pop("account"),
            "evidence_date": given["begins"] or timezone.localdate(),
        }
