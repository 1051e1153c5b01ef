"""The form that drafts a ballot."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.governance.counting import Method, Tie
from anso.alliance.governance.counting.shares import MAJORITIES, QUORUMS
from anso.alliance.governance.forms.fields import MOMENT, MOMENT_FORMATS, offer, zone_field
from anso.alliance.governance.models import AgendaItem, Ballot, Body, Meeting
from anso.alliance.governance.words import MAJORITY_WORDS, METHODS, QUORUM_WORDS, TIES

__all__ = ["BallotForm"]


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
        choices=[("", pgettext_lazy("majority", "None")), *MAJORITY_WORDS.items()],
        initial="simple",
        help_text=_("Of a question, of an absolute majority, or of what an option needs besides."),
    )
    quorum = forms.ChoiceField(
        label=_("Quorum, of the roll"), choices=list(QUORUM_WORDS.items()), initial="none"
    )
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

    def __init__(self, body: Body, meeting: Meeting | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "amends", body.ballots.filter(state=Ballot.State.DRAFT))
        if meeting is None:
            del self.fields["item"]
        else:
            offer(self, "item", meeting.items.all())

    def definition(self) -> dict[str, Any]:
        """What is asked, for the action to check."""
        given = self.cleaned_data
        zone = ZoneInfo(given["zone"])
        majority = MAJORITIES.get(given["majority"])
        method = Method(given["method"])
        return {
            "question": given["question"],
            "text": given["text"],
            "method": method,
            "options": options_of(given["options"]),
            "seats": given["seats"],
            "choices_at_most": given["choices_at_most"],
            "majority": majority if method in (Method.QUESTION, Method.ABSOLUTE, Method.APPROVAL) else None,
            "quorum": QUORUMS[given["quorum"]],
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


def options_of(lines: str) -> list[dict[str, str]]:
    """Options with codes made from their titles."""
    found: dict[str, str] = {}
    for number, title in enumerate(filter(None, map(str.strip, lines.splitlines())), start=1):
        code = slugify(title)[:40].strip("-") or f"option-{number}"
        found[code if code not in found else f"option-{number}"] = title
    return [{"code": code, "title": title} for code, title in found.items()]
