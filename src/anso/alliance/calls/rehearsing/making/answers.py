"""Answers made up from a form itself: every kind of field, within its bounds, about its applicant.

Text fields are told apart by their codes as conflicts of interest read them (`conflicts.reading.forms`): a person, an
institution, a supervisor, or words about the subject.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from anso.alliance.calls.definition import Choice, Column, Definition, Field, FieldKind
from anso.alliance.calls.definition.answers import asked
from anso.alliance.calls.rehearsing.making.chance import chance
from anso.alliance.calls.rehearsing.making.nations import House
from anso.alliance.calls.rehearsing.making.people import Applicant, name_of
from anso.alliance.calls.rehearsing.making.texts import passage, phrase
from anso.alliance.people.vocabulary import terms

__all__ = ["answers_of"]

ANSWERED = 0.6
"""Optional questions that are answered."""
PEOPLE = frozenset({"name", "nominee", "applicant", "person", "partner", "contact_name"})
PLACES = frozenset(
    {"university", "employer", "organisation", "organization", "institution", "institute", "company", "affiliation"}
)  # fmt: skip
SUPERVISORS = ("supervisor", "mentor", "advisor", "adviser")
YEARS = frozenset({"year", "since", "until", "from", "to", "end"})
AGES = (20, 38)
FALLING = 0.4
"""How much less often each further choice of a list is made: its share is `1 / rank ** FALLING`."""
WORTH = (0.3, 0.95)
"""Parts of a ceiling that budgets ask for."""


def answers_of(
    seed: int, definition: Definition, applicant: Applicant, houses: Sequence[House], today: date
) -> dict[str, Any]:
    """Answers that may be submitted, but for the files and for what the rules of eligibility say of them."""
    maker = Maker(chance(seed, "answers", applicant.number), applicant, houses, today)
    answers: dict[str, Any] = {}
    for field in definition.fields:
        skipped = not field.required and maker.random.random() > ANSWERED
        if field.kind == FieldKind.FILE or skipped or not asked(field, answers):
            continue
        answers[field.code] = maker.answer(field)
    return answers


class Maker:
    """One applicant at one form."""

    def __init__(self, random: Random, who: Applicant, houses: Sequence[House], today: date) -> None:
        self.random, self.who, self.houses, self.today = random, who, houses, today

    def answer(self, field: Field) -> Any:
        match field.kind:
            case FieldKind.LONG_TEXT:
                return passage(self.random, self.who.language, self.who.terms, field.least, field.most)
            case FieldKind.NUMBER | FieldKind.WHOLE:
                return self.number(field)
            case FieldKind.CHOICE:
                return self.gender(field) or self.chosen(field.choices)
            case FieldKind.CHOICES:
                return self.several([choice.code for choice in field.choices], field)
            case FieldKind.TERMS:
                return self.terms(field)
            case FieldKind.COUNTRIES:
                return self.several(
                    sorted({self.who.country, *(house.country for house in self.houses)}), field
                )
            case FieldKind.BUDGET | FieldKind.TABLE:
                return self.rows(field)
            case FieldKind.REFEREES:
                return [self.referee(place) for place in range(self.count(field))]
            case FieldKind.YES_NO:
                return self.random.random() < 0.5
            case FieldKind.DECLARATION:
                return True
            case FieldKind.DATE:
                return (self.birth() if field.fact == "birth" else self.soon()).isoformat()
            case _:
                return self.plain(field.kind, field.code, field.least, field.most, field.fact)

    def plain(
        self, kind: FieldKind, code: str, least: float | None, most: float | None, fact: str = ""
    ) -> Any:
        """One value that is no choice and no number."""
        match kind:
            case FieldKind.COUNTRY:
                return self.who.country if fact == "country" else self.random.choice(self.houses).country
            case FieldKind.INSTITUTION:
                return self.who.house.code
            case FieldKind.EMAIL:
                return f"person-{self.who.number}-{self.random.randint(1, 999)}@example.org"
            case FieldKind.URL:
                return f"https://{self.who.house.domain}/"
            case FieldKind.DATE:
                return self.soon().isoformat()
        if code in PEOPLE:
            text = (
                self.who.name
                if fact == "title" or code in ("name", "nominee", "applicant")
                else name_of(self.random)
            )
        elif code in PLACES:
            text = self.house().name
        elif code.startswith(SUPERVISORS):
            text = name_of(self.random)
        else:
            return phrase(self.random, self.who.language, self.who.terms, least, most)
        return text[: int(most)] if most is not None else text

    def house(self) -> House:
        """Mostly one's own."""
        return self.who.house if self.random.random() < 0.7 else self.random.choice(self.houses)

    def gender(self, field: Field) -> str:
        known = {choice.code for choice in field.choices}
        return self.who.gender if field.fact == "gender" and self.who.gender in known else ""

    def chosen(self, choices: Sequence[Choice]) -> str:
        shares = [1 / rank**FALLING for rank in range(1, len(choices) + 1)]
        return self.random.choices([choice.code for choice in choices], shares)[0]

    def count(self, field: Field) -> int:
        least = max(1, int(field.least or 1))
        return min(
            int(field.most) if field.most is not None else least + 1, least + self.random.randint(0, 1)
        )

    def several(self, codes: Sequence[str], field: Field) -> list[str]:
        return self.random.sample(list(codes), min(len(codes), self.count(field)))

    def terms(self, field: Field) -> list[str]:
        least, most = int(field.least or 1), int(field.most or len(self.who.terms))
        others = [code for code in sorted(terms()) if code not in self.who.terms]
        missing = max(0, least - len(self.who.terms))
        return [*self.who.terms, *self.random.sample(others, missing)][:most]

    def number(self, field: Field) -> float | int:
        least = field.least if field.least is not None else 0
        most = field.most if field.most is not None else max(least, 0) + 100
        if field.kind == FieldKind.WHOLE or float(least).is_integer():
            return self.random.randint(int(least), int(most))
        return round(self.random.uniform(least, most), 2)

    def rows(self, field: Field) -> list[dict[str, Any]]:
        made = [
            {column.code: self.cell(column) for column in field.columns} for _row in range(self.count(field))
        ]
        if field.kind == FieldKind.BUDGET:
            asked_for = (field.ceiling or 100_000) * self.random.uniform(*WORTH)
            for row in made:
                row[field.columns[-1].code] = round(asked_for / len(made))
        return made

    def cell(self, column: Column) -> Any:
        if column.kind == FieldKind.CHOICE:
            return self.chosen(column.choices)
        if column.kind in (FieldKind.NUMBER, FieldKind.WHOLE):
            recent = self.today.year - self.random.randint(0, 12)
            return recent if column.code in YEARS else self.random.randint(1, 24)
        return self.plain(column.kind, column.code, None, None)

    def referee(self, place: int) -> dict[str, str]:
        house = self.random.choice(self.houses)
        return {
            "name": name_of(self.random),
            "email": f"referee-{self.who.number}-{place}@{house.domain}",
            "institution": house.name,
            "relation": phrase(self.random, self.who.language, self.who.terms, None, 100),
        }

    def birth(self) -> date:
        return self.today - timedelta(days=round(365.25 * self.random.uniform(*AGES)))

    def soon(self) -> date:
        return self.today + timedelta(days=self.random.randint(30, 400))
