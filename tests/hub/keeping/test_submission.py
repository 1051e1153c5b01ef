"""Files have the columns and types that hubverse's tools expect of a hub with this definition."""

import json
from pathlib import Path

import polars as pl
import pytest
from tests.hub.keeping.helpers import FIRST, small_hub, submission

from anso.errors import InvalidInputError
from anso.hub.definition import Definition
from anso.hub.definition.definition import TASKS
from anso.hub.keeping import Hub
from anso.hub.keeping.submission import ids_are_text, submissions

PMF = {
    "output_type_id": {"required": ["low", "high"]},
    "is_required": False,
    "value": {"type": "double", "minimum": 0, "maximum": 1},
}


def changed(hub: Hub, **changes: object) -> Definition:
    """The hub's definition with another `output_type`, or another beginning of its round."""
    documents = {path: json.loads(json.dumps(content)) for path, content in hub.definition.documents.items()}
    [round_] = documents[TASKS]["rounds"]
    round_["model_tasks"][0]["output_type"] |= changes.pop("output_type", {})
    round_ |= changes
    return Definition.of({path: json.dumps(content).encode() for path, content in documents.items()})


def test_ids_are_text_for_all_where_those_of_one_output_type_are(tmp_path: Path) -> None:
    hub = small_hub(tmp_path / "hub")
    mixed = changed(hub, output_type={"pmf": PMF})
    [(_, numbers)], [(_, text)] = submissions(submission(), hub.definition), submissions(submission(), mixed)

    assert (ids_are_text(hub.definition), ids_are_text(mixed)) == (False, True)
    assert numbers["output_type_id"][:3].to_list() == [0.1, 0.5, 0.9]
    assert text["output_type_id"][:3].to_list() == ["0.1", "0.5", "0.9"]


def test_whole_numbers_are_written_without_a_point(tmp_path: Path) -> None:
    mixed = changed(small_hub(tmp_path / "hub"), output_type={"pmf": PMF})
    [(_, rows)] = submissions(submission(output_type="cdf", output_type_id=10.0), mixed)

    assert set(rows["output_type_id"]) == {"10"}


def test_rounds_that_no_column_names_are_given(tmp_path: Path) -> None:
    hub = small_hub(tmp_path / "hub")
    due = {"start": "2024-01-01", "end": "2024-01-08"}
    season = changed(hub, round_id_from_variable=False, round_id="season_1", submissions_due=due)

    assert [path for path, _ in submissions(submission(), season, round_id="season_1")] == [
        "model-output/team-model/season_1-team-model.parquet"
    ]
    with pytest.raises(InvalidInputError, match="give round_id, one of season_1"):
        list(submissions(submission(), season))


def test_a_table_must_say_whose_it_is_and_for_which_round(tmp_path: Path) -> None:
    hub = small_hub(tmp_path / "hub")

    with pytest.raises(InvalidInputError, match="has no column 'model_id'"):
        list(submissions(submission().drop("model_id"), hub.definition))
    with pytest.raises(InvalidInputError, match="has no column 'reference_date', which names the round"):
        list(submissions(submission().drop("reference_date"), hub.definition))


def test_further_columns_stand_behind_those_of_the_definition(tmp_path: Path) -> None:
    hub = small_hub(tmp_path / "hub")
    [(path, rows)] = submissions(submission(age_group="0-4"), hub.definition)

    assert path == f"model-output/team-model/{FIRST}-team-model.parquet"
    assert rows.columns[4:6] == ["target_end_date", "age_group"]
    assert rows.select(pl.exclude("age_group")).equals(submission().drop("model_id"))
