"""Everything that must hold before a change is kept, except the tests: `make check`.

Independent checks run side by side, as many as there are cores, the longest first; each one's output is
shown only if it failed. The checks see a home of their own, so that nothing of this machine's is touched.
"""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON = [sys.executable]

CHECKS: dict[str, list[str]] = {
    "types": [str(BIN / "mypy")],
    "migrations in step": [*PYTHON, "-m", "anso.cli", "manage", "makemigrations", "--check", "--dry-run"],
    "docs in step": [*PYTHON, "-m", "anso.cli", "docs", "check"],
    "templates compile": [*PYTHON, "tools/check_templates.py"],
    "deployment": [*PYTHON, "-m", "anso.cli", "manage", "check", "--deploy", "--fail-level", "WARNING"],
    "templates lint": [str(BIN / "djlint"), "src/anso", "--lint", "--quiet"],
    "room borders": [str(BIN / "lint-imports"), "--no-cache"],
    "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
    "format": [str(BIN / "ruff"), "format", "--check", "--output-format", "concise", "."],
}
PRODUCTION = {"ANSO_PRODUCTION": "1", "ANSO_URL": "https://anso.example"}


@dataclass(frozen=True)
class Outcome:
    name: str
    code: int
    output: str
    seconds: float


def run_check(name: str, home: str) -> Outcome:
    environment = os.environ | {"ANSO_HOME": home, "COLUMNS": "110"}
    if name == "deployment":
        environment |= PRODUCTION
    began = time.monotonic()
    done = subprocess.run(
        CHECKS[name], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return Outcome(name, done.returncode, (done.stdout + done.stderr).strip(), time.monotonic() - began)


def main(chosen: list[str]) -> int:
    unknown = set(chosen) - set(CHECKS)
    if unknown:
        print(f"There is no check {', '.join(sorted(unknown))}; there are: {', '.join(CHECKS)}")
        return 2
    names = chosen or list(CHECKS)
    failed = []
    with (
        tempfile.TemporaryDirectory(prefix="anso-check-") as home,
        ThreadPoolExecutor(os.cpu_count()) as pool,
    ):
        for future in as_completed(
            pool.submit(run_check, name, f"{home}/{number}") for number, name in enumerate(names)
        ):
            outcome = future.result()
            print(
                f"{'ok    ' if outcome.code == 0 else 'FAILED'} {outcome.seconds:6.1f} s  {outcome.name}",
                flush=True,
            )
            if outcome.code:
                failed.append(outcome)
    for outcome in failed:
        print(f"\n{outcome.name}: {' '.join(CHECKS[outcome.name])}\n{outcome.output}")
    print(f"\n{len(names) - len(failed)} of {len(names)} checks hold.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
