"""Which applications are in which stage, and how stages follow: the one place that reads `Application.stage`.

`Application.stage` is empty after the submission; a screening that was passed writes its code; a review stage writes
its own code, onto those that were screened when it opens and onto those that go on when the stage before it closes.
An application therefore is in a stage if its code is the stage's own or a later one's.
"""

from django.db.models import QuerySet

from anso.alliance.calls.definition import Definition, Stage, StageKind
from anso.alliance.calls.models import Application, Call, StageRun
from anso.errors import NotFoundError

__all__ = [
    "applications_in",
    "came_to",
    "codes_before_entering",
    "run_of",
    "stage_called",
    "stage_now",
    "stage_to_come",
    "waiting_for",
]


def stage_called(call: Call, code: str) -> Stage:
    found = call.definition.stage(code)
    if found is None:
        raise NotFoundError(f"The call {call.code} has no stage {code}.")
    return found


def before(definition: Definition, stage: Stage) -> Stage | None:
    place = definition.stages.index(stage)
    return definition.stages[place - 1] if place else None


def codes_before_entering(definition: Definition, stage: Stage) -> tuple[str, ...]:
    """What stands on an application that waits for the stage to take it in."""
    earlier = before(definition, stage)
    if earlier is None:
        return ("",)
    return (earlier.code,) if earlier.kind == StageKind.SCREENING else ()


def came_to(definition: Definition, stage: Stage) -> tuple[str, ...]:
    """What stands on an application that came to the stage, whether or not it went on from there."""
    place = definition.stages.index(stage)
    unscreened = ("",) if stage.kind == StageKind.SCREENING and not place else ()
    return (*unscreened, *(later.code for later in definition.stages[place:]))


def submitted(call: Call) -> QuerySet[Application]:
    return call.applications.filter(state=Application.State.SUBMITTED)


def applications_in(call: Call, stage: str) -> QuerySet[Application]:
    """Those that came to a stage, of everybody: whoever shows them to somebody goes through `queries.sight`."""
    return submitted(call).filter(stage__in=came_to(call.definition, stage_called(call, stage)))


def waiting_for(call: Call, stage: str) -> QuerySet[Application]:
    """Those that the stage takes in when it opens."""
    known = stage_called(call, stage)
    return submitted(call).filter(stage__in=(known.code, *codes_before_entering(call.definition, known)))


def run_of(call: Call, stage: str) -> StageRun | None:
    """The stage as it runs; none before it opens."""
    return StageRun.objects.filter(call=call, stage=stage).first()


def stage_now(call: Call) -> Stage | None:
    """The stage at work."""
    return call.definition.stage(call.stage) if call.stage else None


def stage_to_come(call: Call) -> Stage | None:
    """The first review whose run is not closed: what reviewers bid for, and what is assigned next."""
    closed = set(call.runs.filter(closed_at__isnull=False).values_list("stage", flat=True))
    reviews = (stage for stage in call.definition.stages if stage.kind == StageKind.REVIEW)
    return next((stage for stage in reviews if stage.code not in closed), None)
