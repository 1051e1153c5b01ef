"""A model's metadata: one thing wrong at a time, and what the report says of it."""

from pathlib import Path

import pytest
from tests.hub.checks.helpers import METADATA, checked, failed, metadata, said, valid_hub
from tests.hub.definition.helpers import metadata_schema


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    return valid_hub(tmp_path)


def test_valid_metadata_pass(hub: Path) -> None:
    report = checked(hub, path=METADATA, kind="metadata")
    assert report.summary() == "Nothing is wrong: 1 file, 6 checks, all passed."


def test_hub_without_a_schema_fails_metadata_schema_exists(tmp_path: Path) -> None:
    report = checked(valid_hub(tmp_path, model_metadata_schema=None), path=METADATA, kind="metadata")
    assert said(report, "metadata_schema_exists") == [
        f"{METADATA}: the hub has no hub-config/model-metadata-schema.json; add it"
    ]
    assert (
        report.check("metadata_matches_schema").message
        == "not checked, because metadata_schema_exists failed"
    )


def test_schema_that_is_no_schema_is_said_of_its_own_file(tmp_path: Path) -> None:
    broken = metadata_schema() | {"type": "thing"}
    report = checked(valid_hub(tmp_path, model_metadata_schema=broken), path=METADATA, kind="metadata")
    assert said(report, "metadata_schema_exists") == [
        "hub-config/model-metadata-schema.json: type: 'thing' is not valid under any of the given schemas"
    ]


def test_missing_metadata_fail_metadata_file_exists(hub: Path) -> None:
    path = "model-metadata/team-other.yml"
    report = checked(hub, path=path, kind="metadata")
    assert said(report, "metadata_file_exists") == [f"{path}: is not in {hub}; add it"]


def test_other_endings_and_folders_fail(hub: Path) -> None:
    path = "models/team-model.json"
    report = checked(hub, metadata(), path, "metadata")
    assert said(report, "metadata_file_ext") == [f"{path}: its ending is .json; it should be .yml or .yaml"]
    assert said(report, "metadata_file_location") == [f"{path}: lies in models; put it into model-metadata"]


def test_faults_against_the_schema_are_all_told(hub: Path) -> None:
    content = (
        b"team_name: The team\nteam_abbr: a-team\nmodel_abbr: a_very_long_abbreviation\nlicense: mine\n"
        b"designated_model: sure\nmodel_nam: The model\n"
    )
    report = checked(hub, content, METADATA, "metadata")
    assert said(report, "metadata_matches_schema") == [
        f"{METADATA}: model_nam is no property that the hub knows; take it out, or mend its spelling",
        f"{METADATA}: has no model_name; add it",
        f"{METADATA}: designated_model: 'sure' should be of type boolean",
        f"{METADATA}: license: 'mine' is none of cc-by-4.0, mit",
        f"{METADATA}: model_abbr: has 24 characters; 16 are allowed",
        f"{METADATA}: team_abbr: 'a-team' does not fit the pattern ^[a-zA-Z0-9_+]+$",
    ]


def test_metadata_of_another_model_fail_metadata_file_name(hub: Path) -> None:
    path = "model-metadata/team-other.yml"
    assert said(checked(hub, metadata(), path, "metadata"), "metadata_file_name") == [
        f"{path}: describes team-model; call the file team-model.yml, or mend team_abbr and model_abbr"
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"team_name: [", "is not YAML in line 2: did not find expected node content; mend it there"),
        (b"- a\n- b\n", "should be lines such as `team_name: The team`"),
        (b"\xff\xfe", "is not UTF-8 text (byte 1); save it as UTF-8"),
        (b"a: &a [x, x]\nb: *a\n", "refers to its own parts (& and *); write them out"),
        (b"a: !!python/object:os.system {}\n", "is not YAML in line 1: could not determine a constructor"),
    ],
)
def test_bytes_that_are_no_metadata_say_what_they_are(hub: Path, content: bytes, problem: str) -> None:
    report = checked(hub, content, METADATA, "metadata")
    assert failed(report) == ["metadata_matches_schema", "metadata_file_name"]
    (said_once,) = said(report, "metadata_matches_schema")
    assert said_once.startswith(f"{METADATA}: {problem}")


def test_team_with_too_many_models_is_told_where_the_hub_limits_them(hub: Path) -> None:
    (hub / "hub-config/validations.yml").write_text(
        "default:\n  validate_model_metadata:\n    max_models:\n"
        "      fn: opt_check_metadata_team_max_model_n\n      args:\n        n_max: 1\n"
    )
    (hub / "model-metadata/team-second.yml").write_bytes(metadata())
    report = checked(hub, path=METADATA, kind="metadata")
    assert said(report, "metadata_team_max_model_n") == [
        f"{METADATA}: the team team has 2 models (team-model, team-second); the hub allows 1"
    ]
