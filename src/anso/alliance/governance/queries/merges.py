"""What speaks against merging an institution: a vote that only its own contacts can cast, in a ballot that is open."""

from django.utils.translation import gettext as _

from anso.alliance.governance.models import Ballot, RollEntry
from anso.alliance.network.models import Institution

__all__ = ["objection_to_merge"]


def objection_to_merge(_survivor: Institution, gone: Institution) -> str:
    """The roll of an open ballot names institutions by their codes, and nobody may alter it."""
    waiting = RollEntry.objects.filter(
        institution=gone.code, person="", ballot__state=Ballot.State.OPEN
    ).order_by("ballot__code")
    codes = list(waiting.values_list("ballot__code", flat=True))
    if not codes:
        return ""
    told = _(
        "%(gone)s is on the roll of a ballot that is open (%(ballots)s); its vote could not be cast any more. "
        "Merge them when the ballot is closed, or keep this record and merge the other into it."
    )
    return told % {"gone": gone.name, "ballots": ", ".join(codes)}
