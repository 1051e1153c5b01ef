"""Give an installation the sample alliance: the alliance in 2020, and a made-up account for each role.

In come the TOML files beside this module; out go records in the apps and a sign-in for every account made.
What was given once is never given again, so that running twice changes nothing and what people have
changed or deleted stays as they left it.
"""

import secrets
from typing import Any, NamedTuple

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from anso.alliance.events.models import Event, EventCountry
from anso.alliance.network.models import (
    Association,
    Institution,
    Membership,
    MembershipStep,
    Memorandum,
    Partner,
    PublishedFigure,
)
from anso.alliance.network.models.institutions import folded_names
from anso.alliance.people import audit
from anso.alliance.people.actions import create_account, grant_role
from anso.alliance.people.models import User
from anso.alliance.people.roles import Scope, ScopeKind
from anso.alliance.people.rules import require
from anso.alliance.projects.models import Project, ProjectCountry
from anso.alliance.sample.calls import load_calls, load_programmes
from anso.alliance.sample.giving import Row, checked, give, not_given, rows, without
from anso.alliance.sample.governance import load_bodies, load_committee
from anso.alliance.sample.people import describe
from anso.alliance.teams.models import ModelEntry, Team, TeamModel
from anso.alliance.teams.names import skeleton
from anso.errors import InvalidInputError, Problem

__all__ = ["SignIn", "load_sample"]

PASSWORD_BYTES = 12
FIRST_STEPS = {
    "founding": MembershipStep.Step.FOUNDED,
    "endorsed": MembershipStep.Step.ENDORSED,
    "named": MembershipStep.Step.NAMED,
}


class SignIn(NamedTuple):
    """How to sign in as one role of the sample."""

    role: str
    email: str
    password: str
    """Empty for an account that was made earlier: its password is not known any more."""


@transaction.atomic
def load_sample(
    *, actor: User | None = None, password: str | None = None, accounts: bool = True
) -> list[SignIn]:
    """Load what of the sample was not loaded before; all accounts made now share one password."""
    if actor is not None:
        require(actor, "sample.load")
    counts = {
        "institutions": load_institutions(),
        "associations": load_associations(),
        "partners": load_partners(),
        "figures": load_figures(),
        "projects": load_projects(),
        "teams": load_teams(),
        "events": load_events(),
        "governance": load_bodies(),
        "programmes": load_programmes(),
    }
    sign_ins = load_accounts(actor, password) if accounts else []
    load_committee(actor)
    counts["calls"] = load_calls(actor)
    made: dict[str, Any] = {what: count for what, count in counts.items() if count}
    if made:
        audit.record(actor=actor, verb="sample.load", **made)
    return sign_ins


def load_institutions() -> int:
    made = give("institution", "code", rows("institutions", "institution"), build_institution)
    by_code = institutions()
    for institution, row in made:
        if "parent" in row:
            institution.parent = by_code.get(row["parent"])
    Institution.objects.bulk_update([institution for institution, _row in made], ["parent"])
    memberships = Membership.objects.bulk_create(
        checked(Membership(institution=institution, **row["membership"]))
        for institution, row in made
        if "membership" in row
    )
    MembershipStep.objects.bulk_create(
        MembershipStep(
            membership=membership,
            step=FIRST_STEPS[membership.kind],
            on=membership.since or membership.evidence_date,
            evidence=membership.evidence,
        )
        for membership in memberships
    )
    return len(made)


def build_institution(row: Row) -> Institution:
    institution = Institution(**without(row, "parent", "membership"))
    institution.folded = folded_names(institution)
    return institution


def load_associations() -> int:
    by_code = institutions()
    return len(
        give(
            "association",
            "number",
            # A host that the people of this installation deleted takes its associations with it.
            [row for row in rows("associations", "association") if row["host"] in by_code],
            lambda row: Association(**without(row, "host"), host=by_code[row["host"]]),
        )
    )


def load_partners() -> int:
    made = give(
        "partner", "code", rows("network", "partner"), lambda row: Partner(**without(row, "memorandum"))
    )
    Memorandum.objects.bulk_create(
        checked(Memorandum(partner=partner, **row["memorandum"])) for partner, row in made
    )
    return len(made)


def load_figures() -> int:
    return len(give("figure", "code", rows("network", "figure"), lambda row: PublishedFigure(**row)))


def load_projects() -> int:
    by_code = institutions()
    made = give(
        "project",
        "code",
        rows("projects", "project"),
        lambda row: Project(
            **without(row, "organisation", "countries"), organisation=by_code.get(row.get("organisation", ""))
        ),
    )
    ProjectCountry.objects.bulk_create(
        checked(ProjectCountry(project=project, country=code))
        for project, row in made
        for code in row.get("countries", ())
    )
    return len(made)


def load_teams() -> int:
    made = give(
        "team",
        "abbr",
        rows("teams", "team"),
        lambda row: Team(
            **without(row, "model", "hub"), skeleton=skeleton(row["abbr"]), state=Team.State.APPROVED
        ),
    )
    for team, row in made:
        models = TeamModel.objects.bulk_create(
            checked(TeamModel(team=team, abbr=model["abbr"], skeleton=skeleton(model["abbr"])))
            for model in row["model"]
        )
        # The sample hub comes with its own metadata files, which stay as they are.
        ModelEntry.objects.bulk_create(
            ModelEntry(model=model, hub=row["hub"], metadata=described(team, given), unsettled=False)
            for model, given in zip(models, row["model"], strict=True)
        )
    return len(made)


def described(team: Team, model: Row) -> Row:
    return {
        "team_name": team.name,
        "team_abbr": team.abbr,
        "model_name": f"Synthetic model: {model['abbr']}",
        "model_abbr": model["abbr"],
        "designated_model": model["abbr"] != "baseline",
        "license": "CC0-1.0",
        "methods": model["methods"],
    }


def load_events() -> int:
    made = give("event", "code", rows("events", "event"), lambda row: Event(**without(row, "countries")))
    EventCountry.objects.bulk_create(
        checked(EventCountry(event=event, country=code))
        for event, row in made
        for code in row.get("countries", ())
    )
    return len(made)


def load_accounts(actor: User | None, password: str | None) -> list[SignIn]:
    described = rows("accounts", "account")
    existing = set(
        User.objects.filter(email__in=[row["email"] for row in described]).values_list("email", flat=True)
    )
    fresh = {row["email"] for row in not_given("account", "email", described)} - existing
    password = password or secrets.token_urlsafe(PASSWORD_BYTES)
    try:
        validate_password(password)
    except ValidationError as error:
        raise InvalidInputError(Problem("password", message) for message in error.messages) from error
    for row in described:
        if row["email"] in fresh:
            user = create_account(
                actor=actor,
                email=row["email"],
                name=row["name"],
                country=row["country"],
                email_verified=True,
                is_synthetic=True,
            )
            scope = row.get("scope")
            grant_role(
                actor=actor,
                user=user,
                role=row["role"],
                scope=Scope(ScopeKind(scope["kind"]), scope["code"]) if scope else Scope(),
            )
            describe(user, row)
    # One password for all is hashed once: a good hash is slow on purpose.
    if fresh:
        User.objects.filter(email__in=fresh).update(password=make_password(password))
    return [
        SignIn(row["role"], row["email"], password if row["email"] in fresh else "")
        for row in described
        if row["email"] in fresh | existing
    ]


def institutions() -> dict[str, Institution]:
    return {institution.code: institution for institution in Institution.objects.all()}
