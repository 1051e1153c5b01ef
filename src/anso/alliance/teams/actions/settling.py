"""Bring a hub's folder to what the records say.

The records are the truth. Whoever changes them marks what he touched as unsettled, in the same transaction;
settling then puts the version that counts into the hub, takes away the others of its round, and takes the
mark back. Each step may be done twice, so that a kill anywhere leaves work for the next settling and nothing
else. The row of the entry is the lock: of two settlings at once, the second finds what the first left.
"""

import structlog
from django.db import transaction

from anso.alliance.teams import kept
from anso.alliance.teams.hubs import HubDesk, open_hub
from anso.alliance.teams.metadata import file_of, path_for
from anso.alliance.teams.models import ModelEntry, Submission
from anso.errors import AnsoError

__all__ = ["settle", "settle_pending"]

log = structlog.get_logger(__name__)


def settle(entry_id: int) -> bool:
    """Settle one model in one hub; a hub that cannot be written to now is tried again later."""
    try:
        with transaction.atomic():
            _settle(entry_id)
    except (OSError, AnsoError) as error:
        log.warning("hub not brought up to date; will be tried again", entry=entry_id, error=str(error))
        return False
    return True


def settle_pending() -> int:
    """Settle whatever was left unsettled; gives how many entries were."""
    waiting = set(
        ModelEntry.objects.filter(unsettled=True, model__team__state="approved").values_list("pk", flat=True)
    )
    waiting |= set(Submission.objects.filter(unsettled=True).values_list("entry_id", flat=True))
    return sum(settle(entry_id) for entry_id in sorted(waiting))


def _settle(entry_id: int) -> None:
    entry = ModelEntry.objects.select_for_update().select_related("model__team").get(pk=entry_id)
    desk = open_hub(entry.hub)
    if entry.unsettled and entry.model.team.is_approved:
        desk.put(path_for(entry.model), file_of(entry.metadata))
        ModelEntry.objects.filter(pk=entry.pk).update(unsettled=False)
    unsettled = entry.submissions.filter(unsettled=True)
    for round_id in unsettled.order_by().values_list("round_id", flat=True).distinct():
        _settle_round(desk, entry, round_id)


def _settle_round(desk: HubDesk, entry: ModelEntry, round_id: str) -> None:
    versions = entry.submissions.filter(round_id=round_id)
    counting = versions.filter(state=Submission.State.ACCEPTED).first()
    if counting is not None:
        desk.put(counting.path, kept.read(counting.sha256))
    gone = versions.filter(unsettled=True).exclude(state=Submission.State.ACCEPTED)
    for path in {version.path for version in gone} - {counting.path if counting else ""}:
        desk.take_away(path)
    versions.filter(unsettled=True).update(unsettled=False)
