"""Accounts: how somebody signs in, and how pages are shown to them.

Accounts sign in by e-mail address. An account that its owner deleted stays as an empty shell under its public
id, so that votes and acts remain somebody's without being anybody's by name.
"""

import uuid
import zoneinfo
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.fields import CountryField
from anso.alliance.people.roles import ROLES, Scope
from anso.places.fold import fold

if TYPE_CHECKING:
    from anso.alliance.people.models.grants import RoleGrant

__all__ = ["Theme", "User", "UserManager", "validate_time_zone"]

LONGEST_FOLDED = 400


def validate_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("%(name)s is not a time zone; give one such as Asia/Tashkent."),
            code="unknown_time_zone",
            params={"name": name},
        )


class Theme(models.TextChoices):
    AUTOMATIC = "", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class UserManager(BaseUserManager["User"]):
    """Makes accounts the way `createsuperuser` and the test tools expect; people go through `actions`."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, **{**fields, "is_superuser": True})

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """An address is one account however it is capitalised, so it is kept in small letters."""
        return (email or "").strip().lower()

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=self.normalize_email(username))

    async def aget_by_natural_key(self, username: str | None) -> "User":
        return await self.aget(email=self.normalize_email(username))


class User(AbstractBaseUser, PermissionsMixin):
    """A person's account."""

    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("An account with this e-mail address exists already.")},
    )
    name = models.CharField(
        pgettext_lazy("person", "name"), max_length=200, help_text=_("As it is shown to others.")
    )
    language = models.CharField(
        _("language"), max_length=12, blank=True, help_text=_("Empty: the language of the browser.")
    )
    theme = models.CharField(
        pgettext_lazy("colours", "theme"), max_length=8, choices=Theme, blank=True, default=Theme.AUTOMATIC
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_time_zone]
    )
    country = CountryField(_("country"), blank=True)
    is_active = models.BooleanField(
        pgettext_lazy("account", "open"), default=True, help_text=_("A closed account cannot sign in.")
    )
    is_synthetic = models.BooleanField(
        _("synthetic"), default=False, help_text=_("Made up for the sample; shown as such everywhere.")
    )
    folded_name = models.CharField(max_length=LONGEST_FOLDED, blank=True, editable=False)
    """The name as it is searched by (`places.fold`)."""
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True, editable=False)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["name", "email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return str(_("A deleted account")) if self.deleted_at else self.name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = UserManager.normalize_email(self.email)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = UserManager.normalize_email(self.email)
        self.folded_name = fold(self.name)[:LONGEST_FOLDED]
        if kwargs.get("update_fields") is not None and "name" in kwargs["update_fields"]:
            kwargs["update_fields"] = {*kwargs["update_fields"], "folded_name"}
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @cached_property
    def current_grants(self) -> "tuple[RoleGrant, ...]":
        """Grants that hold now; read once for each request, since every rule asks for them."""
        return tuple(self.grants.holding())

    @property
    def is_staff(self) -> bool:
        """May open the staff site: a matter of roles alone, so that ending a role ends it."""
        return self.is_superuser or any(
            ROLES[grant.role].staff for grant in self.current_grants if grant.scope == Scope()
        )

    @property
    def audit_id(self) -> str:
        return str(self.public_id)

    @property
    def audit_label(self) -> str:
        """No name: the trail cannot forget one."""
        return "account"
