"""The scholarship carried through: 4,000 applications, 200 reviewers, two stages, 500 awards, all by the verbs.

Every applicant's and every reviewer's act is one verb and one transaction, as from a page; SQLite, one process. Seconds
of the processor are given beside the clock, for a machine that does other work besides.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benches.report import Measurement

__all__ = ["measure"]

APPLICATIONS, REVIEWERS = 4000, 200
WHOLE, ASSIGNED, SELECTED, CALIBRATED = 180.0, 2.0, 1.0, 3.0
"""Seconds at most, of the issue."""


def measure() -> list[Measurement]:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "report.json"
        subprocess.run(
            [
                sys.executable, "-m", "anso.cli", "calls", "rehearse", "scholarship", "--applications",
                str(APPLICATIONS), "--reviewers", str(REVIEWERS), "--seed", "1", "--output", str(output), "--quiet",
            ],
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        report: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    steps = {step["code"]: step for step in report["steps"]}
    closing = max(steps[f"{one['stage']}: calibration and closing"]["seconds"] for one in report["stages"])
    assigned = max(one["assignment_seconds"] for one in report["stages"])
    selection = report["selection"]
    return [
        Measurement(
            f"rehearsal of the scholarship, {report['counts']['submitted']:,} applications, {selection['chosen']} awards, "
            f"{selection['quota_rows']} quota rows",
            f"{report['seconds']:.0f} s ({report['processor_seconds']:.0f} of processor), {report['peak_memory_mb']:.0f} MB",
            target=f"under {WHOLE:.0f} s",
            met=report["seconds"] < WHOLE,
        ),
        Measurement(
            "its larger assignment",
            f"{assigned:.2f} s",
            target=f"under {ASSIGNED:.0f} s",
            met=assigned < ASSIGNED,
        ),
        Measurement(
            "its selection",
            f"{selection['selection_seconds']['selection']:.2f} s",
            target=f"under {SELECTED:.0f} s",
            met=selection["selection_seconds"]["selection"] < SELECTED,
        ),
        Measurement(
            "its slower calibration, with the closing of the stage",
            f"{closing:.2f} s",
            target=f"under {CALIBRATED:.0f} s",
            met=closing < CALIBRATED,
        ),
    ]
