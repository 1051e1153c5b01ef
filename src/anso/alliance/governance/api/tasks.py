"""What is to be done because of resolutions, and what became of it."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Schema
from pydantic import Field

from anso.alliance.governance import actions, queries
from anso.alliance.governance.api.callers import allowed
from anso.alliance.governance.api.router import router
from anso.alliance.governance.models import Task

__all__ = ["TaskOut", "task_out"]


class TaskOut(Schema):
    """Something to be done because of a resolution."""

    id: int
    title: str
    responsible: str
    due: date
    state: str
    note: str
    resolution: str


class TaskIn(Schema):
    """What became of a task."""

    state: Literal["open", "done", "dropped"] = Field(description="`open` takes it up again")
    note: str = Field("", description="What became of it; why, where it is dropped")


@router.get("/tasks", response=list[TaskOut], summary="What is to be done")
def list_tasks(request: HttpRequest) -> Any:
    """Open tasks of resolutions: all for staff, else one's own and those of one's bodies."""
    return [task_out(task) for task in queries.tasks_for(request.user)]


@router.post("/tasks/{task_id}", response=TaskOut, summary="Say what became of a task")
def settle_task(request: HttpRequest, task_id: int, given: TaskIn) -> Any:
    """Done, dropped (with the reason), or open again."""
    task = get_object_or_404(Task.objects.select_related("resolution__body"), pk=task_id)
    actor = allowed(request, "governance.settle_task", task)
    return task_out(actions.settle_task(actor=actor, task=task, state=given.state, note=given.note))


def task_out(task: Task) -> dict[str, Any]:
    return {
        "id": task.pk,
        "title": task.title,
        "responsible": task.responsible,
        "due": task.due,
        "state": task.state,
        "note": task.note,
        "resolution": f"{task.resolution.body.code} {task.resolution.sign}",
    }
