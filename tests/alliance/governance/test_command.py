"""`anso ballots`: what it prints and with what it ends."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.alliance.governance.conftest import Board
from tests.alliance.governance.helpers import cast, closed, forge, opened

from anso.alliance.governance.records import roll_text
from anso.cli.main import main


def test_record_is_counted_again_from_its_file(
    board: Board, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ballot = opened(board.body)
    for voter, choice in zip(board.people, ("yes", "no", "yes"), strict=False):
        cast(ballot, voter, choice)
    done = closed(ballot)
    record, roll = tmp_path / "record.json", tmp_path / "roll.json"
    record.write_text(done.record.text, encoding="utf-8")
    roll.write_text(roll_text(done), encoding="utf-8")
    assert main(["ballots", "recount", str(record), "--roll", str(roll)]) == 0
    told = capsys.readouterr().out
    assert done.record.hash in told
    assert "adopted" in told
    record.write_text(done.record.text.replace("|yes", "|no"), encoding="utf-8")
    assert main(["ballots", "recount", str(record)]) == 1
    assert "papers_sha256 is not the hash of what it covers." in capsys.readouterr().out


def test_altered_ballot_ends_with_1(board: Board, capsys: pytest.CaptureFixture[str]) -> None:
    ballot = opened(board.body)
    cast(ballot, board.chair, "yes")
    assert main(["ballots", "verify", "postponement"]) == 0
    forge("UPDATE governance_ballotbox SET papers = replace(papers, '|yes', '|no')")
    assert main(["ballots", "verify", "postponement"]) == 1
    assert "postponement: The votes or the marks are not those that were sealed" in capsys.readouterr().out
    assert main(["ballots", "verify", "never-opened"]) == 1


def test_recount_needs_no_django(tmp_path: Path) -> None:
    """Anybody counts again with the package alone: no settings, no database."""
    record = tmp_path / "record.json"
    record.write_text(json.dumps({"format": "another"}), encoding="utf-8")
    script = (
        "import sys; from anso.cli.main import main; "
        f"code = main(['ballots', 'recount', {str(record)!r}]); "
        "print(code, 'django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "False"]
    assert "This is not a record of a ballot" in done.stderr
