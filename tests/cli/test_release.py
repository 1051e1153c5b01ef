"""`anso release`: what is there, and the proof that it is what it was."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.helpers import PRODUCT

from anso.cli.main import main
from anso.config import config
from anso.product import execute, parse_request

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ANSO_HOME", str(tmp_path))
    config.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    config.cache_clear()


def publish(*, private: bool = False, word: str = "hello") -> str:
    request = parse_request(PRODUCT, {"issued": "2020-06-08", "words": (word,), "private": private})
    return execute(PRODUCT, request, owner="somebody" if private else None).id


def test_list_names_public_and_private_releases(capsys: pytest.CaptureFixture[str]) -> None:
    public, private = publish(), publish(private=True)
    assert main(["release", "list", "tests.shout"]) == 0
    assert capsys.readouterr().out == f"{public}\thello\n{private} (private)\thello\n"


def test_show_prints_the_manifest(capsys: pytest.CaptureFixture[str]) -> None:
    release_id = publish()
    assert main(["release", "show", release_id, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["finding"] == {"en": "hello"}


def test_show_explains_a_missing_release(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "show", "tests.shout/2020-06-08-0123456789"]) == 2
    assert capsys.readouterr().err.startswith("There is no release tests.shout/2020-06-08-0123456789 in ")


def test_show_asks_where_to_draw(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "show", publish(), "--chart", "map"]) == 2
    assert capsys.readouterr().err == "--chart: say where to draw: --png FILE or --svg FILE\n"


def test_verify_finds_the_altered_file(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    whole, altered = publish(), publish(word="altered")
    assert main(["release", "verify"]) == 0
    assert capsys.readouterr().out == "2 releases are as published.\n"
    (home / "releases" / altered / "texts" / "said.md").write_text("something else")
    assert main(["release", "verify"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{altered}: texts/said.md was altered")
    assert lines[-1] == "1 of 2 releases are not as they were published."
    assert main(["release", "verify", whole]) == 0


def test_damaged_manifest_hides_no_other_release(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    damaged, whole = publish(), publish(word="whole")
    (home / "releases" / damaged / "manifest.json").write_text("{")
    told = f"Release {damaged}: manifest.json is damaged or missing"

    assert main(["release", "list"]) == 0
    listed = capsys.readouterr()
    assert listed.out == f"{whole}\twhole\n"
    assert listed.err.startswith(told)

    assert main(["release", "verify"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(told)
    assert lines[1:] == ["1 of 2 releases are not as they were published."]

    assert main(["release", "show", damaged]) == 1
    assert capsys.readouterr().err.startswith(told)


def test_delete_keeps_public_releases(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    public, private = publish(), publish(private=True)
    assert main(["release", "delete", public, "--yes"]) == 2
    assert "permanent" in capsys.readouterr().err
    assert main(["release", "delete", private]) == 0
    assert (home / "private-releases" / private).exists()
    assert main(["release", "delete", private, "--yes"]) == 0
    assert not (home / "private-releases" / private).exists()
    assert (home / "releases" / public).exists()
