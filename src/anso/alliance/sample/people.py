"""What the sample's made-up people say of themselves, where they work, and what they applied for."""

from anso.alliance.network.actions import add_affiliation, apply_for_membership
from anso.alliance.network.models import Institution
from anso.alliance.people.actions import describe_person
from anso.alliance.people.models import User
from anso.alliance.sample.giving import Row

__all__ = ["describe"]


def describe(user: User, row: Row) -> None:
    """Give a made-up account the profile, affiliation and application of its row, where it has any."""
    if "profile" in row:
        describe_person(actor=None, user=user, **row["profile"])
    if "affiliation" in row:
        given = dict(row["affiliation"])
        code = given.pop("institution", "")
        works_at = Institution.objects.filter(code=code).first() if code else None
        if works_at is not None or given.get("institution_text"):
            add_affiliation(actor=None, person=user, institution=works_at, **given)
    if "application" in row:
        given = dict(row["application"])
        on, evidence = given.pop("on"), given.pop("evidence")
        made = apply_for_membership(actor=user, described=given, evidence=evidence, on=on)
        Institution.objects.filter(pk=made.institution_id).update(is_synthetic=True)
