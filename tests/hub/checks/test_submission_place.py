"""A submission's place: one thing wrong at a time, and what the report says of it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.hub.checks.helpers import FILE, MODEL, as_csv, checked, failed, said, valid_hub, valid_rows
from tests.hub.definition.helpers import admin, tasks

from anso.hub.checks import Outcome
from anso.hub.checks.inspect import inspect
from anso.hub.folder import HubFolder


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    return valid_hub(tmp_path)


def moved(hub: Path, path: str) -> Path:
    (hub / FILE).rename((hub / path).parent.mkdir(parents=True, exist_ok=True) or hub / path)
    return hub


def test_valid_submission_passes_every_check_that_is_asked(hub: Path) -> None:
    report = checked(hub)
    assert report.ok
    assert {check.name for check in report.checks if check.outcome == Outcome.SKIPPED} == {
        "submission_time",
        "col_types",
        "col_timediff",
    }
    assert report.summary() == "Nothing is wrong: 1 file, 27 checks, all passed."


def test_broken_configuration_fails_valid_config_with_its_json_path(tmp_path: Path) -> None:
    broken = admin() | {"timezone": "US/Estern"}
    report = checked(valid_hub(tmp_path, admin=broken))
    assert said(report, "valid_config") == [
        "hub-config/admin.json, timezone: 'US/Estern' is no time zone; give one such as US/Eastern or Europe/Berlin"
    ]
    assert report.check("colnames").message == "not checked, because valid_config failed"


def test_missing_file_fails_file_exists_and_nothing_is_read(hub: Path) -> None:
    path = f"model-output/{MODEL}/2022-10-29-{MODEL}.csv"
    report = checked(hub, path=path)
    assert said(report, "file_exists") == [
        f"{path}: is not in {hub}; mind capitals and the folder of its model",
    ]
    assert report.check("req_vals").message == "not checked, because file_exists failed"


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        (
            "2022-10-22_team_model.csv",
            "its name, 2022-10-22_team_model, should be <round_id>-<team>-<model>, such as 2022-10-22-team-model",
        ),
        (
            "2022-10-22-team-model (1).csv",
            (
                "its name holds a space ( ); a name has letters, digits and _ in its parts, "
                "and is <round_id>-<team>-<model>, such as 2022-10-22-team-model"
            ),
        ),
        (
            "22-10-2022-team-model.csv",
            "its name, 22-10-2022-team-model, should be <round_id>-<team>-<model>, such as 2022-10-22-team-model",
        ),
    ],
)
def test_misnamed_file_fails_file_name(hub: Path, name: str, mend: str) -> None:
    path = f"model-output/{MODEL}/{name}"
    report = checked(hub, valid_rows(), path)
    assert said(report, "file_name") == [f"{path}: {mend}"]
    assert report.check("round_id_valid").message == "not checked, because file_name failed"


def test_compression_may_stand_before_the_ending(hub: Path) -> None:
    report = checked(hub, path=f"model-output/{MODEL}/2022-10-22-{MODEL}.snappy.parquet", content=b"PAR1")
    assert report.check("file_name").outcome == Outcome.PASSED
    assert report.check("file_format").outcome == Outcome.PASSED


def test_file_in_another_models_folder_fails_file_location(hub: Path) -> None:
    path = f"model-output/other-model/2022-10-22-{MODEL}.csv"
    assert said(checked(hub, valid_rows(), path), "file_location") == [
        f"{path}: lies in model-output/other-model; put it into model-output/team-model"
    ]


def test_model_output_may_lie_in_a_folder_of_the_hubs_choice(tmp_path: Path) -> None:
    hub = valid_hub(tmp_path, admin=admin() | {"model_output_dir": "forecasts"})
    path = f"forecasts/{MODEL}/2022-10-22-{MODEL}.csv"
    assert checked(hub, valid_rows(), path).ok


def test_unknown_round_fails_round_id_valid(hub: Path) -> None:
    path = f"model-output/{MODEL}/2022-10-23-{MODEL}.csv"
    report = checked(hub, valid_rows(), path)
    assert said(report, "round_id_valid") == [
        f"{path}: the hub has no round 2022-10-23; did you mean 2022-10-22?",
    ]
    assert report.check("valid_vals").message == "not checked, because round_id_valid failed"


def test_format_that_the_hub_does_not_take_fails_file_format_and_is_checked_all_the_same(
    tmp_path: Path,
) -> None:
    hub = valid_hub(tmp_path, admin=admin() | {"file_format": ["parquet"]})
    report = checked(hub)
    assert said(report, "file_format") == [f"{FILE}: its ending is .csv; the hub takes parquet"]
    assert failed(report) == ["file_format"]


def test_rounds_own_format_counts_before_the_hubs(tmp_path: Path) -> None:
    document = tasks()
    document["rounds"][0]["file_format"] = ["parquet"]
    report = checked(valid_hub(tmp_path, tasks=document))
    assert said(report, "file_format") == [f"{FILE}: its ending is .csv; the hub takes parquet"]


def test_format_that_nobody_can_read_is_said_once(hub: Path) -> None:
    path = f"model-output/{MODEL}/2022-10-22-{MODEL}.xlsx"
    report = checked(hub, b"anything", path)
    assert failed(report) == ["file_format", "file_n"]
    assert report.check("colnames").message == "not checked, because file_format failed"


def test_second_file_for_a_round_fails_file_n(hub: Path) -> None:
    (hub / FILE).with_suffix(".parquet").write_bytes(b"")
    assert said(checked(hub), "file_n") == [
        f"{FILE}: the model's folder holds 2022-10-22-team-model.parquet for the same round; keep one of them"
    ]


def test_model_without_metadata_fails_metadata_exists(hub: Path) -> None:
    (hub / f"model-metadata/{MODEL}.yml").unlink()
    assert said(checked(hub), "metadata_exists") == [
        f"{FILE}: there is no model-metadata/team-model.yml; add the model's metadata"
    ]


@pytest.mark.parametrize(
    ("now", "problem"),
    [
        ("2022-10-16T04:00:00", None),  # midnight in US/Eastern
        ("2022-10-20T03:59:59.999", None),  # the last second before midnight there
        ("2022-10-16T03:59:59", "not open yet"),
        ("2022-10-20T04:00:00", "closed"),
    ],
)
def test_window_opens_and_closes_by_the_hubs_own_midnight(hub: Path, now: str, problem: str | None) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    report = inspect("submission", HubFolder(hub), FILE, None, moment)
    local = {"not open yet": "2022-10-15 23:59:59", "closed": "2022-10-20 00:00:00"}
    assert said(report, "submission_time") == (
        []
        if problem is None
        else [
            (
                f"{FILE}: the round is {problem}: it takes submissions from 2022-10-16 00:00:00 to "
                f"2022-10-19 23:59:59 (US/Eastern); it was {local[problem]}"
            )
        ]
    )


def test_window_of_two_dates_is_the_same_for_every_round(tmp_path: Path) -> None:
    document = tasks()
    document["rounds"][0]["submissions_due"] = {"start": "2022-01-01", "end": "2022-01-31"}
    hub = valid_hub(tmp_path, tasks=document)
    january = datetime(2022, 1, 31, 12, tzinfo=UTC)
    assert inspect("submission", HubFolder(hub), FILE, as_csv(valid_rows()), january).ok


def test_window_may_count_from_a_date_that_the_file_states(tmp_path: Path) -> None:
    document = tasks()
    document["rounds"][0] |= {"round_id_from_variable": False, "round_id": "round_1"}
    hub = valid_hub(tmp_path, tasks=document)
    path = f"model-output/{MODEL}/round_1-{MODEL}.csv"

    def asked(day: int) -> list[str]:
        moment = datetime(2022, 10, day, 12, tzinfo=UTC)
        return failed(inspect("submission", HubFolder(hub), path, as_csv(valid_rows()), moment))

    assert asked(17) == []
    assert asked(24) == ["submission_time"]
