"""What each step took: by the clock, and of the processor, with its children's."""

import os
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

__all__ = ["Step", "Steps", "peak_memory_mb"]


@dataclass
class Step:
    """One step: what it is called in the report, and how many acts it was."""

    code: str
    seconds: float = 0.0
    processor_seconds: float = 0.0
    acts: int = 0


@dataclass
class Steps:
    """The steps of a rehearsal, in order."""

    taken: list[Step] = field(default_factory=list)

    @contextmanager
    def step(self, code: str) -> Iterator[Step]:
        found = Step(code)
        begun, used = time.perf_counter(), processor_seconds()
        try:
            yield found
        finally:
            found.seconds = round(time.perf_counter() - begun, 3)
            found.processor_seconds = round(processor_seconds() - used, 3)
            self.taken.append(found)

    @property
    def seconds(self) -> float:
        return round(sum(step.seconds for step in self.taken), 3)

    @property
    def processor_seconds(self) -> float:
        return round(sum(step.processor_seconds for step in self.taken), 3)

    def told(self) -> list[dict[str, Any]]:
        return [asdict(step) for step in self.taken]


def processor_seconds() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def peak_memory_mb() -> float:
    """The most that this process has held."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
