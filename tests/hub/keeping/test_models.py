"""Models are listed with what is known of them; what is wrong with one file is a problem of that model alone."""

from pathlib import Path

import pytest
from tests.hub.keeping.helpers import small_hub, submission

from anso.errors import InvalidInputError, NotFoundError
from anso.hub.keeping import Shelf


def test_models_are_listed_with_metadata_and_problems(tmp_path: Path) -> None:
    hub = small_hub(tmp_path / "hub")
    hub.write(submission("team-bare"))
    hub.write_model(
        {
            "team_name": "A team",
            "team_abbr": "team",
            "model_name": "Sound",
            "model_abbr": "sound",
            "designated_model": False,
        }
    )
    folder = tmp_path / "hub/model-metadata"
    (folder / "team-broken.yaml").write_text("team_name: [unclosed", encoding="utf-8")
    (folder / "team-list.yml").write_text("- one\n- two", encoding="utf-8")
    (folder / "team-other.yml").write_text("team_abbr: else\nmodel_abbr: where", encoding="utf-8")
    (folder / "team-binary.yml").write_bytes(b"\xff\xfe\x00")
    (folder / "README.md").write_text("no model", encoding="utf-8")
    found = {model.id: model for model in hub.models()}

    assert list(found) == ["team-bare", "team-binary", "team-broken", "team-list", "team-other", "team-sound"]
    sound = found["team-sound"]
    assert (sound.team, sound.name, sound.designated, sound.problems) == ("A team", "Sound", False, ())
    assert {
        name: model.problems[0].message.partition(":")[0] for name, model in found.items() if model.problems
    } == {
        "team-bare": "is missing; every model of a hub has such a file",
        "team-binary": "is not UTF-8 text (byte 1); save it as UTF-8",
        "team-broken": "is not YAML in line 2",
        "team-list": "holds no names with values, such as team_name",
        "team-other": "is about 'else-where' by its content; the file is named for 'team-other'",
    }


def test_metadata_needs_the_names_of_team_and_model(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="model_abbr: is missing"):
        small_hub(tmp_path / "hub").write_model({"team_abbr": "team"})


@pytest.mark.parametrize("abbr", ["../up", "a/b", "a-b", ""])
def test_metadata_is_written_nowhere_else(tmp_path: Path, abbr: str) -> None:
    hub = small_hub(tmp_path / "hub")

    with pytest.raises(InvalidInputError):
        hub.write_model({"team_abbr": abbr, "model_abbr": "model"})
    assert not (tmp_path / "hub/model-metadata").exists()


def test_shelf_holds_the_folders_that_are_hubs(tmp_path: Path) -> None:
    for slug in ("influenza", "covid-19"):
        small_hub(tmp_path / slug)
    (tmp_path / "no-hub").mkdir()
    shelf = Shelf(tmp_path)

    assert shelf.slugs() == ["covid-19", "influenza"]
    assert (shelf.open("influenza").slug, shelf.open("influenza").name) == ("influenza", "Small hub")
    for slug in ("no-hub", "..", "influenza/hub-config", ""):
        with pytest.raises(NotFoundError, match="there are: covid-19, influenza"):
            shelf.open(slug)


def test_shelf_without_a_folder_is_empty(tmp_path: Path) -> None:
    assert Shelf(tmp_path / "nothing").slugs() == []


def test_references_that_multiply_are_a_problem_of_their_model_alone(tmp_path: Path) -> None:
    """Twenty-five lines that would be thirty million words."""
    hub = small_hub(tmp_path / "hub")
    lines = [
        "a0: &a0 [x, x]",
        *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 25)),
        "team_abbr: *a24",
    ]
    (tmp_path / "hub/model-metadata").mkdir()
    (tmp_path / "hub/model-metadata/team-many.yml").write_text("\n".join(lines), encoding="utf-8")
    [model] = hub.models()

    assert [str(problem) for problem in model.problems] == [
        "model-metadata/team-many.yml: refers to its own parts (& and *); write them out"
    ]
