"""A hub's definition: what its hub-config folder says may be forecast, how, by when, and what is known of it."""

from anso.hub.definition.definition import Definition
from anso.hub.definition.records import Due, ModelTask, OutputType, Round, Samples, Target, TaskId

__all__ = ["Definition", "Due", "ModelTask", "OutputType", "Round", "Samples", "Target", "TaskId"]
