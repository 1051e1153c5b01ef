"""A report on a page names the file once, and places within it by what is left."""

import pytest

from anso.alliance.teams.reports import shown_report

FILE = "hub-config"


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        (FILE, ""),
        (f"{FILE}, row 3, column value", "row 3, column value"),
        (f"{FILE}/tasks.json", f"{FILE}/tasks.json"),
        ("other.csv, row 1", "other.csv, row 1"),
    ],
)
def test_report_leaves_out_the_file_only_where_it_is_named_whole(where: str, shown: str) -> None:
    problem = {"where": where, "message": "is missing"}
    check = {"name": "valid", "message": "asked", "outcome": "failed", "problems": [problem]}
    report = shown_report({"ok": False, "files": [{"file": FILE, "checks": [check]}]})
    assert report.failed[0].problems == [{"where": shown, "message": "is missing"}]
