"""The forms of governance: they ask; the actions decide."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anso.alliance.governance.counting import Definition, Method, Tie
from anso.alliance.governance.counting.shares import MAJORITIES, QUORUMS
from anso.alliance.governance.models import AgendaItem, Ballot, Body, Meeting, Paper, Resolution, Task, Term
from anso.alliance.governance.words import MAJORITY_WORDS, METHODS, QUORUM_WORDS, TIES, answer
from anso.alliance.network.models import Institution
from anso.alliance.people.models import User
from anso.alliance.teams.forms import add_problems

__all__ = [
    "ArrivalForm",
    "BallotForm",
    "ItemForm",
    "MeetingForm",
    "MinutesForm",
    "PaperForm",
    "ResolutionForm",
    "TaskForm",
    "TermForm",
    "VoteForm",
    "add_problems",
]

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


class TermForm(forms.Form):
    """Who gets a seat."""

    office = forms.ChoiceField(label=_("Office"), choices=Term.Office, initial=Term.Office.MEMBER)
    institution = forms.ModelChoiceField(
        Institution.objects.none(), label=_("Institution"), required=False, empty_label=_("None")
    )
    name = forms.CharField(
        label=_("Name of the person"),
        required=False,
        max_length=200,
        help_text=Term._meta.get_field("name").help_text,
    )
    account = forms.EmailField(
        label=_("E-mail address of their account"),
        required=False,
        help_text=_("Who acts for the seat here; without it the institution’s contacts do."),
    )
    begins = day_field(_("From"), required=False)
    evidence = forms.CharField(label=_("Where it is written"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose = self.fields["institution"]
        if isinstance(choose, forms.ModelChoiceField):
            choose.queryset = Institution.objects.all()

    def clean_account(self) -> User | None:
        address = self.cleaned_data["account"]
        if not address:
            return None
        found = User.objects.filter(email=address.lower(), is_active=True).first()
        if found is None:
            raise forms.ValidationError(gettext("There is no account of this address."))
        return found

    def said(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return given | {
            "person": given.pop("account"),
            "evidence_date": given["begins"] or timezone.localdate(),
        }


class MeetingForm(forms.ModelForm[Meeting]):
    """When, where and how a body meets."""

    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"), required=False)
    link = forms.URLField(
        label=_("Link to join"),
        required=False,
        assume_scheme="https",
        help_text=Meeting._meta.get_field("link").help_text,
    )
    zone = zone_field()

    class Meta:
        model = Meeting
        fields = (
            "title",
            "code",
            "starts_on",
            "ends_on",
            "begins_at",
            "ends_at",
            "zone",
            "form",
            "place",
            "link",
        )
        widgets = {
            "begins_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "ends_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["code"]

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}

    def _post_clean(self) -> None:
        """Whether the record holds is the action's to say, which names every problem."""


