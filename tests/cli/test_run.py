"""`anso run`: from texts on a command line to a release."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.helpers import PRODUCT, ShoutRequest, shouting_app

from anso.cli.main import main
from anso.cli.run import describe_field
from anso.config import config
from anso.errors import AnsoError, InvalidInputError
from anso.product import parse_request, store_for

GIVEN = ["tests.shout", "--issued", "2020-06-08"]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ANSO_HOME", str(tmp_path))
    config.cache_clear()
    yield
    monkeypatch.undo()
    config.cache_clear()


def released(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[str, str]:
    assert shouting_app()([*GIVEN, *more, "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    release = store_for(private="--private" in more).open(printed["id"])
    return printed["finding"]["en"], release.text("said")


def test_run_reads_every_kind_of_field(capsys: pytest.CaptureFixture[str]) -> None:
    finding, said = released(
        capsys, "--where", "Sri Lanka", "--loudness", "high", "--times", "3", "--depth", "-4.5",
        "--words", "good", "--words", "morning", "--no-echo",
    )  # fmt: skip
    assert (finding, said) == ("good morning", "high 3 -4.5 False LK")


def test_run_leaves_defaults_to_the_request(capsys: pytest.CaptureFixture[str]) -> None:
    assert released(capsys) == ("Nothing", "low 1 0.0 True PK")


def test_run_takes_the_path_of_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "script.txt").write_text("to be or not")
    assert released(capsys, "--script", str(tmp_path / "script.txt"))[0] == "to be or not"
    with pytest.raises(InvalidInputError, match="script: there is no file"):
        shouting_app()([*GIVEN, "--script", str(tmp_path / "gone.txt")])


def test_run_gives_the_sentence_of_parse_request() -> None:
    with pytest.raises(InvalidInputError) as from_parse:
        parse_request(PRODUCT, {"issued": "2020-06-31", "times": "10"})
    with pytest.raises(InvalidInputError) as from_command:
        shouting_app()(["tests.shout", "--issued", "2020-06-31", "--times", "10"])
    assert from_command.value.problems == from_parse.value.problems
    assert [problem.where for problem in from_command.value.problems] == ["issued", "times"]


def test_run_needs_an_owner_for_a_private_release(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(AnsoError, match="--owner"):
        shouting_app()([*GIVEN, "--private"])
    released(capsys, "--private", "--owner", "somebody")
    assert [store_for(private=private).products() for private in (False, True)] == [[], ["tests.shout"]]


def test_run_prints_finding_release_and_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    shouting_app()([*GIVEN, "--words", "hello"])
    (release_id,) = store_for(private=False).ids()
    assert capsys.readouterr().out == (
        f"hello\n\nrelease  {release_id}\nfolder   {tmp_path / 'releases' / release_id}\n"
    )


@pytest.mark.parametrize(
    ("field", "described"),
    [
        ("issued", "Day it is said [required]"),
        ("where", "Country it is said in [default: PK]"),
        ("loudness", "How loudly [low|high] [default: low]"),
        ("words", "What to say"),
    ],
)
def test_field_is_described_with_choices_and_default(field: str, described: str) -> None:
    assert describe_field(ShoutRequest.model_fields[field]) == described


def test_unknown_product_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "epidemics.situtaion"]) == 2
    assert capsys.readouterr().err == (
        "There is no product 'epidemics.situtaion'; did you mean epidemics.situation?\n"
    )


def test_unknown_option_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "epidemics.situation", "--isued", "2020-06-08"]) == 2
    assert capsys.readouterr().err == "Unknown option: --isued. Did you mean --issued?\n"
