"""The forms of a meeting: when it is, its agenda and papers, who came, its minutes."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anso.alliance.files import source_of
from anso.alliance.governance.forms.fields import day_field, offer, zone_field
from anso.alliance.governance.models import AgendaItem, Meeting, Paper
from anso.alliance.governance.paper_files import PAPER_FILE

__all__ = ["ArrivalForm", "ItemForm", "MeetingForm", "MinutesForm", "PaperForm"]


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


class PaperForm(forms.Form):
    """A paper for an item."""

    item = forms.ModelChoiceField(AgendaItem.objects.none(), label=_("Agenda item"))
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
    file = forms.FileField(label=_("File"), required=False)
    audience = forms.ChoiceField(
        label=_("Who may read it"), choices=Paper.Audience, initial=Paper.Audience.BODY
    )

    def __init__(self, meeting: Meeting, refused: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "item", meeting.items.all())
        self.refused = refused
        choose = self.fields["file"]
        choose.widget.attrs["accept"] = ",".join(PAPER_FILE.endings)
        choose.help_text = gettext(
            "PDF, Word, Excel, PowerPoint, PNG, JPEG or plain text, up to %(n)d MB."
        ) % {"n": PAPER_FILE.limit // 1_000_000}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.refused:
            self.add_error("file", self.refused)
        return given

    def said(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        file = given.pop("file")
        return given | ({"file_name": file.name, "file": source_of(file)} if file else {})


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
