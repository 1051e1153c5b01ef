"""A hub's definition: what is read of it, and what each fault of its files is called."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.hub.definition.helpers import CATEGORIES, LEVELS, ROUNDS, admin, contents, target_data, tasks

from anso.errors import InvalidInputError, NotFoundError
from anso.hub.definition import Definition

TASKS = "hub-config/tasks.json"


def problems(**changed: Any) -> list[str]:
    with pytest.raises(InvalidInputError) as caught:
        Definition.of(contents(**changed))
    return [str(problem) for problem in caught.value.problems]


def with_change(path: str, value: Any) -> dict[str, Any]:
    """The valid tasks.json with one place changed; `...` takes the place out."""
    document = tasks()
    *steps, last = [int(part) if part.isdigit() else part for part in path.split("/")]
    inner: Any = document
    for step in steps:
        inner = inner[step]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return document


@pytest.mark.parametrize("version", ["4.0.0", "4.0.1", "5.0.0", "5.1.0", "6.0.0"])
def test_definition_says_what_the_hub_asks(version: str) -> None:
    definition = Definition.of(contents(tasks=tasks(version), admin=admin(version)))
    assert definition.tasks_version == version
    assert definition.name == "Test hub"
    assert definition.round_ids() == ROUNDS
    assert definition.task_columns == ("reference_date", "target", "horizon", "location", "target_end_date")
    assert definition.targets == ["inc hosp", "hosp rate", "hosp category"]
    assert definition.locations == ["US", "01", "02"]
    assert definition.horizons == [1, 2]
    assert definition.output_types == {
        "quantile": tuple(LEVELS),
        "mean": (),
        "sample": (),
        "cdf": (1, 2, 5.5),
        "pmf": tuple(CATEGORIES),
    }
    assert definition.file_formats == ("csv", "parquet")
    assert definition.model_output_dir == "model-output"
    assert definition.target_metadata["inc hosp"].target_units == "count"
    assert definition.round("2022-10-29").derived == ("target_end_date",)


def test_definition_is_read_from_a_folder(tmp_path: Path) -> None:
    for path, content in contents().items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    assert Definition.read(tmp_path) == Definition.of(contents())
    (tmp_path / TASKS).unlink()
    with pytest.raises(InvalidInputError, match=r"hub-config/tasks\.json: is missing; a hub's folder holds"):
        Definition.read(tmp_path)


def test_window_counts_whole_days_in_the_hubs_time_zone_across_the_change_of_clocks() -> None:
    one = Definition.of(contents()).round("2022-11-05")
    opens, closes = one.submission_window(date(2022, 11, 9))
    assert opens.astimezone(UTC) == datetime(2022, 11, 3, 4, 0, 0, tzinfo=UTC)  # four hours behind in summer
    assert closes.astimezone(UTC) == datetime(2022, 11, 7, 4, 59, 59, tzinfo=UTC)  # five in winter


def test_unknown_round_is_not_found() -> None:
    with pytest.raises(NotFoundError, match="Test hub has no round 2020-01-01; its rounds are 2022-10-22"):
        Definition.of(contents()).round("2020-01-01")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("v3.0.1/tasks", "is version 3.0.1; versions 4 to 6 are read. Move the hub to a newer schema"),
        ("v7.0.0/tasks", "is version 7.0.0, newer than what is read here (4 to 6); update anso"),
        ("v6.0.0/admin", "is the address of the admin schema"),
        ("main/tasks", "names no version of a hubverse schema"),
    ],
)
def test_other_versions_are_refused_in_a_sentence(address: str, said: str) -> None:
    document = tasks() | {
        "schema_version": f"https://raw.githubusercontent.com/hubverse-org/schemas/main/{address}-schema.json"
    }
    document["rounds"] = "of another form"
    (problem,) = problems(tasks=document)
    assert problem.startswith(f"{TASKS}, schema_version: ")
    assert said in problem


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("rounds", [], "rounds: should not be empty; it is []"),
        ("rounds/0/submissions_due", ..., "rounds[0].submissions_due: is missing; add it"),
        (
            "rounds/0/round_id_from_variable",
            "yes",
            'rounds[0].round_id_from_variable: should be true or false, without quotes; it is "yes"',
        ),
        (
            "rounds/0/submissions_due/end",
            "2022-10-22",
            "rounds[0].submissions_due: end should be a whole number of days here; it is '2022-10-22'",
        ),
        (
            "rounds/0/submissions_due/end",
            -7,
            "rounds[0].submissions_due: start (-6) comes after end (-7); exchange them",
        ),
        (
            "rounds/0/submissions_due/relative_to",
            "origin_date",
            (
                "rounds[0].submissions_due.relative_to: 'origin_date' is no task id; "
                "name one of reference_date, target, horizon, location, target_end_date"
            ),
        ),
        (
            "rounds/0/model_tasks/0/task_ids/horizon",
            {"required": [1], "optional": [1, 2]},
            "rounds[0].model_tasks[0].task_ids.horizon: 1 is both required and optional; keep it in one",
        ),
        (
            "rounds/0/model_tasks/0/task_ids/horizon/optional",
            [2, 2],
            "rounds[0].model_tasks[0].task_ids.horizon.optional: names 2 more than once; keep each value once",
        ),
        (
            "rounds/0/model_tasks/0/task_ids/horizon/optional",
            [{"weeks": 2}],
            (
                "rounds[0].model_tasks[0].task_ids.horizon.optional[0]: "
                "should be a text, a number, or true or false"
            ),
        ),
        (
            "rounds/0/model_tasks/0/output_type/quantile/output_type_id/required",
            [0.5, 1.5],
            (
                "rounds[0].model_tasks[0].output_type.quantile.output_type_id.required: "
                "1.5 is no level; give numbers from 0 to 1"
            ),
        ),
        (
            "rounds/0/model_tasks/0/output_type/mean/output_type_id/required",
            [1],
            "rounds[0].model_tasks[0].output_type.mean.output_type_id.required: should be null: a mean has no ids",
        ),
        (
            "rounds/0/model_tasks/0/output_type/quantile/value/minimum",
            "0",
            (
                "rounds[0].model_tasks[0].output_type.quantile.value.minimum: "
                "should be a number, without quotes; it is '0'"
            ),
        ),
        (
            "rounds/0/model_tasks/0/output_type/quantile/is_requird",
            True,
            (
                "rounds[0].model_tasks[0].output_type.quantile.is_requird: "
                "is no property that the schema knows; take it out, or mend its spelling"
            ),
        ),
        (
            "rounds/0/model_tasks/0/output_type/sample/output_type_id_params/min_samples_per_task",
            9,
            (
                "rounds[0].model_tasks[0].output_type.sample.output_type_id_params: "
                "min_samples_per_task is more than max_samples_per_task; exchange them"
            ),
        ),
        (
            "rounds/0/model_tasks/0/output_type/sample/output_type_id_params/type",
            "character",
            (
                "rounds[0].model_tasks[0].output_type.sample.output_type_id_params.max_length: "
                "is missing; say how long a sample's name may be"
            ),
        ),
        (
            "rounds/0/model_tasks/0/output_type/sample/output_type_id_params/compound_taskid_set",
            ["age"],
            (
                "rounds[0].model_tasks[0].output_type.sample.output_type_id_params.compound_taskid_set: "
                "'age' is no task id; name one of horizon, location, reference_date, target, target_end_date"
            ),
        ),
        (
            "rounds/0/model_tasks/0/target_metadata/0/target_keys",
            {"target": "inc death"},
            (
                "rounds[0].model_tasks[0].target_metadata[0].target_keys.target: "
                "'inc death' is no value of task_ids.target; add it there"
            ),
        ),
        (
            "rounds/0/model_tasks/0/target_metadata/0/time_unit",
            ...,
            (
                "rounds[0].model_tasks[0].target_metadata[0].time_unit: "
                "is missing, which a step-ahead target needs; give day, week or month"
            ),
        ),
        (
            "derived_task_ids",
            ["date"],
            "derived_task_ids: 'date' is no task id; name one of horizon, location, reference_date, target, target_end_date",
        ),
    ],
)
def test_fault_of_tasks_is_named_with_its_json_path_and_mend(path: str, value: Any, problem: str) -> None:
    assert f"{TASKS}, {problem}" in problems(tasks=with_change(path, value))


def test_all_faults_of_all_files_are_told_at_once() -> None:
    document = with_change("rounds/0/model_tasks/0/task_ids/location/required", ["US", "US"])
    document["rounds"][0]["round_id"] = 3
    assert problems(tasks=document, admin=admin() | {"file_format": ["xlsx"]}) == [
        "hub-config/admin.json, file_format[0]: should be 'csv', 'parquet' or 'arrow'",
        f"{TASKS}, rounds[0].round_id: should be a text in quotes; it is 3",
        f"{TASKS}, rounds[0].model_tasks[0].task_ids.location.required: names US more than once; keep each value once",
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'{"rounds": [}', f"{TASKS}, line 1, column 13: is not JSON: Expecting value; mend it there"),
        (b"[]", f"{TASKS}: should be a JSON object in braces"),
        (b"\xff", f"{TASKS}: is not UTF-8 text (byte 1); save it as UTF-8"),
        (b"[" * 200_000, f"{TASKS}: is not JSON that can be read: it is nested too deeply"),
        (
            b'{"a": NaN}',
            f"{TASKS}: is not JSON that can be read: it holds NaN, which is no JSON; give a number or leave the property out",
        ),
    ],
)
def test_bytes_that_are_no_json_say_so(content: bytes, problem: str) -> None:
    assert problem in problems(tasks=content)


def test_property_that_stands_twice_is_told() -> None:
    doubled = json.dumps(tasks())[:-1] + ', "derived_task_ids": null}'
    assert f"{TASKS}: an object has the property 'derived_task_ids' twice; keep one of the two" in problems(
        tasks=doubled.encode()
    )


def test_rounds_that_share_an_id_are_told() -> None:
    document = tasks()
    document["rounds"].append(document["rounds"][0])
    assert f"{TASKS}, rounds: the round id 2022-10-22 is in 2 rounds; keep it in one" in problems(
        tasks=document
    )


def test_observable_unit_that_is_null_is_told_and_breaks_nothing() -> None:
    assert problems(target_data=target_data() | {"observable_unit": None}) == [
        "hub-config/target-data.json, observable_unit: should be an array in square brackets; it is null"
    ]
