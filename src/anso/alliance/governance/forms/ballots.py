"""The form that drafts a ballot.

A program may have given what no form offers: a majority or quorum of another share, codes of options, a least number
of choices. It stands in the form as it is, in words, and stays unless somebody chooses something else.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.governance.counting import Definition, Majority, Method, Share, Tie
from anso.alliance.governance.counting.shares import MAJORITIES, QUORUMS
from anso.alliance.governance.forms.fields import MOMENT, MOMENT_FORMATS, offer, zone_field
from anso.alliance.governance.models import AgendaItem, Ballot, Body, Meeting
from anso.alliance.governance.words import (
    MAJORITY_WORDS,
    METHODS,
    QUORUM_WORDS,
    TIES,
    majority_in_words,
    share_in_words,
)

__all__ = ["BallotForm"]

AS_IT_IS = "as-it-is"
"""Chosen where a rule is to stay that the form does not offer."""
CHOICES: dict[str, list[tuple[str, Any]]] = {
    "majority": [("", pgettext_lazy("majority", "None")), *MAJORITY_WORDS.items()],
    "quorum": list(QUORUM_WORDS.items()),
}


class BallotForm(forms.Form):
    """What a ballot asks, and by which rules."""

    question = forms.CharField(label=_("Question"), max_length=500)
    code = forms.SlugField(label=_("Code"), max_length=100, help_text=_("Names it in addresses."))
    text = forms.CharField(
        label=_("The motion, word for word"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    method = forms.ChoiceField(label=_("Method"), choices=list(METHODS.items()), initial=Method.QUESTION)
    options = forms.CharField(
        label=_("Options"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line; none for yes and no."),
    )
    seats = forms.IntegerField(label=_("Seats"), min_value=1, initial=1)
    choices_at_most = forms.IntegerField(label=_("Choices at most"), required=False, min_value=1)
    majority = forms.ChoiceField(
        label=_("Majority"),
        required=False,
        choices=CHOICES["majority"],
        initial="simple",
        help_text=_("Of a question, of an absolute majority, or of what an option needs besides."),
    )
    quorum = forms.ChoiceField(label=_("Quorum, of the roll"), choices=CHOICES["quorum"], initial="none")
    tie = forms.ChoiceField(label=_("Between equals"), choices=list(TIES.items()), initial=Tie.STATUS_QUO)
    secret = forms.BooleanField(label=_("Secret"), required=False, initial=True)
    proxies_at_most = forms.IntegerField(label=_("Proxies one may hold"), min_value=0, initial=0)
    opens = forms.DateTimeField(
        label=_("Opens"), input_formats=MOMENT_FORMATS, widget=forms.DateTimeInput(attrs=MOMENT)
    )
    closes = forms.DateTimeField(
        label=_("Deadline"), input_formats=MOMENT_FORMATS, widget=forms.DateTimeInput(attrs=MOMENT)
    )
    zone = zone_field()
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(),
        label=_("Agenda item"),
        required=False,
        empty_label=pgettext_lazy("agenda item", "None"),
    )
    amends = forms.ModelChoiceField(
        Ballot.objects.none(), label=_("Amendment to"), required=False, empty_label=_("None: a main question")
    )

    def __init__(
        self,
        body: Body,
        meeting: Meeting | None,
        *args: Any,
        held: Definition | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.held = held
        self.majority_before = held.majority if held else body.majority_rule
        self.quorum_before = held.quorum if held else None
        if self.majority_before is not None:
            self.show("majority", self.majority_before, MAJORITIES, majority_in_words(self.majority_before))
        else:
            self.initial["majority"] = ""
        self.show("quorum", self.quorum_before, QUORUMS, share_in_words(self.quorum_before))
        offer(self, "amends", body.ballots.filter(state=Ballot.State.DRAFT))
        if meeting is None:
            del self.fields["item"]
        else:
            offer(self, "item", meeting.items.all())

    def show(self, name: str, rule: Share | None, offered: Mapping[str, Share | None], in_words: str) -> None:
        """Choose the rule in its field; one that is not on offer is put there in words."""
        known = next((code for code, one in offered.items() if one == rule), None)
        self.initial[name] = known or AS_IT_IS
        field = self.fields[name]
        if known is None and isinstance(field, forms.ChoiceField):
            field.choices = [(AS_IT_IS, in_words), *CHOICES[name]]

    def majority_chosen(self) -> Majority | None:
        chosen = self.cleaned_data["majority"]
        return self.majority_before if chosen == AS_IT_IS else MAJORITIES.get(chosen)

    def quorum_chosen(self) -> Share | None:
        chosen = self.cleaned_data["quorum"]
        return self.quorum_before if chosen == AS_IT_IS else QUORUMS[chosen]

    def definition(self) -> dict[str, Any]:
        """What is asked, for the action to check."""
        given = self.cleaned_data
        zone = ZoneInfo(given["zone"])
        method = Method(given["method"])
        has_majority = method in (Method.QUESTION, Method.ABSOLUTE, Method.APPROVAL)
        same_method = self.held is not None and self.held.method is method
        return {
            "question": given["question"],
            "text": given["text"],
            "method": method,
            "options": options_of(given["options"], self.held),
            "seats": given["seats"],
            "choices_at_least": self.held.choices_at_least if self.held and same_method else 1,
            "choices_at_most": given["choices_at_most"],
            "majority": self.majority_chosen() if has_majority else None,
            "quorum": self.quorum_chosen(),
            "tie": given["tie"],
            "secret": given["secret"],
            "proxies_at_most": given["proxies_at_most"],
            "opens": in_zone(given["opens"], zone),
            "closes": in_zone(given["closes"], zone),
            "zone": given["zone"],
        }


def in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    """The wall clock that was typed, in the zone that was chosen."""
    return timezone.make_naive(moment).replace(tzinfo=zone)


def options_of(lines: str, held: Definition | None = None) -> list[dict[str, str]]:
    """Options with codes made from their titles; one that is held under its title keeps its code."""
    codes = {option.title: option.code for option in held.options} if held else {}
    found: dict[str, str] = {}
    for number, title in enumerate(filter(None, map(str.strip, lines.splitlines())), start=1):
        code = codes.get(title) or slugify(title)[:40].strip("-") or f"option-{number}"
        found[code if code not in found else f"option-{number}"] = title
    return [{"code": code, "title": title} for code, title in found.items()]
