"""Backup while others write, and restore only what is whole."""

import io
import json
import sqlite3
import stat
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from anso.cli.keeping import restore, take_backup
from anso.cli.keeping.archive import LISTING
from anso.config import Config, config
from anso.errors import AnsoError
from anso.product import store_for
from anso.release import Manifest, ReleaseWriter

Enter = Callable[[str], Config]


def silent(_fraction: float, _message: str) -> None:
    pass


@pytest.fixture
def enter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Enter]:
    """Makes the home of that name the one that settings speak of."""

    def choose(name: str) -> Config:
        monkeypatch.setenv("ANSO_HOME", str(tmp_path / name))
        monkeypatch.delenv("ANSO_DATABASE", raising=False)
        config.cache_clear()
        return config()

    yield choose
    monkeypatch.undo()
    config.cache_clear()


def publish(word: str, *, owner: str | None = None) -> str:
    with ReleaseWriter(store_for(private=owner is not None)) as writer:
        writer.text("said", {"en": word})
        return writer.publish(
            Manifest(
                product="tests.kept", title={"en": "Kept"}, corridor="alliance", issued=date(2020, 6, 8),
                request={}, code="tests", owner=owner,
            )
        ).id  # fmt: skip


def fill(settings: Config) -> list[str]:
    """A small installation: records, secrets, an upload, a schedule, releases."""
    settings.home.mkdir(parents=True)
    with closing(sqlite3.connect(settings.home / "records.sqlite3")) as records:
        records.execute("PRAGMA journal_mode=WAL")
        # Two tables that every transaction changes together: a torn copy would disagree with itself.
        records.execute("CREATE TABLE debit (number INTEGER PRIMARY KEY)")
        records.execute("CREATE TABLE credit (number INTEGER PRIMARY KEY)")
    for name, content in {
        "secrets/django": "s3cret",
        "uploads/a/b.fasta": ">a",
        "schedule.toml": "[[run]]",
    }.items():
        (settings.home / name).parent.mkdir(parents=True, exist_ok=True)
        (settings.home / name).write_text(content)
    return [publish("one"), publish("two"), publish("mine", owner="somebody")]


@contextmanager
def writing(settings: Config) -> Iterator[Callable[[], int]]:
    """Somebody who writes without a pause; gives how many transactions are done."""
    stop, done = threading.Event(), [0]

    def write() -> None:
        with closing(sqlite3.connect(settings.home / "records.sqlite3", timeout=30)) as records:
            while not stop.is_set():
                with records:
                    records.execute("INSERT INTO debit DEFAULT VALUES")
                    records.execute("INSERT INTO credit DEFAULT VALUES")
                done[0] += 1

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield lambda: done[0]
    finally:
        stop.set()
        thread.join()


def counts(home: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(home / "records.sqlite3")) as records:
        (debit,) = records.execute("SELECT count(*) FROM debit").fetchone()
        (credit,) = records.execute("SELECT count(*) FROM credit").fetchone()
    return debit, credit


def test_backup_taken_while_others_write_comes_back_whole(tmp_path: Path, enter: Enter) -> None:
    first = enter("first")
    ids = fill(first)
    archive = tmp_path / "kept.tar"
    with writing(first) as done:
        while done() < 50:
            pass
        before = done()
        listing, altered = take_backup(first, archive, with_releases=False, progress=silent)
        after = done()
        late = publish("published after the backup")
    assert altered == []
    assert (listing.releases, listing.private_releases) == (sorted(ids[:2]), ids[2:])
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600

    second = enter("second")
    restore(second, archive, replace=False, progress=silent)
    debit, credit = counts(second.home)
    assert debit == credit
    assert before <= debit <= after + 1
    assert sorted(store_for(private=False).ids()) == sorted(ids[:2])
    assert late not in store_for(private=False).ids()
    for private, kept in ((False, ids[:2]), (True, ids[2:])):
        assert [store_for(private=private).open(one).verify() for one in kept] == [[]] * len(kept)
    assert (second.home / "secrets" / "django").read_text() == "s3cret"
    assert stat.S_IMODE((second.home / "secrets" / "django").stat().st_mode) == 0o600
    assert (second.home / "uploads" / "a" / "b.fasta").read_text() == ">a"
    assert (second.home / "schedule.toml").read_text() == "[[run]]"


def test_restore_refuses_a_home_in_use_unless_told_to_replace(tmp_path: Path, enter: Enter) -> None:
    first = enter("first")
    ids = fill(first)
    archive = tmp_path / "kept.tar.gz"
    take_backup(first, archive, with_releases=False, progress=silent)
    other = publish("not in the backup")
    (first.home / "secrets" / "django").write_text("changed since")
    (first.home / "secrets" / "newer").write_text("made since")
    with pytest.raises(
        AnsoError, match=r"is in use: it holds private-releases, records\.sqlite3, releases, schedule\.toml"
    ):
        restore(first, archive, replace=False, progress=silent)
    assert (first.home / "secrets" / "django").read_text() == "changed since"

    restore(first, archive, replace=True, progress=silent)
    assert (first.home / "secrets" / "django").read_text() == "s3cret"
    assert not (first.home / "secrets" / "newer").exists()
    assert sorted(store_for(private=False).ids()) == sorted(ids[:2])
    assert not store_for(private=False).exists(other)


