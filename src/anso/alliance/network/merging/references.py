"""Everything that refers to an institution, found from the schema itself: a table that is added later is found too.

Links are foreign keys of any model, those of the tables behind many-to-many fields among them. One reference
is a text: a role over an institution names it by its code (`people.RoleGrant`), because roles know of no
institutions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import QuerySet
from django.utils.text import capfirst

from anso.alliance.network.models import FormerAddress, Institution, Merge
from anso.alliance.people.models import RoleGrant
from anso.alliance.people.roles import ScopeKind

__all__ = ["Link", "counts", "links_to", "roles_over"]


@dataclass(frozen=True)
class Link:
    """A column by which rows of one model refer to rows of another."""

    model: type[models.Model]
    field: str

    @property
    def column(self) -> str:
        return str(self.model._meta.get_field(self.field).attname)  # type: ignore[union-attr]

    def rows(self, key: Any) -> QuerySet[Any]:
        return self.model._base_manager.filter(**{self.field: key}).order_by("pk")


def links_to(target: type[models.Model]) -> Iterator[Link]:
    """Every column of the database that refers to the model, in the order of the apps."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is target:
                yield Link(model, field.name)


def roles_over(code: str) -> QuerySet[RoleGrant]:
    return RoleGrant.objects.filter(scope_kind=ScopeKind.INSTITUTION.value, scope_code=code).order_by("pk")


def counts(institution: Institution) -> list[tuple[str, int]]:
    """How many rows of what refer to an institution, for people to read."""
    found: dict[str, int] = {}
    for link in links_to(Institution):
        if link.model in (Merge, FormerAddress):
            continue
        name = capfirst(str(link.model._meta.verbose_name_plural))
        found[name] = found.get(name, 0) + link.rows(institution.pk).count()
    name = capfirst(str(RoleGrant._meta.verbose_name_plural))
    found[name] = roles_over(institution.code).count()
    return [(name, count) for name, count in found.items() if count]
