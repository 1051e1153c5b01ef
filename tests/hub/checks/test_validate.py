"""The entry points: whole hubs, single files, the guarded child, the command."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.hub.checks.helpers import (
    FILE,
    METADATA,
    MODEL,
    as_csv,
    changed,
    failed,
    said,
    valid_hub,
    valid_rows,
)
from tests.hub.definition.helpers import admin

from anso.cli.hub import validate as command
from anso.errors import AnsoError
from anso.hub.checks import (
    Outcome,
    Report,
    guard,
    validate_hub,
    validate_metadata,
    validate_submission,
    validate_target_data,
)
from anso.hub.checks.reading.limits import Limits
from anso.hub.checks.registry import Hindered, check, entries, run
from anso.hub.folder import HubFolder


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    return valid_hub(tmp_path / "hub")


def test_valid_hub_is_valid_as_a_whole_and_files_for_readers_are_let_be(hub: Path) -> None:
    seen: list[tuple[int, int]] = []
    report = validate_hub(hub, done=lambda done, total: seen.append((done, total)))
    assert report.ok
    assert report.files == (
        "hub-config",
        METADATA,
        FILE,
        "target-data/time-series",
        "target-data/time-series.csv",
        "target-data/oracle-output",
        "target-data/oracle-output.csv",
    )
    assert seen[-1] == (6, 6)


def test_everything_wrong_in_a_hub_is_told_in_one_report(hub: Path) -> None:
    (hub / FILE).write_bytes(as_csv(changed(valid_rows(), 3, location="1")))
    (hub / METADATA).write_bytes(b"team_name: 3")
    (hub / "target-data/time-series.csv").write_bytes(b"nothing")
    report = validate_hub(HubFolder(f"file://{hub}"))
    assert {one.file for one in report.failed} == {FILE, METADATA, "target-data/time-series.csv"}
    assert f"{FILE}\n  valid_vals failed" in report.text()
    assert (
        "    row 3, column location: '1' is no value of this column; did you mean 01?"
        in report.text().splitlines()
    )


def test_hub_with_a_broken_configuration_is_told_of_that_alone(hub: Path) -> None:
    (hub / "hub-config/tasks.json").write_text('{"rounds": [')
    report = validate_hub(hub)
    assert failed(report) == ["valid_config"]
    assert said(report, "valid_config") == [
        "hub-config/tasks.json, line 1, column 13: is not JSON: Expecting value; mend it there"
    ]


def test_new_submission_is_placed_by_its_name_and_asked_for_its_time(hub: Path) -> None:
    content = as_csv(valid_rows())
    open_moment = datetime(2022, 10, 18, tzinfo=UTC)
    assert validate_submission(hub, Path(FILE).name, content=content, now=open_moment).ok
    assert failed(validate_submission(hub, f"{MODEL}/{Path(FILE).name}", content=content)) == [
        "submission_time"
    ]


def test_metadata_and_target_data_are_found_by_their_names(hub: Path) -> None:
    assert validate_metadata(hub, f"{MODEL}.yml").ok
    assert validate_target_data(hub, "oracle-output.csv").ok


def test_path_that_leads_out_of_the_hub_is_refused(hub: Path) -> None:
    report = validate_submission(hub, "../../secret.csv")
    assert said(report, "file_exists") == [
        (
            "model-output/../../secret.csv: 'model-output/../../secret.csv' is no path inside a hub; "
            "give one such as model-output/team-model/file.csv"
        )
    ]


def test_file_that_ends_its_reader_fails_file_read_and_the_next_is_checked(
    hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with guard.borrowed() as child:
        os.kill(child._process.pid, 11)
    monkeypatch.setattr(guard, "borrowed", lambda: guard.contextlib.nullcontext(child))
    report = validate_submission(hub, FILE)
    assert failed(report) == ["file_read"]
    assert "(SIGSEGV)" in said(report, "file_read")[0]
    assert report.check("file_name").outcome == Outcome.PASSED
    assert report.check("valid_vals").message == "not checked, because file_read failed"
    monkeypatch.undo()
    assert validate_submission(hub, FILE).ok


def test_reader_that_ended_while_it_waited_is_let_go_of(hub: Path) -> None:
    with guard.borrowed() as child:
        pass
    os.kill(child._process.pid, 11)
    child._process.wait()
    with guard.borrowed() as another:
        assert another is not child
    assert child._process.stdin is not None
    assert child._process.stdin.closed
    assert child._process.stdout is not None
    assert child._process.stdout.closed


def test_reader_whose_answer_nobody_took_is_ended() -> None:
    with pytest.raises(KeyboardInterrupt), guard.borrowed() as child:
        raise KeyboardInterrupt
    assert not child.alive


def test_file_that_takes_too_long_fails_file_read(hub: Path) -> None:
    with pytest.raises(guard.FellError, match="took more than 0 seconds to read"):
        guard.ask(("submission", HubFolder(hub), FILE, None, None), seconds=0.0)


def test_reports_survive_the_way_through_json(hub: Path) -> None:
    report = validate_submission(hub, FILE, content=as_csv(changed(valid_rows(), 3, location="1")))
    again = Report.of_dict(json.loads(json.dumps(report.as_dict())))
    assert again == report


def test_check_that_breaks_is_reported_as_broken_and_stops_nothing() -> None:
    @check("a test", "breaks", "It breaks")
    def breaks(_: object) -> list[object]:
        raise RuntimeError("a defect")

    @check("a test", "hindered", "It is hindered")
    def hindered(_: object) -> list[object]:
        raise Hindered("breaks")

    @check("a test", "after", "It holds", needs=("hindered",))
    def after(_: object) -> list[object]:
        return []

    @check("a test", "apart", "It holds")
    def apart(_: object) -> list[object]:
        return []

    found = run("a test", None, "file")
    assert [(one.name, one.outcome.value) for one in found] == [
        ("breaks", "broken"),
        ("hindered", "skipped"),
        ("after", "skipped"),
        ("apart", "passed"),
    ]
    assert not Report(tuple(found)).ok
    assert found[0].message == (
        "the check could not be carried out (RuntimeError: a defect); please report this to us"
    )


def test_every_check_needs_only_checks_before_it() -> None:
    for subject in ("submission", "metadata", "target data", "target dataset", "hub"):
        before: set[str] = set()
        for entry in entries(subject):
            assert set(entry.needs) <= before, entry.name
            before.add(entry.name)


def test_command_exits_with_0_for_a_valid_hub_and_1_for_any_fault(
    hub: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.validate(str(hub)) == 0
    assert capsys.readouterr().out == "Nothing is wrong: 7 files, 58 checks, all passed.\n"
    elsewhere = tmp_path / Path(FILE).name
    elsewhere.write_bytes(as_csv(changed(valid_rows(), 3, location="1")))
    assert command.validate(str(hub), file=str(elsewhere), as_of="2022-10-18") == 1
    assert capsys.readouterr().out == (
        f"{FILE}\n"
        "  valid_vals failed (it asks: Every row is of a task and an output that the round asks)\n"
        "    row 3, column location: '1' is no value of this column; did you mean 01?\n"
        "\n"
        "1 file, 28 checks: 1 of them failed.\n"
    )


def test_command_prints_json(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.validate(str(hub), file=METADATA, json=True) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["ok"] is True
    assert printed["files"][0]["checks"][0]["name"] == "metadata_schema_exists"


def test_command_says_what_is_missing_in_a_folder_that_is_no_hub(tmp_path: Path) -> None:
    with pytest.raises(AnsoError, match="has no folder hub-config, so it is no hub"):
        command.validate(str(tmp_path))
    with pytest.raises(AnsoError, match="There is no folder"):
        command.validate(str(tmp_path / "nowhere"))
    with pytest.raises(AnsoError, match="'noon' is no time"):
        command.moment("noon")


def test_fault_of_the_configuration_is_told_with_the_files_whole_path(tmp_path: Path) -> None:
    report = validate_hub(valid_hub(tmp_path, admin=admin() | {"timezone": "Mars"}))
    assert report.text().splitlines()[:3] == [
        "hub-config",
        "  valid_config failed (it asks: The hub's configuration is valid)",
        (
            "    hub-config/admin.json, timezone: 'Mars' is no time zone; give one such as US/Eastern or "
            "Europe/Berlin"
        ),
    ]


def test_file_of_more_bytes_than_are_read_says_the_limit(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anso.hub.checks.validate.LIMITS", Limits(bytes=1_000_000))
    (problem,) = validate_submission(hub, FILE, content=b"," * 1_000_001).check("file_read").problems
    assert problem.message == (
        "has more than the 1 MB that are read; write it as Parquet, or with fewer decimals"
    )
