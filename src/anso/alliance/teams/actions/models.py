"""Verbs on models: enter one in a hub, describe it anew."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from anso.alliance.people import audit
from anso.alliance.people.models import User
from anso.alliance.people.rules import require
from anso.alliance.teams.actions.settling import settle
from anso.alliance.teams.actions.teams import checked
from anso.alliance.teams.hubs import HubDesk, open_hub
from anso.alliance.teams.metadata import completed, file_of, path_for
from anso.alliance.teams.models import ModelEntry, Team, TeamModel
from anso.alliance.teams.names import skeleton
from anso.errors import AnsoError, InvalidInputError, Problem

__all__ = ["describe_model", "enter_model"]

MODELS_AT_MOST = 50


def enter_model(
    *, actor: User | None, team: Team, abbr: str, hub: str, metadata: dict[str, Any]
) -> ModelEntry:
    """Enter a model in a hub, new or known from another hub, described as that hub's schema asks."""
    desk = open_hub(hub)
    with transaction.atomic():
        if actor is not None:
            require(actor, "teams.manage", team)
        held = Team.objects.select_for_update().get(pk=team.pk)
        if held.state == Team.State.CLOSED:
            raise AnsoError(gettext("The team %(team)s is closed.") % {"team": held.abbr})
        model = model_of(held, abbr.strip())
        if model.entries.filter(hub=hub).exists():
            told = gettext("%(model)s takes part in this hub already; change its description instead.")
            raise InvalidInputError([Problem("abbr", told % {"model": model.model_id})])
        entry = ModelEntry(model=model, hub=hub, metadata=checked_metadata(desk, model, metadata))
        try:
            with transaction.atomic():
                entry.save()
        except IntegrityError as error:
            told = gettext("%(model)s was entered a moment ago.") % {"model": model.model_id}
            raise InvalidInputError([Problem("abbr", told)]) from error
        audit.record(actor=actor, verb="teams.enter_model", target=model, hub=hub)
    settle(entry.pk)
    return entry


def describe_model(*, actor: User | None, entry: ModelEntry, metadata: dict[str, Any]) -> ModelEntry:
    """Say anew what a model is; the hub's file follows."""
    desk = open_hub(entry.hub)
    with transaction.atomic():
        if actor is not None:
            require(actor, "teams.manage", entry)
        held = ModelEntry.objects.select_for_update().select_related("model__team").get(pk=entry.pk)
        said = checked_metadata(desk, held.model, metadata)
        if said == held.metadata:
            return held
        changed = sorted(
            field
            for field in said.keys() | held.metadata.keys()
            if said.get(field) != held.metadata.get(field)
        )
        held.metadata, held.unsettled = said, True
        held.save(update_fields=["metadata", "unsettled"])
        audit.record(
            actor=actor, verb="teams.describe_model", target=held.model, hub=held.hub, fields=changed
        )
    settle(held.pk)
    return held


def model_of(team: Team, abbr: str) -> TeamModel:
    """The team's model of that abbreviation, made if there is none."""
    alike = team.models.filter(skeleton=skeleton(abbr)).first()
    if alike is not None and alike.abbr != abbr:
        told = gettext("%(abbr)s looks like your model %(other)s; choose one that does not.")
        raise InvalidInputError([Problem("abbr", told % {"abbr": abbr, "other": alike.abbr})])
    if alike is not None:
        return alike
    if team.models.count() >= MODELS_AT_MOST:
        raise AnsoError(gettext("A team may have %(n)d models.") % {"n": MODELS_AT_MOST})
    model = TeamModel(team=team, abbr=abbr, skeleton=skeleton(abbr))
    checked(model)
    model.save()
    return model


def checked_metadata(desk: HubDesk, model: TeamModel, given: dict[str, Any]) -> dict[str, Any]:
    """The metadata as it will be kept, once the hub's own schema has nothing against it."""
    said = completed(model, given, desk.metadata_schema)
    problems = desk.problems_of_metadata(path_for(model), file_of(said))
    if problems:
        raise InvalidInputError(problems)
    return said
