"""What is asked of accounts and roles. People are found by nobody but staff: nothing here is public."""

from django.db.models import QuerySet

from anso.alliance.people.models import RoleGrant, User

__all__ = ["accounts_of_sample", "grants_of"]


def grants_of(user: User) -> QuerySet[RoleGrant]:
    """Every role a person holds or held, newest first."""
    return user.grants.select_related("granted_by")


def accounts_of_sample() -> QuerySet[User]:
    """The made-up accounts, for the page that lists who one may sign in as."""
    return User.objects.filter(is_synthetic=True).prefetch_related("grants")
