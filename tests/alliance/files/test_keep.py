"""Documents on disk: whole, found again, gone when nobody names them."""

import os
import time
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from django.db import transaction

from anso.alliance import files
from anso.alliance.files import Checked, check_file, keeping
from anso.config import config
from anso.errors import AnsoError, NotFoundError

OLD = 10_000


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ANSO_HOME", str(tmp_path))
    config.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    config.cache_clear()


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Files that a record of some app names."""
    found: set[str] = set()

    def files_named(digests: Collection[str]) -> set[str]:
        return found & set(digests)

    monkeypatch.setattr(keeping, "offers", lambda function: [(None, files_named)])
    return found


def kept(text: str, *, age: float = OLD) -> Checked:
    checked = check_file("note.txt", text.encode(), kinds=[files.TEXT], largest=99)
    files.keep(checked, text.encode())
    then = time.time() - age
    os.utime(files.place(checked.sha256), (then, then))
    return checked


def test_kept_document_is_found_by_its_hash_and_readable_by_the_site_alone(home: Path) -> None:
    checked = kept("minutes")
    path = home / "documents" / checked.sha256[:2] / checked.sha256
    assert path.read_bytes() == b"minutes"
    assert path.stat().st_mode & 0o777 == 0o600
    with files.open_kept(checked.sha256) as file:
        assert file.read() == b"minutes"


def test_document_that_changed_after_its_check_is_not_kept(home: Path) -> None:
    checked = check_file("note.txt", b"minutes", kinds=[files.TEXT], largest=99)
    with pytest.raises(AnsoError, match="changed while it was being kept"):
        files.keep(checked, b"menaces")
    assert [path for path in (home / "documents").rglob("*") if path.is_file()] == []


def test_missing_document_is_told_in_a_sentence(home: Path) -> None:
    with pytest.raises(NotFoundError, match="its file is missing"):
        files.open_kept("0" * 64)


@pytest.mark.parametrize("digest", ["", "../secrets/django", "A" * 64, "0" * 63])
def test_only_a_hash_leads_to_a_file(digest: str) -> None:
    with pytest.raises(AnsoError, match="no SHA-256"):
        files.place(digest)


@pytest.mark.django_db(transaction=True)
def test_document_is_forgotten_once_nobody_names_it(home: Path, named: set[str]) -> None:
    one, two = kept("one"), kept("two")
    named.add(two.sha256)
    with transaction.atomic():
        files.forget([one.sha256, two.sha256, ""])
        assert files.place(one.sha256).exists()
    assert not files.place(one.sha256).exists()
    assert files.place(two.sha256).exists()


@pytest.mark.django_db
def test_sweep_leaves_what_is_named_or_young(home: Path, named: set[str]) -> None:
    old, young, wanted = kept("old"), kept("young", age=10), kept("wanted")
    named.add(wanted.sha256)
    assert files.sweep() == 1
    there = {path.name for path in (home / "documents").rglob("*") if path.is_file()}
    assert there == {young.sha256, wanted.sha256}
    assert old.sha256 not in there


@pytest.mark.django_db
def test_document_kept_again_is_young_again(home: Path, named: set[str]) -> None:
    checked = kept("again")
    files.keep(checked, b"again")
    assert files.sweep() == 0
    assert files.place(checked.sha256).read_bytes() == b"again"
