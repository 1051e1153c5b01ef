"""Exit codes, sentences, and how quickly the command starts."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from anso.cli import main as entry
from anso.cli.app import COMMANDS
from anso.cli.app import app as root
from anso.cli.main import main
from anso.config import config

HEAVY = (
    "django",
    "polars",
    "pyarrow",
    "pandas",
    "numpy",
    "altair",
    "duckdb",
    "xarray",
    "pydantic",
    "structlog",
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ANSO_HOME", str(tmp_path))
    config.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    config.cache_clear()


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from anso.cli.main import main; main(['--help']); "
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"
    assert "Ask a product for a release, and wait for it" in done.stdout


def test_every_command_can_be_loaded() -> None:
    names = [name for commands in COMMANDS.values() for name in commands]
    assert [root[name].name[0] for name in names] == names


def test_unknown_command_suggests_the_one_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["relase"]) == 2
    assert "release" in capsys.readouterr().err.splitlines()[0]


def test_bad_setting_is_bad_input(
    capsys: pytest.CaptureFixture[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSO_PORT", "eighty")
    config.cache_clear()
    assert main(["up"]) == 2
    assert capsys.readouterr().err.startswith("ANSO_PORT: ")


def test_defect_keeps_its_trace_in_the_log(
    capsys: pytest.CaptureFixture[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anso.places.search", lambda *_given: 1 / 0)
    assert main(["places", "find", "Kenya"]) == 1
    said = capsys.readouterr().err
    log = home / "logs" / "command.log"
    assert said == (
        "Something went wrong that should not have: ZeroDivisionError: division by zero\n"
        f"The details are in {log}; give --debug to see them here.\n"
    )
    assert "anso places find Kenya" in log.read_text()
    assert "ZeroDivisionError: division by zero" in log.read_text()


def test_debug_shows_where_a_defect_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anso.places.search", lambda *_given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        main(["places", "find", "Kenya", "--debug"])


def test_places_are_found_in_any_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", "find", "越南", "--limit", "1"]) == 0
    assert capsys.readouterr().out == "VN\tcountry\tViet Nam\n"


def test_manage_hands_options_on(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["manage", "help", "--commands"]) == 0
    assert "createcachetable" in capfd.readouterr().out.splitlines()


def test_entry_point_is_main() -> None:
    assert entry is main
