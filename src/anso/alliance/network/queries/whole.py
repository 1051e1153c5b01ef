"""All that an institution's own page tells of it from the network's tables, in few queries."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from anso.alliance.network.models import (
    Association,
    AssociationMember,
    Institution,
    Membership,
    MembershipStep,
)
from anso.alliance.network.queries.agreements import holding

__all__ = ["Held", "memberships_of", "ties_to_associations"]

STEP = ("step", "on", "evidence", "document", "resolution")
TOLD = {f"step_{name}": F(f"steps__{name}") for name in STEP if name != "on"}


@dataclass(frozen=True)
class Held:
    """A membership and the steps of its history."""

    membership: Membership
    steps: tuple[MembershipStep, ...]


def memberships_of(institution: Institution) -> list[Held]:
    """Memberships asked for or held, with their steps in the order of the days: one query for both tables."""
    joined: QuerySet[Any] = (
        Membership.objects.filter(institution=institution)
        .annotate(step_key=F("steps__pk"), step_on=F("steps__on"), **TOLD)
        .order_by("evidence_date", "pk", "step_on", "step_key")
    )
    memberships: dict[int, Membership] = {}
    steps: dict[int, list[MembershipStep]] = {}
    for row in joined:
        held = memberships.setdefault(row.pk, row)
        told = steps.setdefault(row.pk, [])
        if row.step_key is not None:
            fields = {name: getattr(row, f"step_{name}") for name in STEP}
            told.append(MembershipStep(pk=row.step_key, membership=held, **fields))
    return [Held(held, tuple(steps[key])) for key, held in memberships.items()]


def ties_to_associations(institution: Institution) -> tuple[list[Association], list[Association]]:
    """The associations it hosts, and those it belongs to today, each with the day it joined (`joined`)."""
    own = AssociationMember.objects.filter(association=OuterRef("pk"), institution=institution)
    belongs = holding(own, timezone.localdate())
    found: list[Any] = list(
        Association.objects.annotate(
            belongs=Exists(belongs), joined=Subquery(belongs.order_by("-since").values("since")[:1])
        ).filter(Q(host=institution) | Q(belongs=True))
    )
    hosted = [one for one in found if one.host_id == institution.pk]
    return hosted, [one for one in found if one.belongs]
