"""`anso ballots`: the proof that no vote was altered, and the count again from a published record."""

from pathlib import Path

from cyclopts import App

from anso.cli.terminal import print_pairs

__all__ = ["app"]

app = App(name="ballots")


@app.command
def verify(code: str = "") -> int:
    """Check every ballot, or one, against the audit trail; exit code 1 when a vote was replaced, deleted or added.

    Parameters
    ----------
    code
        The code of one ballot, as in its address; without it, all that were ever opened.
    """
    from anso.cli.site import prepare_django

    prepare_django()
    from anso.alliance.governance.verification import verify_all

    checks = list(verify_all(code))
    for check in checks:
        for problem in check.problems:
            print(f"{check.code}: {problem}")
    broken = sum(not check.sound for check in checks)
    print_pairs({"ballots": len(checks), "papers": sum(check.papers for check in checks), "altered": broken})
    if code and not checks:
        print(f"No ballot {code} was ever opened here.")
        return 1
    if broken:
        return 1
    print("Every ballot is as it was cast. That the trail itself is whole, `anso audit verify` proves.")
    return 0


@app.command
def recount(record: Path, *, roll: Path | None = None) -> int:
    """Count a published record again, anywhere and without a database; exit code 1 when it does not hold.

    Parameters
    ----------
    record
        The record of a ballot, as it is downloaded from its page.
    roll
        The roll, for those of the body, to check who could vote and who has.
    """
    from anso.alliance.governance.sealing.recount import recount as count_again

    found = count_again(
        record.read_text(encoding="utf-8"), roll.read_text(encoding="utf-8") if roll is not None else ""
    )
    print_pairs(
        {
            "ballot": found.code,
            "sha256": found.hash,
            "result": found.outcome.status.value,
            "winners": ", ".join(found.outcome.winners) or "none",
        }
    )
    for problem in found.problems:
        print(problem)
    if not found.sound:
        return 1
    print("The record holds. Hold its SHA-256 against the one that the ballot's page shows.")
    return 0
