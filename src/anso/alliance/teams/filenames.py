"""Names of submitted files: `<round>-<team>-<model>.<ending>`, as hubverse has them.

In come names as browsers, programs and repositories give them; out come the round they are of, and names made
for a round that somebody chose.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anso.hub.checks.report import Report

__all__ = ["ending_of", "name_for", "not_of_this_model", "not_read_here", "round_of"]

ROUND = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,99}")
"""No longer than the records keep."""
ENDING = re.compile(r"(?:\.[A-Za-z0-9]{1,10}){1,2}$")


def ending_of(name: str, endings: Sequence[str]) -> str:
    """The one of the endings that the name has; whatever it ends in where it has none of them."""
    for ending in sorted(endings, key=len, reverse=True):
        if name.lower().endswith(ending):
            return ending
    found = ENDING.search(name)
    return found.group().lower() if found else ""


def name_for(round_id: str, model_id: str, name: str, endings: Sequence[str]) -> str:
    """The name that the hub has for a file of that round, whatever its giver called it."""
    return f"{round_id}-{model_id}{ending_of(name, endings)}"


def round_of(name: str, model_id: str) -> str:
    """The round that a file of the model says it is of; empty where it is not of that model."""
    stem = name.split(".", 1)[0]
    round_id = stem.removesuffix(f"-{model_id}")
    return round_id if round_id != stem and ROUND.fullmatch(round_id) else ""


def not_of_this_model(report: "Report", name: str, model_id: str, endings: Sequence[str]) -> "Report":
    """The report, which fails because the file is not named for the model it was submitted for."""
    from anso.hub.checks.report import Check, Fault, Outcome, Report

    example = name_for("2024-01-06", model_id, "", endings) + (endings[0] if endings else "")
    fault = Fault(name, f"is no file of {model_id}; name it like {example}", name)
    named = Check("file_of_this_model", Outcome.FAILED, "The file is named for its model", (fault,), name)
    return Report((named, *report.checks))


def not_read_here(report: "Report", name: str) -> "Report":
    """The report, which fails because a file of this format would lie in the hub and count nowhere."""
    from anso.hub.checks.report import Check, Fault, Outcome, Report

    fault = Fault(name, "would not be counted: this site reads CSV and Parquet; save it as Parquet", name)
    named = Check("file_read_here", Outcome.FAILED, "The file is CSV or Parquet", (fault,), name)
    return Report((named, *report.checks))
