"""Settings are read from the environment, and what is wrong with one is said by its name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from anso.config import config
from anso.errors import InvalidInputError


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ANSO_HOME", str(tmp_path))
    config.cache_clear()
    yield tmp_path
    config.cache_clear()


def test_settings_come_from_the_environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANSO_PORT", "9000")
    monkeypatch.setenv("ANSO_HOST", "")

    assert (config().port, config().host) == (9000, "127.0.0.1")
    assert config().site_url == "http://127.0.0.1:9000"
    assert config().releases_url == str(home / "releases")


def test_every_wrong_setting_is_named_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANSO_PORT", "70000")
    monkeypatch.setenv("ANSO_OFFLINE", "perhaps")
    with pytest.raises(InvalidInputError) as raised:
        config()

    assert [problem.where for problem in raised.value.problems] == ["ANSO_PORT", "ANSO_OFFLINE"]
    assert raised.value.problems[0].message.endswith("(it is '70000')")


def test_schedule_without_a_file_is_empty() -> None:
    assert config().schedule_entries() == []


def test_schedule_is_read_entry_by_entry(home: Path) -> None:
    (home / "schedule.toml").write_text('[[run]]\nproduct = "a.b"\n[[run]]\nproduct = "c.d"\n')

    assert config().schedule_entries() == [{"product": "a.b"}, {"product": "c.d"}]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"[[run]", "is not valid TOML"),
        (b"\xff\xfe", "is not valid TOML"),
        (b'[run]\nproduct = "a.b"\n', "begins with a line [[run]], in two brackets"),
        (b"run = 3\n", "begins with a line [[run]], in two brackets"),
        (b'run = ["a.b"]\n', "begins with a line [[run]], in two brackets"),
    ],
)
def test_schedule_that_cannot_be_read_is_explained(home: Path, content: bytes, message: str) -> None:
    (home / "schedule.toml").write_bytes(content)
    with pytest.raises(InvalidInputError) as raised:
        config().schedule_entries()

    (problem,) = raised.value.problems
    assert problem.where == str(home / "schedule.toml")
    assert message in problem.message