def altered_copy(archive: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """A copy of a backup whose files went through `change`; None leaves a file out."""
    with tarfile.open(archive) as source, tarfile.open(target, "w") as copy:
        for member in source:
            file = source.extractfile(member)
            assert file is not None
            content = change(member.name, file.read())
            if content is not None:
                info = tarfile.TarInfo(member.name)
                info.size = len(content)
                copy.addfile(info, io.BytesIO(content))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda name, content: b"other" if name == "secrets/django" else content, "secrets/django is not as"),
        (lambda name, content: None if name.endswith("said.md") else content, "said.md is not as"),
        (lambda name, content: None if name == LISTING else content, "ends before its list of files"),
        (
            lambda name, content: content.replace(b'"format": 1', b'"format": 2') if name == LISTING else content,
            "was made by a newer version",
        ),
    ],
)  # fmt: skip
def test_restore_touches_nothing_when_the_backup_is_not_whole(
    tmp_path: Path, enter: Enter, change: Callable[[str, bytes], bytes | None], sentence: str
) -> None:
    first = enter("first")
    fill(first)
    archive, damaged = tmp_path / "kept.tar", tmp_path / "damaged.tar"
    take_backup(first, archive, with_releases=False, progress=silent)
    altered_copy(archive, damaged, change)
    second = enter("second")
    with pytest.raises(AnsoError, match=sentence):
        restore(second, damaged, replace=False, progress=silent)
    assert [path.name for path in second.home.iterdir()] == ["state"]


def test_restore_refuses_a_torn_file(tmp_path: Path, enter: Enter) -> None:
    first = enter("first")
    fill(first)
    archive = tmp_path / "kept.tar"
    take_backup(first, archive, with_releases=False, progress=silent)
    content = archive.read_bytes()
    second = enter("second")
    for length in (0, 700, len(content) // 2, len(content) - 11_000):
        archive.write_bytes(content[:length])
        with pytest.raises(AnsoError, match=r"kept\.tar"):
            restore(second, archive, replace=False, progress=silent)
    assert [path.name for path in second.home.iterdir()] == ["state"]


@pytest.mark.parametrize("name", ["../outside", "/etc/outside"])
def test_restore_never_writes_outside_its_home(tmp_path: Path, enter: Enter, name: str) -> None:
    hostile = tmp_path / "hostile.tar"
    with tarfile.open(hostile, "w") as tar:
        info = tarfile.TarInfo(name)
        tar.addfile(info, io.BytesIO(b""))
    with pytest.raises(AnsoError, match="is no backup of ours"):
        restore(enter("second"), hostile, replace=False, progress=silent)


def test_backup_says_which_release_was_altered(tmp_path: Path, enter: Enter) -> None:
    settings = enter("first")
    release_id = fill(settings)[0]
    (settings.home / "releases" / release_id / "texts" / "said.md").write_text("falsified")
    _listing, altered = take_backup(settings, tmp_path / "kept.tar", with_releases=False, progress=silent)
    assert altered == [f"{release_id}: texts/said.md is not as it was published"]


def test_backup_leaves_an_object_store_out_unless_asked(
    tmp_path: Path, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = enter("first")
    fill(settings)
    monkeypatch.setenv("ANSO_RELEASES", "memory://kept-by-tests")
    config.cache_clear()
    release_id = publish("far away")
    without, _ = take_backup(config(), tmp_path / "without.tar", with_releases=False, progress=silent)
    assert (without.left_out, without.releases) == (["memory://kept-by-tests"], [])
    within, _ = take_backup(config(), tmp_path / "within.tar", with_releases=True, progress=silent)
    assert (within.left_out, within.releases) == ([], [release_id])

    store_for(private=False).delete(release_id)
    restore(enter("second"), tmp_path / "within.tar", replace=False, progress=silent)
    assert store_for(private=False).open(release_id).verify() == []


def test_backup_does_not_overwrite(tmp_path: Path, enter: Enter) -> None:
    settings = enter("first")
    fill(settings)
    (tmp_path / "kept.tar").write_text("precious")
    with pytest.raises(AnsoError, match="is there already"):
        take_backup(settings, tmp_path / "kept.tar", with_releases=False, progress=silent)
    assert (tmp_path / "kept.tar").read_text() == "precious"


def test_interrupted_backup_leaves_no_file(
    tmp_path: Path, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = enter("first")
    fill(settings)

    def fail(_fraction: float, message: str) -> None:
        if message != "Records":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_backup(settings, tmp_path / "kept.tar", with_releases=False, progress=fail)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first"]
    assert not [path for path in settings.home.iterdir() if path.name.startswith(".backup-")]


def test_listing_names_every_file_with_its_hash(tmp_path: Path, enter: Enter) -> None:
    settings = enter("first")
    fill(settings)
    take_backup(settings, tmp_path / "kept.tar", with_releases=False, progress=silent)
    with tarfile.open(tmp_path / "kept.tar") as tar:
        names = tar.getnames()
        file = tar.extractfile(LISTING)
        assert file is not None
        listing = json.loads(file.read())
    assert names[-1] == LISTING
    assert sorted(listing["files"]) == sorted(names[:-1])
