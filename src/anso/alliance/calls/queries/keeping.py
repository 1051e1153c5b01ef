"""The list of a call's applications as an officer filters, orders and takes it away.

It begins with `sight`, so that what is kept from the reader is in no row, count, option or file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext

from anso.alliance.calls.definition import Definition, FieldKind, StageKind
from anso.alliance.calls.models import Application, Participant, Review, Score
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.calls.words.selecting import value_in_words
from anso.alliance.words import country_name, country_names
from anso.places.fold import fold

__all__ = [
    "STANDARD",
    "Asked",
    "Column",
    "Filter",
    "columns_of",
    "filters_of",
    "first_screening",
    "listed",
    "row_of",
    "with_people",
]

LONGEST = 100
STANDARD = ("number", "title", "country", "state", "stage", "submitted")
IN_ROWS = ("number", "title", "state", "stage", "outcome", "country", "facts", "submitted_at", "call_id")
ORDERS: Mapping[str, str] = {
    "number": "number", "title": "folded", "country": "country", "state": "state", "stage": "stage",
    "submitted": "submitted_at", "score": "score", "reviews": "came",
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What is looked for."""

    text: str = ""
    state: str = ""
    stage: str = ""
    """A stage's code; `-` for those that came to none yet."""
    country: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    least: float | None = None
    most: float | None = None
    """Bounds of the adjusted score."""
    order: str = "number"
    """A column, with `-` before it from the end."""
    sees_scores: bool = False
    """Scores are of all applications together: only who has no conflict in the call sees them."""


@dataclass(frozen=True)
class Column:
    code: str
    title: str


@dataclass(frozen=True)
class Filter:
    """A fact with few values, and what may be chosen of it."""

    code: str
    title: str
    options: tuple[tuple[str, str], ...]


def listed(seen: QuerySet[Application], asked: Asked) -> QuerySet[Application]:
    """Of the applications that the reader sees (`sight.applications_for`), those that are asked for."""
    found = seen.only(*IN_ROWS)
    for word in fold(asked.text[:LONGEST]).split():
        lead = Participant.objects.filter(
            application=OuterRef("pk"), part=Participant.Part.LEAD, person__folded_name__contains=word
        )
        found = found.filter(Q(folded__contains=word) | Exists(lead))
    if asked.state:
        found = found.filter(state=asked.state)
    if asked.stage:
        found = found.filter(stage="" if asked.stage == "-" else asked.stage)
    if asked.country:
        found = found.filter(country=asked.country)
    for name, value in asked.facts.items():
        found = found.filter(**{f"facts__{name}": {"true": True, "false": False}.get(value, value)})
    return ordered(scored(found, asked), asked)


def scored(found: QuerySet[Application], asked: Asked) -> QuerySet[Application]:
    if not asked.sees_scores:
        return found
    results = Score.objects.filter(application=OuterRef("pk"), stage=OuterRef("stage")).order_by()
    found = found.annotate(score=Subquery(results.values("adjusted")[:1]))
    if asked.least is not None:
        found = found.filter(score__gte=asked.least)
    if asked.most is not None:
        found = found.filter(score__lte=asked.most)
    return found


def ordered(found: QuerySet[Application], asked: Asked) -> QuerySet[Application]:
    name = asked.order.removeprefix("-")
    if name not in ORDERS or (name == "score" and not asked.sees_scores):
        return found.order_by("number")
    if name == "reviews":
        found = found.annotate(came=Count("reviews", Q(reviews__state=Review.State.SUBMITTED)))
    by = F(ORDERS[name])
    turned = by.desc(nulls_last=True) if asked.order.startswith("-") else by.asc(nulls_last=True)
    return found.order_by(turned, "number")


def with_people(found: QuerySet[Application]) -> QuerySet[Application]:
    """With the lead applicant and the reviews that stand, for the rows that are shown."""
    leads = Participant.objects.filter(part=Participant.Part.LEAD).select_related("person")
    reviews = Review.objects.filter(state__in=Review.STANDING).only("application_id", "stage", "state")
    return found.prefetch_related(
        Prefetch("participants", leads, "leads"), Prefetch("reviews", reviews, "standing_reviews")
    )


def filters_of(seen: QuerySet[Application], definition: Definition) -> list[Filter]:
    """Countries that occur among what the reader sees, and the facts that a form's choices give."""
    codes = seen.exclude(country="").order_by().values_list("country", flat=True).distinct()
    found = []
    if "country" in definition.facts:
        options = tuple((code, name) for name, code in country_names(codes))
        found.append(Filter("country", gettext("Country"), options))
        found.append(
            Filter(
                "least_developed",
                gettext("Least developed"),
                (("yes", gettext("yes")), ("no", gettext("no"))),
            )
        )
    for one in definition.fields:
        if one.fact and one.kind == FieldKind.CHOICE:
            options = tuple((choice.code, said_now(choice.label)) for choice in one.choices)
            found.append(Filter(one.fact, said_now(one.label), options))
    return found


def columns_of(definition: Definition, *, sees_scores: bool) -> list[Column]:
    """All that may be shown; which are shown without asking is `STANDARD`."""
    plain = [
        Column("number", gettext("Number")), Column("title", gettext("Title or name")),
        Column("applicant", gettext("Lead applicant")), Column("country", gettext("Country")),
        Column("state", gettext("State")), Column("stage", gettext("Stage")),
        Column("submitted", gettext("Submitted")), Column("reviews", gettext("Reviews")),
    ]  # fmt: skip
    if sees_scores:
        plain.append(Column("score", gettext("Score")))
    named = {one.fact: said_now(one.label) for one in definition.fields if one.fact}
    facts = sorted(definition.facts - {"title", "country"})
    titles = {"region": gettext("Region"), "least_developed": gettext("Least developed")}
    return [*plain, *(Column(f"fact-{name}", titles.get(name) or named[name]) for name in facts)]


def row_of(definition: Definition, one: Any, columns: Iterable[Column]) -> dict[str, Any]:
    """The cells of a row, by column; numbers and moments as such."""
    return {column.code: cell(definition, one, column.code) for column in columns}


def cell(definition: Definition, one: Any, code: str) -> Any:
    match code:
        case "number" | "title":
            return getattr(one, code)
        case "applicant":
            return next((str(lead.person) for lead in one.leads if lead.person), "")
        case "country":
            return country_name(one.country)
        case "state":
            return str(one.get_outcome_display() if one.outcome else one.get_state_display())
        case "stage":
            stage = definition.stage(one.stage)
            return said_now(stage.title) if stage else ""
        case "submitted":
            return one.submitted_at
        case "reviews":
            here = [review for review in one.standing_reviews if review.stage == one.stage]
            came = sum(review.state == Review.State.SUBMITTED for review in here)
            return f"{came}/{len(here)}" if here else ""
        case "score":
            return None if one.score is None else round(one.score, 3)
        case _:
            return fact_in_words(definition, code.removeprefix("fact-"), one.facts)


def fact_in_words(definition: Definition, name: str, facts: Mapping[str, Any]) -> Any:
    value = facts.get(name)
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, int | float):
        return value
    several = value if isinstance(value, list) else [value]
    return ", ".join(value_in_words(definition, name, str(item)) for item in several)


def first_screening(definition: Definition) -> str:
    """Code of the screening that a call begins with; empty where it has none."""
    first = definition.stages[0]
    return first.code if first.kind == StageKind.SCREENING else ""
