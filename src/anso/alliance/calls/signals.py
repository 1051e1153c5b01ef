"""What changes on record of a person or an application makes its conflicts be found again, in the same transaction."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from anso.alliance.calls.actions.conflicts import find_conflicts, find_conflicts_of_person
from anso.alliance.calls.models import Participant, Reviewer, Submission
from anso.alliance.network.models import Affiliation
from anso.alliance.network.models import Conflict as ProfileConflict
from anso.alliance.people.models import Profile, RoleGrant, User

__all__ = ["connect"]

TELLING = frozenset({"name", "email", "country", "is_active", "is_superuser"})
"""Fields of an account that conflicts depend on: signing in, say, changes none of them."""
OF_A_PERSON: dict[type[Model], str] = {
    Affiliation: "person_id",
    ProfileConflict: "person_id",
    Profile: "person_id",
    RoleGrant: "person_id",
    Reviewer: "person_id",
    EmailAddress: "user_id",
    SocialAccount: "user_id",
    User: "pk",
}


def connect() -> None:
    for model in OF_A_PERSON:
        for signal in (post_save, post_delete):
            signal.connect(person_changed, sender=model, dispatch_uid=f"calls.conflicts:{model.__name__}")
    post_save.connect(submitted, sender=Submission, dispatch_uid="calls.conflicts:submitted")
    for signal in (post_save, post_delete):
        signal.connect(writers_changed, sender=Participant, dispatch_uid="calls.conflicts:writers")


def person_changed(
    sender: type[Model],
    instance: Any,
    raw: bool = False,
    created: bool | None = None,
    update_fields: frozenset[str] | None = None,
    **_rest: object,
) -> None:
    unmoved = update_fields is not None and not TELLING & set(update_fields)
    if sender is Reviewer and created is False:
        return  # who is in the pool acts in the call, whatever they answered
    if raw or (sender is User and (created or created is None or unmoved)):
        return
    find_conflicts_of_person(getattr(instance, OF_A_PERSON[sender]))


def submitted(instance: Submission, raw: bool = False, created: bool = False, **_rest: object) -> None:
    if created and not raw:
        find_conflicts(call=instance.application.call, applications=[instance.application_id])


def writers_changed(instance: Participant, raw: bool = False, **_rest: object) -> None:
    application = instance.application
    if application.number and not raw:
        find_conflicts(call=application.call, applications=[application.pk])
