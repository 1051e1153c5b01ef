"""What the walk over every address visits of deciding: a call whose decisions are released, one award being `owner`'s."""

from tests.alliance.calls.deciding.helpers import LAST, reviewed

from anso.alliance.calls import actions
from anso.alliance.calls.models import Letter, Participant
from anso.alliance.people.models import User

__all__ = ["make_deciding"]


def make_deciding(owner: User) -> dict[str, str]:
    call, found = reviewed({"chosen": 9, "passed": 5}, code="settled", selection={"places": 1})
    actions.close_stage(actor=None, call=call, stage=LAST)
    taken = actions.take_selection(actor=None, selection=actions.try_selection(actor=None, call=call))
    actions.release_decisions(actor=None, call=call)
    chosen = found["chosen"]
    Participant.objects.filter(application=chosen).update(person=owner)
    return {
        "settled": call.code,
        "settled_number": chosen.number,
        "selection": str(taken.pk),
        "settled_letter": str(Letter.objects.get(application=chosen).pk),
        "settled_own": str(chosen.pk),
    }
