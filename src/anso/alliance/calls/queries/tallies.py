"""Applications and successes counted: by country, region, gender, field, institution, degree; by year; by stage.

Every count is over the applications that are handed in, which begin with `sight` for officers. For the public a count
under five, of applicants or of awards, is left out together with the next smallest one, since a single gap could be
filled from the sum.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext

from anso.alliance.calls.definition import Definition, StageKind
from anso.alliance.calls.models import Application, Call, Review, StageRun
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.calls.stages import came_to
from anso.alliance.calls.words.selecting import value_in_words

__all__ = [
    "FEWEST",
    "Group",
    "Tally",
    "funnel",
    "handed_in",
    "is_told",
    "over_years",
    "public_tallies",
    "reviewing_tally",
    "tally",
]

FEWEST = 5
"""Fewer than so many are not told apart in public."""
NOT_GROUPS = frozenset({"title", "birth", "cost", "institution"})
Outcome = Application.Outcome


@dataclass(frozen=True)
class Group:
    """One value of a fact; what is withheld is None."""

    code: str
    name: str
    applied: int | None
    awarded: int | None

    @property
    def share(self) -> float | None:
        """Of those who applied, how many were awarded."""
        return None if not self.applied or self.awarded is None else self.awarded / self.applied

    @property
    def hundredths(self) -> int | None:
        return None if self.share is None else round(100 * self.share)


@dataclass(frozen=True)
class Tally:
    """A fact and the groups of its values, the largest first."""

    fact: str
    title: str
    groups: tuple[Group, ...]


def tally(call: Call, applications: QuerySet[Application], *, least: int = 1) -> list[Tally]:
    """By every fact that has few values, and by institution; groups under `least` are withheld."""
    definition = call.definition
    rows = list(applications.order_by().values_list("country", "facts", "institution__name", "outcome"))
    applied: dict[str, Counter[str]] = defaultdict(Counter)
    awarded: dict[str, Counter[str]] = defaultdict(Counter)
    names = sorted(definition.facts - NOT_GROUPS)
    for country, facts, institution, outcome in rows:
        values = {**{name: facts.get(name) for name in names}, "country": country, "institution": institution}
        for name, value in values.items():
            for one in several(value):
                applied[name][one] += 1
                awarded[name][one] += outcome == Outcome.AWARDED
    ordered = sorted(
        applied, key=lambda name: ("country", "region").index(name) if name in ("country", "region") else 9
    )
    return [
        Tally(
            name, title_of(definition, name), groups_of(definition, name, applied[name], awarded[name], least)
        )
        for name in ordered
    ]


def several(value: Any) -> Iterable[str]:
    if value in (None, "", []):
        return ()
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    return map(str, value) if isinstance(value, list) else (str(value),)


def groups_of(
    definition: Definition, fact: str, applied: Mapping[str, int], awarded: Mapping[str, int], least: int
) -> tuple[Group, ...]:
    hidden = withheld(applied, least)
    few = withheld(awarded, least) | hidden if least > 1 else hidden
    ordered = sorted(applied, key=lambda code: (-applied[code], code))
    return tuple(
        Group(
            code,
            value_in_words(definition, fact, code),
            None if code in hidden else applied[code],
            None if code in few else awarded[code],
        )
        for code in ordered
    )


def withheld(applied: Mapping[str, int], least: int) -> set[str]:
    """The small groups; where there is but one, the next smallest with it, for the sum would give it away."""
    small = {code for code, n in applied.items() if n < least}
    if len(small) == 1:
        rest = sorted((n, code) for code, n in applied.items() if code not in small)
        small |= {code for _n, code in rest[:1]}
    return small


def title_of(definition: Definition, fact: str) -> str:
    words = {
        "country": gettext("Country"),
        "region": gettext("Region"),
        "least_developed": gettext("Least developed countries"),
        "institution": gettext("Institution"),
    }
    field = next((one for one in definition.fields if one.fact == fact), None)
    return words.get(fact) or (said_now(field.label) if field else fact)


def is_told(call: Call) -> bool:
    """May figures of a call be told: is all of it released, and, where applications come at any time, is it closed?

    Two readings of a standing call would tell of the application that came between them.
    """
    decided = handed_in(call)
    if not decided.filter(decision__released_at__isnull=False).exists():
        return False
    if call.current.deadline is None and call.state != Call.State.CLOSED:
        return False
    return not decided.filter(state=Application.State.SUBMITTED, decision__released_at__isnull=True).exists()


def public_tallies(call: Call) -> list[Tally]:
    """What everybody may see once all decisions of a call are released: by country, region and least developed alone."""
    if not is_told(call):
        return []
    found = tally(call, handed_in(call), least=FEWEST)
    return [one for one in found if one.fact in ("country", "region", "least_developed")]


def handed_in(call: Call) -> QuerySet[Application]:
    """What was submitted, whatever became of it, but for what was taken back."""
    return call.applications.exclude(state__in=(Application.State.DRAFT, Application.State.WITHDRAWN))


def over_years(call: Call, applications: QuerySet[Application]) -> list[tuple[str, int, int]]:
    """Each call of the programme: applied and awarded, of the programme's applications that are handed in."""
    calls = {
        one.pk: one for one in Call.objects.filter(programme=call.programme_id).select_related("version")
    }
    rows = (
        applications.order_by()
        .values_list("call")
        .annotate(applied=Count("pk"), awarded=Count("pk", filter=Q(outcome=Outcome.AWARDED)))
    )
    found = sorted(rows, key=lambda row: calls[row[0]].made_at)
    return [(calls[pk].title, applied, awarded) for pk, applied, awarded in found]


def funnel(call: Call, applications: QuerySet[Application]) -> list[tuple[str, int]]:
    """How many came to each stage."""
    came = {}
    for place, stage in enumerate(call.definition.stages):
        reached = Q(stage__in=came_to(call.definition, stage))
        if stage.kind == StageKind.SCREENING:
            reached = ~Q(stage="") & Q(state=Application.State.SUBMITTED)
        came[f"stage_{place}"] = Count("pk", filter=reached)
    counted = applications.order_by().aggregate(
        submitted=Count("pk"), awarded=Count("pk", filter=Q(outcome=Outcome.AWARDED)), **came
    )
    return [
        (gettext("Submitted"), counted["submitted"]),
        *(
            (said_now(stage.title), counted[f"stage_{place}"])
            for place, stage in enumerate(call.definition.stages)
        ),
        (gettext("Awarded"), counted["awarded"]),
    ]


def reviewing_tally(call: Call, applications: QuerySet[Application]) -> list[dict[str, Any]]:
    """By stage: reviews given and submitted, reviewers at work, and how far they agreed."""
    counted = (
        Review.objects.filter(application__in=applications, state__in=Review.STANDING)
        .order_by()
        .values("stage")
        .annotate(
            given=Count("pk"),
            submitted=Count("pk", filter=Q(state=Review.State.SUBMITTED)),
            reviewers=Count("reviewer", distinct=True),
        )
    )
    by_stage = {row["stage"]: row for row in counted}
    runs = {run.stage: run for run in StageRun.objects.filter(call=call)}
    return [
        {
            "title": said_now(stage.title),
            "given": by_stage[stage.code]["given"],
            "submitted": by_stage[stage.code]["submitted"],
            "reviewers": by_stage[stage.code]["reviewers"],
            "agreement": runs[stage.code].calibrating.get("agreement") if stage.code in runs else None,
            "of_means": runs[stage.code].calibrating.get("of_means") if stage.code in runs else None,
        }
        for stage in call.definition.stages
        if stage.code in by_stage
    ]
