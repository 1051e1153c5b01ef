"""A kept report as a page shows it: what failed first, then how many questions were asked and passed."""

from dataclasses import dataclass, field
from typing import Any

from anso.hub.checks.report import within

__all__ = ["ShownCheck", "ShownReport", "shown_report"]

SHOWN_AT_ONCE = 5
FAILED = frozenset({"failed", "broken"})


@dataclass(frozen=True)
class ShownCheck:
    """One question and its answer."""

    name: str
    message: str
    outcome: str
    problems: list[dict[str, Any]] = field(default_factory=list)

    @property
    def first(self) -> list[dict[str, Any]]:
        """Enough to see what kind of fault it is."""
        return self.problems[:SHOWN_AT_ONCE]

    @property
    def others(self) -> list[dict[str, Any]]:
        return self.problems[SHOWN_AT_ONCE:]


@dataclass(frozen=True)
class ShownReport:
    """Everything that was asked of one file."""

    ok: bool
    failed: list[ShownCheck]
    passed: list[ShownCheck]
    skipped: list[ShownCheck]


def shown_report(report: dict[str, Any]) -> ShownReport:
    """The report as it was kept, sorted for reading."""
    checks = [
        ShownCheck(
            name=check["name"].replace("_", " "),
            message=check["message"],
            outcome=check["outcome"],
            problems=[placed(problem, file["file"]) for problem in check.get("problems", ())],
        )
        for file in report.get("files", ())
        for check in file["checks"]
    ]
    return ShownReport(
        ok=bool(report.get("ok")),
        failed=[check for check in checks if check.outcome in FAILED],
        passed=[check for check in checks if check.outcome == "passed"],
        skipped=[check for check in checks if check.outcome == "skipped"],
    )


def placed(problem: dict[str, Any], file: str) -> dict[str, Any]:
    """The problem with its place within the file: which file it is, the page says once."""
    return problem | {"where": within(str(problem.get("where", "")), file)}
