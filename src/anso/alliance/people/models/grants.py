"""Roles, given to people for a scope until they end."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anso.alliance.people.models.accounts import User
from anso.alliance.people.roles import ROLES, Scope, ScopeKind, role_choices, scope_choices

__all__ = ["RoleGrant"]


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
