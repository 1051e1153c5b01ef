"""What the people app holds of a person, and what becomes of it."""

from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anso.alliance.people.models import AuditEvent, RoleGrant, User
from anso.alliance.people.privacy.registry import (
    Fate,
    Holding,
    Retention,
    exempt,
    forbid_deletion,
    hold,
    retain,
)

__all__: list[str] = []

UNUSED_FOR, FIRST_VISIT = timedelta(days=60), timedelta(days=1)


def own_account(person: User) -> QuerySet[User]:
    return User.objects.filter(pk=person.pk)


def emptied_by_the_verb(_person: User) -> None:
    """`actions.delete_account` itself makes the account a shell, last of all."""


def end_roles(person: User) -> None:
    RoleGrant.objects.filter(person=person).holding().update(ends_at=timezone.now())


def acts(person: User) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(
        Q(actor=person.audit_id) | Q(target_type="people.user", target_id=person.audit_id)
    ).order_by("sequence")


def kept_in_the_trail(_person: User) -> None:
    """The trail only grows; it holds public ids, and no names to forget."""


def last_administrator(person: User) -> list[str]:
    if not is_administrator(person):
        return []
    grants = RoleGrant.objects.filter(role="administrator", scope_kind="site", person__is_active=True)
    others = grants.exclude(person=person).holding().exists()
    if others or User.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk).exists():
        return []
    return [gettext("You are the last administrator: make somebody else one first.")]


def is_administrator(person: User) -> bool:
    site = RoleGrant.objects.filter(person=person, role="administrator", scope_kind="site")
    return person.is_superuser or site.holding().exists()


def never_used() -> int:
    """Accounts that were opened, never confirmed, never entered again and given no role."""
    unused = User.objects.filter(
        joined_at__lt=timezone.now() - UNUSED_FOR,
        deleted_at=None,
        is_synthetic=False,
        is_superuser=False,
        grants=None,
        emailaddress__verified=False,
    ).filter(Q(last_login=None) | Q(last_login__lt=F("joined_at") + FIRST_VISIT))
    from anso.alliance.people.actions import delete_account

    found = list(unused.exclude(emailaddress__verified=True).distinct())
    for user in found:
        delete_account(actor=None, user=user)
    return len(found)


hold(
    Holding(
        "people.User",
        person=("id",),
        rows=own_account,
        fate=Fate.FORGOTTEN,
        erase=emptied_by_the_verb,
        also=("email", "name", "folded_name"),
        hidden=("password", "folded_name"),
        why=_("Your account. An empty shell with its public id stays, so that acts remain somebody’s."),
    ),
    Holding(
        "people.User_groups",
        ("user",),
        Fate.DELETED,
        why=_("Groups of accounts."),
        title=_("groups of accounts"),
    ),
    Holding(
        "people.User_user_permissions",
        ("user",),
        Fate.DELETED,
        why=_("Single permissions."),
        title=_("single permissions"),
    ),
    Holding(
        "people.Profile",
        ("person",),
        Fate.DELETED,
        also=("other_names", "about", "expertise_text"),
        hidden=("folded_names",),
        why=_("What you say of yourself, and to whom."),
    ),
    Holding("people.Expertise", ("person",), Fate.DELETED, why=_("What you know about.")),
    Holding("people.Consent", ("person",), Fate.DELETED, why=_("What you agreed to, and when.")),
    Holding(
        "people.RoleGrant",
        ("person",),
        Fate.KEPT,
        erase=end_roles,
        why=_("Roles you held end; that a public id held them is kept, for decisions were made in them."),
    ),
    Holding(
        "people.RoleGrant",
        ("granted_by",),
        Fate.KEPT,
        why=_("That a role was granted, by a public id, is kept for as long as the role’s record."),
    ),
    Holding(
        "people.AuditEvent",
        ("actor",),
        Fate.KEPT,
        rows=acts,
        erase=kept_in_the_trail,
        also=("target_label", "details_json"),
        hidden=("actor", "previous", "hash"),
        why=_(
            "The trail of acts names public ids, never people; nobody can alter it, so that it proves itself."
        ),
    ),
)
forbid_deletion(last_administrator)
retain(
    Retention(
        "accounts never used",
        _(
            "An account whose address was never confirmed, that holds no role and was never entered after its first "
            "day, goes after 60 days."
        ),
        never_used,
    )
)
exempt("auth.Group", "name", why="names of groups")
exempt("auth.Permission", "name", why="names of permissions")
