"""The paper that a voter fills in, and the order that the chair gives to equals."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anso.alliance.governance.counting import Definition
from anso.alliance.governance.words import answer

__all__ = ["OrderForm", "VoteForm"]


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


class OrderForm(forms.Form):
    """Equals, put in order by the chair, the preferred first: each has a place of its own."""

    def __init__(self, equals: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [("", "–"), *((str(place), str(place)) for place in range(1, len(equals) + 1))]
        for code, title in equals:
            self.fields[f"place-{code}"] = forms.ChoiceField(label=title, choices=places)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and len(set(given.values())) < len(given):
            self.add_error(None, gettext("Give the places 1, 2, 3 …, each to one option."))
        return given

    def order(self) -> list[str]:
        """The codes in the order given; none where it does not hold."""
        if not self.is_valid():
            return []
        placed = sorted((int(place), name) for name, place in self.cleaned_data.items())
        return [name.removeprefix("place-") for _place, name in placed]
