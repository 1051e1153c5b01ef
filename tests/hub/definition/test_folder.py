"""A hub's folder, here and elsewhere."""

import pickle
from collections.abc import Callable
from pathlib import Path

import fsspec
import pytest

from anso.errors import AnsoError, NotFoundError
from anso.hub.folder import HubFolder, TooLargeError


@pytest.fixture
def folder(tmp_path: Path) -> HubFolder:
    for path in ("a/one.csv", "a/b/two.csv", "a/.hidden", ".git/config"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    return HubFolder(tmp_path)


def test_files_and_names_leave_out_what_is_hidden(folder: HubFolder) -> None:
    assert folder.files() == ["a/b/two.csv", "a/one.csv"]
    assert folder.names("a") == ["b", "one.csv"]
    assert folder.folders() == ["a"]
    assert folder.files("nowhere") == folder.names("nowhere") == []


def test_file_is_read_up_to_its_limit(folder: HubFolder) -> None:
    assert folder.read("a/one.csv") == b"a/one.csv"
    assert folder.read("a/one.csv", limit=9) == b"a/one.csv"
    with pytest.raises(TooLargeError, match=r"a/one\.csv has 0 MB; at most 0 MB are read"):
        folder.read("a/one.csv", limit=8)


@pytest.mark.parametrize("path", ["../secret", "a/../../secret", "/etc/passwd", "", "a\0b"])
def test_no_path_leads_out_of_the_folder(folder: HubFolder, path: str) -> None:
    with pytest.raises(NotFoundError, match="is no path inside a hub"):
        folder.read(path or "..")


def test_what_is_not_there_is_said_in_words(folder: HubFolder) -> None:
    with pytest.raises(NotFoundError, match=r"There is no file a/three\.csv in"):
        folder.read("a/three.csv")
    assert not folder.exists("a")
    assert not HubFolder(f"{folder.address}/nowhere").there
    with pytest.raises(NotFoundError, match="is no address that can be opened"):
        HubFolder("carrier-pigeon://hub")


def test_folder_at_another_address_is_read_in_the_same_way() -> None:
    fsspec.filesystem("memory").pipe("/hub-of-a-test/a/one.csv", b"content")
    folder = HubFolder("memory://hub-of-a-test")
    assert folder.there
    assert folder.files() == ["a/one.csv"]
    assert folder.names() == folder.folders() == ["a"]
    assert folder.read("a/one.csv") == b"content"


def test_folder_is_told_to_other_processes_by_its_address(folder: HubFolder) -> None:
    assert pickle.loads(pickle.dumps(folder)).files() == folder.files()


def test_a_store_that_is_away_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    from botocore.exceptions import EndpointConnectionError

    folder = HubFolder("s3://hubs/small", key="key", secret="secret")  # of nothing

    def away(*_args: object, **_more: object) -> None:
        raise EndpointConnectionError(endpoint_url="https://store.example")

    for name in ("isdir", "isfile", "size", "find", "ls", "open"):
        monkeypatch.setattr(folder.fs, name, away)
    asked: list[Callable[[], object]] = [
        lambda: folder.there,
        lambda: folder.exists("a"),
        lambda: folder.size("a"),
        lambda: folder.read("a"),
        folder.files,
        folder.names,
    ]
    for ask in asked:
        with pytest.raises(AnsoError, match="s3://hubs/small cannot be read: Could not connect"):
            ask()
