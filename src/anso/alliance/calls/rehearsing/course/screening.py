"""The officers screen: a few applications turn out not to be complete, all others go on, each lot by one act."""

from anso.alliance.calls import actions
from anso.alliance.calls.definition import Stage
from anso.alliance.calls.models import Application, Call
from anso.alliance.calls.rehearsing.course.stage_set import Staff
from anso.alliance.calls.rehearsing.making.chance import chance

__all__ = ["screen"]

REFUSED = 0.02
REASON = "Made up for a rehearsal: a document cannot be read."


def screen(staff: Staff, call: Call, stage: Stage, *, seed: int) -> int:
    """Open the screening, say of each application whether it is fit, close it; gives how many were refused."""
    actions.open_stage(actor=staff.officer, call=call, stage=stage.code)
    standing = list(call.applications.filter(state=Application.State.SUBMITTED, stage="").order_by("number"))
    random = chance(seed, "screening")
    unfit = {one.pk for one in random.sample(standing, round(REFUSED * len(standing)))}
    for fit in (True, False):
        lot = [one for one in standing if (one.pk not in unfit) == fit]
        if lot:
            actions.screen_applications(
                actor=staff.officer, call=call, applications=lot, fit=fit, reason="" if fit else REASON
            )
    actions.close_stage(actor=staff.officer, call=call, stage=stage.code)
    return len(unfit)