class ItemForm(forms.Form):
    """An item of the agenda."""

    title = forms.CharField(label=_("Title"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=AgendaItem.Kind, initial=AgendaItem.Kind.DISCUSSION)
    minutes = forms.IntegerField(label=_("Minutes planned"), required=False, min_value=1, max_value=600)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ItemChoice(forms.ModelChoiceField[AgendaItem]):
    """An item of a meeting, named as on the agenda."""

    def label_from_instance(self, obj: AgendaItem) -> str:
        return str(obj)


class PaperForm(forms.Form):
    """A paper for an item."""

    item = ItemChoice(AgendaItem.objects.none(), label=_("Agenda item"))
    title = forms.CharField(label=_("Title"), max_length=300)
    text = forms.CharField(
        label=_("Text"), required=False, widget=forms.Textarea(attrs={"rows": 6}), help_text=_("Markdown.")
    )
    link = forms.URLField(
        label=_("Link"),
        required=False,
        assume_scheme="https",
        help_text=Paper._meta.get_field("link").help_text,
    )
    audience = forms.ChoiceField(
        label=_("Who may read it"), choices=Paper.Audience, initial=Paper.Audience.BODY
    )

    def __init__(self, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_items(self, meeting)


def set_items(form: forms.Form, meeting: Meeting | None) -> None:
    choose = form.fields["item"]
    if isinstance(choose, ItemChoice) and meeting is not None:
        choose.queryset = meeting.items.all()


class ArrivalForm(forms.Form):
    """Who came."""

    seat = forms.ChoiceField(label=_("Seat"), required=False)
    name = forms.CharField(
        label=_("Name"), required=False, max_length=200, help_text=_("Who came for the seat, or the guest.")
    )
    mode = forms.ChoiceField(
        label=_("How they take part"),
        choices=[("on-site", _("on site")), ("online", _("online"))],
        initial="online",
    )

    def __init__(self, seats: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose = self.fields["seat"]
        if isinstance(choose, forms.ChoiceField):
            choose.choices = [("", gettext("None: a guest")), *seats]


class MinutesForm(forms.Form):
    """What was said and decided."""

    text = forms.CharField(
        label=_("Minutes"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_("Markdown."),
    )


class ResolutionForm(forms.Form):
    """A decision to be put on record."""

    title = forms.CharField(label=_("Title"), max_length=300)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 5}))
    adopted_on = day_field(_("Day of adoption"))
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label=_("Meeting"), required=False, empty_label=_("None")
    )
    ballot = forms.ModelChoiceField(
        Ballot.objects.none(), label=_("Ballot"), required=False, empty_label=_("None: by consensus")
    )
    effect = forms.ChoiceField(
        label=_("Effect"),
        required=False,
        choices=Resolution.Effect.choices,
        help_text=_("Takes effect when the resolution is published."),
    )
    institutions = forms.ModelMultipleChoiceField(
        Institution.objects.none(), label=_("Institutions concerned"), required=False
    )

    def __init__(self, body: Body, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "meeting": body.meetings.all(),
            "ballot": body.ballots.filter(state__in=Ballot.SETTLED, resolution__isnull=True),
            "institutions": Institution.objects.all(),
        }
        for name, records in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = records


class TaskForm(forms.Form):
    """Something to be done."""

    title = forms.CharField(label=_("What is to be done"), max_length=300)
    responsible = forms.CharField(
        label=_("Responsible"), max_length=200, help_text=Task._meta.get_field("responsible").help_text
    )
    account = forms.EmailField(
        label=_("E-mail address of their account"),
        required=False,
        help_text=Task._meta.get_field("person").help_text,
    )
    due = day_field(_("Due"))

    clean_account = TermForm.clean_account

    def said(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return given | {"person": given.pop("account")}


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
        choices=[("", _("None")), *MAJORITY_WORDS.items()],
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
    item = ItemChoice(
        AgendaItem.objects.none(), label=_("Agenda item"), required=False, empty_label=_("None")
    )
    amends = forms.ModelChoiceField(
        Ballot.objects.none(), label=_("Amendment to"), required=False, empty_label=_("None: a main question")
    )

    def __init__(self, body: Body, meeting: Meeting | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_items(self, meeting)
        if meeting is None:
            del self.fields["item"]
        amends = self.fields["amends"]
        if isinstance(amends, forms.ModelChoiceField):
            amends.queryset = body.ballots.filter(state=Ballot.State.DRAFT)

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


class VoteForm(forms.Form):
    """A ballot paper: radio buttons, boxes, or a rank beside each option."""

    def __init__(self, definition: Definition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.definition = definition
        named = [(code, answer(definition, code)) for code in definition.codes]
        if definition.is_ranked:
            ranks = [("", "–"), *((str(rank), str(rank)) for rank in range(1, definition.most_choices + 1))]
            for code, title in named:
                self.fields[f"rank-{code}"] = forms.ChoiceField(label=title, choices=ranks, required=False)
        elif definition.most_choices > 1:
            self.fields["choice"] = forms.MultipleChoiceField(
                label=_("Your choices"), choices=named, required=False, widget=forms.CheckboxSelectMultiple
            )
        else:
            self.fields["choice"] = forms.ChoiceField(
                label=_("Your vote"),
                choices=[*named, ("abstain", gettext("Abstention"))],
                widget=forms.RadioSelect,
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.definition.is_ranked:
            chosen = given.get("choice") or []
            given["vote"] = [
                code for code in ([chosen] if isinstance(chosen, str) else chosen) if code != "abstain"
            ]
            return given
        ranked = sorted((int(rank), name.removeprefix("rank-")) for name, rank in given.items() if rank)
        ranks = [rank for rank, _code in ranked]
        if ranks != list(range(1, len(ranks) + 1)):
            self.add_error(None, gettext("Give the ranks 1, 2, 3 … without a gap, each to one option."))
        given["vote"] = [code for _rank, code in ranked]
        return given
