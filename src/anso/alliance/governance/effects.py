"""What a published resolution does beyond being read: members it endorses or approves become so, through the network's own acts."""

from django.utils.translation import gettext

from anso.alliance.governance.models import Body, Resolution
from anso.alliance.network.actions import approve_membership, endorse_membership
from anso.alliance.network.models import Institution, Membership
from anso.alliance.people.models import User
from anso.errors import InvalidInputError, Problem

__all__ = ["take_effect"]

BODIES = {
    Resolution.Effect.ENDORSES.value: (Body.Kind.BOARD,),
    Resolution.Effect.APPROVES.value: (Body.Kind.ASSEMBLY,),
}
"""Which body may do it: the board endorses, the assembly approves."""
VERBS = {
    Resolution.Effect.ENDORSES.value: endorse_membership,
    Resolution.Effect.APPROVES.value: approve_membership,
}


def take_effect(resolution: Resolution, actor: User | None) -> list[str]:
    """Carry out a resolution; gives the codes of the institutions it changed. All of them, or none."""
    if not resolution.effect:
        return []
    if resolution.body.kind not in BODIES[resolution.effect]:
        told = gettext("The board endorses members and the assembly approves them; this body does neither.")
        raise InvalidInputError([Problem("effect", told)])
    evidence = gettext("Resolution %(sign)s of %(body)s") % {
        "sign": resolution.sign,
        "body": resolution.body.name,
    }
    done = []
    for institution in resolution.institutions.all():
        VERBS[resolution.effect](
            actor=actor,
            membership=membership_of(institution),
            evidence=evidence,
            on=resolution.adopted_on,
            resolution=f"{resolution.body.code} {resolution.sign}",
        )
        done.append(institution.code)
    return done


def membership_of(institution: Institution) -> Membership:
    found = Membership.objects.filter(institution=institution, until__isnull=True).first()
    if found is None:
        told = gettext("%(institution)s has not applied for membership.") % {"institution": institution.name}
        raise InvalidInputError([Problem("institutions", told)])
    return found
