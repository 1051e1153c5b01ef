"""Records of the people app: accounts, grants of roles, and the audit trail.

Accounts sign in by e-mail address. The trail holds public ids instead of names and addresses, so that a
person's data can be deleted without breaking a chain that nobody may alter.
"""

import json
import uuid
import zoneinfo
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, ClassVar, NoReturn

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
from anso.alliance.people.roles import ROLES, Scope, ScopeKind, role_choices, scope_choices
from anso.errors import AnsoError

__all__ = ["AppendOnlyError", "AuditEvent", "AuditHead", "RoleGrant", "Theme", "User", "canonical_json"]

FIRST_HASH = "0" * 64


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
        return self.name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = UserManager.normalize_email(self.email)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = UserManager.normalize_email(self.email)
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


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def holding(self, at: datetime | None = None) -> "RoleGrantQuerySet":
        at = at or timezone.now()
        return self.filter(models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=at), granted_at__lte=at)


class RoleGrant(models.Model):
    """A role, given to a person for a scope, until it ends."""

    person = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="grants", verbose_name=_("account")
    )
    role = models.CharField(_("role"), max_length=32, choices=role_choices)
    scope_kind = models.CharField(
        _("reaches over"), max_length=16, choices=scope_choices, default=ScopeKind.SITE.value
    )
    scope_code = models.SlugField(
        _("limited to"),
        max_length=100,
        blank=True,
        help_text=_("Code of the programme, body or institution."),
    )
    granted_by = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="grants_given",
        verbose_name=_("granted by"),
    )
    granted_at = models.DateTimeField(_("granted"), default=timezone.now, editable=False)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("role grant")
        verbose_name_plural = _("role grants")
        ordering = ["-granted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="scope_names_one_thing",
                condition=models.Q(scope_kind="site", scope_code="")
                | (~models.Q(scope_kind="site") & ~models.Q(scope_code="")),
                violation_error_message=_(
                    "A role over the whole site names nothing further; any other scope names its code."
                ),
            ),
            models.UniqueConstraint(
                name="one_open_grant",
                fields=["person", "role", "scope_kind", "scope_code"],
                condition=models.Q(ends_at__isnull=True),
                violation_error_message=_("This account holds this role there already."),
            ),
        ]

    def __str__(self) -> str:
        where = "" if self.scope == Scope() else f" ({self.scope_kind}: {self.scope_code})"
        return f"{ROLES[self.role].title}{where}"

    @property
    def scope(self) -> Scope:
        return Scope(ScopeKind(self.scope_kind), self.scope_code)


def canonical_json(value: object) -> str:
    """The one spelling of a value that its hash is taken over: sorted keys, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


class AppendOnlyError(AnsoError):
    """Somebody tried to alter what may only grow."""


def refuse() -> NoReturn:
    raise AppendOnlyError("The audit trail only grows: its events are neither changed nor deleted.")


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def update(self, **_kwargs: Any) -> NoReturn:
        refuse()

    def delete(self) -> NoReturn:
        refuse()

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        refuse()


class AuditEvent(models.Model):
    """One thing that was done, chained to the one before it; written by `audit.record` alone.

    Its table and that of the head are not `managed`: `flush` passes them by, and so would a later
    migration that rebuilt the table and with it dropped the triggers that refuse changes.
    """

    sequence = models.BigIntegerField(_("number"), primary_key=True)
    time = models.DateTimeField(_("time"))
    actor = models.CharField(_("actor"), max_length=36, blank=True, db_index=True)
    verb = models.CharField(_("verb"), max_length=64, db_index=True)
    target_type = models.CharField(_("kind of target"), max_length=100, blank=True)
    target_id = models.CharField(_("target"), max_length=100, blank=True)
    target_label = models.CharField(pgettext_lazy("audit event", "label"), max_length=300, blank=True)
    # Text, not JSONField: the database must give back the very bytes the hash was taken over, and
    # PostgreSQL's jsonb respells numbers and refuses some strings.
    details_json = models.TextField(_("details"), default="{}")
    previous = models.CharField(_("hash before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "people_auditevent"
        verbose_name = _("audit event")
        verbose_name_plural = _("audit trail")
        ordering = ["-sequence"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.sequence}: {self.verb}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            refuse()
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        refuse()

    @property
    def details(self) -> dict[str, Any]:
        return dict(json.loads(self.details_json))

    def expected_hash(self) -> str:
        """The hash these fields ought to carry."""
        text = canonical_json(
            {
                "previous": self.previous,
                "sequence": self.sequence,
                "time": self.time.astimezone(UTC).isoformat(timespec="microseconds"),
                "actor": self.actor,
                "verb": self.verb,
                "target_type": self.target_type,
                "target_id": self.target_id,
                "target_label": self.target_label,
                "details": self.details_json,
            }
        )
        return sha256(text.encode("ascii")).hexdigest()


class AuditHead(models.Model):
    """The one row that says where the trail ends, so that its last events cannot vanish unseen.

    It is also the lock that writers queue at.
    """

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=FIRST_HASH)

    class Meta:
        managed = False
        db_table = "people_audithead"
        default_permissions = ()
