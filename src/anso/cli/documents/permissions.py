"""Who may do what: the table of permissions, and the roles it speaks of."""

from django.utils import translation

from anso.cli.documents.marks import table
from anso.cli.site import prepare_django

__all__ = ["permissions_table", "roles_table"]


def permissions_table() -> str:
    prepare_django()
    from anso.alliance.people.rules import permissions

    with translation.override("en"):
        return table(
            ("permission", "lets one", "who may"),
            [(f"`{one.code}`", str(one.does), str(one.who.words)) for one in permissions()],
        )


def roles_table() -> str:
    prepare_django()
    from anso.alliance.people.roles import ROLES

    with translation.override("en"):
        return table(
            ("role", "code", "what it does", "second factor", "staff site"),
            [
                (
                    str(role.title),
                    f"`{role.code}`",
                    str(role.does),
                    "yes" if role.demands_mfa else "",
                    "yes" if role.staff else "",
                )
                for role in ROLES.values()
            ],
        )
