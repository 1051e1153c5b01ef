"""What can be chosen for a field, in the reader's language, and which of it is chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from anso import language, places
from anso.alliance.calls.definition import Choice, FieldKind
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.network.models import Institution
from anso.alliance.people.vocabulary import term_name, terms
from anso.alliance.words import country_names

__all__ = ["Option", "institutions", "named_institutions", "options"]

INSTITUTIONS_AT_MOST = 400


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool


def options(kind: FieldKind, choices: tuple[Choice, ...], value: Any) -> Iterable[Option]:
    chosen = (
        {str(item) for item in value} if isinstance(value, list) else {"" if value is None else str(value)}
    )
    match kind:
        case FieldKind.CHOICE | FieldKind.CHOICES:
            known = [(choice.code, said_now(choice.label)) for choice in choices]
        case FieldKind.COUNTRY | FieldKind.COUNTRIES:
            known = [(code, name) for name, code in country_names(one.code for one in places.countries())]
        case FieldKind.TERMS:
            known = sorted(
                ((code, term_name(code)) for code in terms()), key=lambda pair: language.sort_key(pair[1])
            )
        case FieldKind.YES_NO:
            known = [("true", _("Yes")), ("false", _("No"))]
            chosen = {input_text.lower() for input_text in chosen}
        case _:
            known = []
    return (Option(code, label, code in chosen) for code, label in known)


def institutions() -> tuple[str, ...]:
    known = Institution.objects.order_by("name").values_list("name", "code")[:INSTITUTIONS_AT_MOST]
    return tuple(f"{name} [{code}]" for name, code in known)


def named_institutions(codes: list[str]) -> list[str]:
    known = Institution.objects.filter(code__in=codes).values_list("name", "code")
    return [f"{name} [{code}]" for name, code in known]
