"""Forms of officers: what the list of applications is asked for, screening, a new call and its dates."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from anso.alliance.calls.definition import templates
from anso.alliance.calls.models import Application, Call, Programme
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.calls.queries.keeping import Asked, Filter

__all__ = ["DatesForm", "ListForm", "NewCallForm", "ProgrammeForm", "ReasonForm", "ScreenForm"]

ANY = ("", pgettext_lazy("any value of a filter", "any"))


class ListForm(forms.Form):
    """Filters over a call's applications; the facts are those of its form."""

    q = forms.CharField(label=_("Number, title or name, in any script"), required=False, max_length=100)

    def __init__(
        self, call: Call, filters: list[Filter], *args: Any, sees_scores: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.facts = filters
        self.sees_scores = sees_scores
        states = [choice for choice in Application.State.choices if choice[0] != Application.State.DRAFT]
        self.fields["state"] = forms.ChoiceField(label=_("State"), choices=[ANY, *states], required=False)
        stages = [(one.code, said_now(one.title)) for one in call.definition.stages]
        waiting = ("-", gettext("none yet"))
        self.fields["stage"] = forms.ChoiceField(
            label=_("Stage"), choices=[ANY, waiting, *stages], required=False
        )
        for one in filters:
            self.fields[f"f-{one.code}"] = forms.ChoiceField(
                label=one.title, choices=[ANY, *one.options], required=False
            )
        if sees_scores:
            self.fields["least"] = forms.FloatField(
                label=_("Score from"), required=False, min_value=0, max_value=10
            )
            self.fields["most"] = forms.FloatField(
                label=_("Score to"), required=False, min_value=0, max_value=10
            )

    def asked(self, order: str) -> Asked:
        """What is looked for; what the form does not know is left out."""
        self.is_valid()
        given = self.cleaned_data
        facts = {one.code: given.get(f"f-{one.code}") or "" for one in self.facts}
        country = facts.pop("country", "")
        return Asked(
            text=given.get("q") or "",
            state=given.get("state") or "",
            stage=given.get("stage") or "",
            country=country,
            facts={name: value for name, value in facts.items() if value},
            least=given.get("least"),
            most=given.get("most"),
            order=order,
            sees_scores=self.sees_scores,
        )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Applicants are told."),
    )  # fmt: skip


class ScreenForm(forms.Form):
    """What becomes of the applications that were ticked."""

    act = forms.ChoiceField(choices=[("fit", ""), ("refuse", ""), ("back", "")])
    offered = forms.CharField(label=_("Reason"), required=False, max_length=1000)
    reason = forms.CharField(
        label=_("Reason in your own words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def said(self) -> str:
        """The reason that was chosen, and what was added to it."""
        given = self.cleaned_data
        return " ".join(part.strip() for part in (given["offered"], given["reason"]) if part.strip())


class DatesForm(forms.Form):
    """When a call opens and ends, by the clock of its zone."""

    zone = forms.CharField(
        label=_("Time zone"), max_length=64, initial="Asia/Shanghai",
        help_text=_("Such as Asia/Tashkent. Dates are by its clock; readers see them in their own, too."),
    )  # fmt: skip
    opens_at = forms.CharField(
        label=_("Opens"), widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"})
    )
    deadline = forms.CharField(
        label=_("Deadline"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}),
        help_text=_("Taken to the end of this second. Empty: a standing call, open until it is closed."),
    )  # fmt: skip

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"].strip()
        if zone not in available_timezones():
            raise forms.ValidationError(
                gettext("%(name)s is not a time zone; give one such as Asia/Tashkent.") % {"name": zone}
            )
        return zone

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if "zone" in given:
            for name in ("opens_at", "deadline"):
                if given.get(name):
                    given[name] = self.moment(name, given[name], given["zone"])
                elif name == "deadline":
                    given[name] = None
        return given

    def moment(self, name: str, text: str, zone: str) -> datetime | None:
        try:
            return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
        except ValueError:
            told = gettext("“%(given)s” is no moment; write it as 2021-03-31T23:59:59.")
            self.add_error(name, told % {"given": text})
            return None


class NewCallForm(DatesForm):
    """A call drafted from a template, or from an earlier call of the programme."""

    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.none(), to_field_name="code"
    )
    code = forms.SlugField(label=_("Code"), max_length=60, help_text=_("Names it in addresses."))
    numbers = forms.CharField(
        label=_("Prefix of numbers"), max_length=12, help_text=_("Such as SCH21 in SCH21-00042.")
    )
    source = forms.ChoiceField(label=_("Begin with"), choices=())

    field_order = ("programme", "source", "code", "numbers", "zone", "opens_at", "deadline")

    def __init__(self, programmes: Any, calls: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]  # a field of choices of records
        shipped = [(f"template:{name}", name) for name in templates()]
        earlier = [(f"call:{one.code}", f"{one.title} ({one.code})") for one in calls]
        self.fields["source"].choices = [  # type: ignore[attr-defined]  # a field of choices
            (gettext("Templates"), shipped), *([(gettext("Earlier calls"), earlier)] if earlier else []),
        ]  # fmt: skip


class ProgrammeForm(forms.Form):
    """A programme that calls are made under."""

    code = forms.SlugField(label=_("Code"), max_length=60, help_text=_("Names it in addresses."))
    template = forms.ChoiceField(label=_("Template"), choices=())
    title_en = forms.CharField(label="English", max_length=200)
    title_zh = forms.CharField(label="中文", max_length=200, required=False)
    title_ru = forms.CharField(label="Русский", max_length=200, required=False)
    title_fr = forms.CharField(label="Français", max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].choices = [(name, name) for name in templates()]  # type: ignore[attr-defined]  # as above

    def titles(self) -> dict[str, str]:
        given = {language: self.cleaned_data[f"title_{language}"] for language in ("en", "zh", "ru", "fr")}
        return {language: text for language, text in given.items() if text}
