"""What a release holds is what was written, and its id proves it."""

import errno
import hashlib
import json
import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from tests.release.helpers import FACT, manifest, write_small

from anso.errors import AnsoError, NotFoundError, Problem
from anso.release import DamagedReleaseError, Release, ReleaseWriter, Store, UnwritableStoreError


@pytest.fixture(params=["local", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return Store(str(tmp_path / "releases") if request.param == "local" else f"memory://{tmp_path.name}")


def test_release_gives_back_what_was_written(store: Store) -> None:
    release = store.open(write_small(store).id)

    assert release.table("counts").to_pydict() == {"country": ["PK", "KZ", "TH"], "cases": [0, 1, 2]}
    assert release.table("counts", ["cases"], [("country", "==", "TH")]).to_pydict() == {"cases": [2]}
    assert release.chart("map") == {"mark": "bar"}
    assert release.text("summary", "fr") == "# En croissance"
    assert release.text("summary", "ru") == "# Growing"
    assert release.read("files/notes.txt") == b"notes"
    assert release.facts() == [FACT]
    assert [(output.kind, output.name) for output in release.manifest.outputs] == [
        ("table", "counts"),
        ("chart", "map"),
        ("text", "summary"),
        ("file", "notes.txt"),
        ("facts", "facts"),
    ]


def test_release_keeps_a_labelled_grid(store: Store) -> None:
    rain = xr.Dataset(
        {"rain": (("lat", "lon"), np.arange(6.0).reshape(2, 3), {"units": "mm"})},
        coords={"lat": [10.0, 20.0], "lon": [70.0, 80.0, 90.0]},
    )
    with ReleaseWriter(store) as writer:
        writer.grid("rain", rain)
        release = writer.publish(manifest())

    assert release.grid("rain").load().identical(rain)
    assert release.verify() == []


def test_release_id_ends_in_the_hash_of_its_manifest(store: Store) -> None:
    release = write_small(store)

    assert (
        release.id
        == f"tests.small/2020-06-08-{hashlib.sha256(release.read('manifest.json')).hexdigest()[:10]}"
    )


def test_same_content_gives_the_same_id_and_bytes(tmp_path: Path) -> None:
    one, other = write_small(Store(str(tmp_path / "a"))), write_small(Store(str(tmp_path / "b")))

    assert one.id == other.id
    assert one.manifest == other.manifest
    assert all(one.read(path) == other.read(path) for path in one.manifest.files)


def test_publishing_the_same_release_again_leaves_one(store: Store) -> None:
    write_small(store)
    write_small(store)

    assert len(list(store.ids("tests.small"))) == 1
    assert store.open(next(store.ids())).verify() == []


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (
            lambda folder: (folder / "files/notes.txt").write_bytes(b"notEs"),
            Problem("files/notes.txt", "was altered"),
        ),
        (lambda folder: (folder / "texts/summary.md").unlink(), Problem("texts/summary.md", "is missing")),
        (
            lambda folder: (folder / "files/more.txt").write_bytes(b"x"),
            Problem("files/more.txt", "was added after publication"),
        ),
        (
            lambda folder: (folder / "manifest.json").write_text(
                (folder / "manifest.json").read_text().replace('"PK"', '"KZ"').replace("A small", "A great")
            ),
            Problem("manifest.json", "was altered"),
        ),
    ],
    ids=["altered", "removed", "added", "manifest"],
)
def test_verify_names_the_file_that_does_not_agree(tmp_path: Path, damage: object, problem: Problem) -> None:
    store = Store(str(tmp_path))
    release_id = write_small(store).id
    damage(tmp_path / release_id)  # type: ignore[operator]

    found = store.open(release_id).verify()

    assert [(entry.where, entry.message.startswith(problem.message)) for entry in found] == [
        (problem.where, True)
    ]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"null", b"\xff\xfe", b"[" * 100_000, b'{"format": 2}', b'{"format": 1, "title": {}}'],
    ids=["empty", "cut", "null", "no text", "deep", "of the future", "lacking"],
)
def test_damaged_manifest_is_named_whatever_it_holds(store: Store, content: bytes) -> None:
    release = write_small(store)
    store.fs.pipe_file(release.address("manifest.json"), content)

    with pytest.raises(DamagedReleaseError, match=rf"^Release {release.id}: manifest\.json is damaged"):
        store.open(release.id)


@pytest.mark.parametrize("path", ["../../secrets/key", "/etc/passwd", "files/../../x", "", "files//x", "./x"])
def test_manifest_that_points_out_of_its_folder_is_damaged(tmp_path: Path, path: str) -> None:
    store = Store(str(tmp_path))
    release = write_small(store)
    described = tmp_path / release.id / "manifest.json"
    described.write_text(described.read_text().replace("files/notes.txt", path))

    with pytest.raises(DamagedReleaseError, match=r"manifest\.json is damaged"):
        store.open(release.id)


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\0", b"[", b"null"])
@pytest.mark.parametrize(
    ("path", "read"),
    [
        ("tables/counts.parquet", lambda release: release.table("counts")),
        ("charts/map.vl.json", lambda release: release.chart("map")),
        ("facts.json", lambda release: release.facts()),
    ],
    ids=["table", "chart", "facts"],
)
def test_damaged_file_is_named_by_whoever_reads_it(
    store: Store, path: str, read: Callable[[Release], object], content: bytes | None
) -> None:
    release = write_small(store)
    if content is None:
        store.fs.rm_file(release.address(path))
    else:
        store.fs.pipe_file(release.address(path), content)

    with pytest.raises(DamagedReleaseError, match=rf"^Release {release.id}: {path} is damaged or missing"):
        read(release)


def test_reader_s_own_mistake_is_not_blamed_on_the_release(store: Store) -> None:
    release = write_small(store)

    with pytest.raises(pa.ArrowInvalid, match="No match for FieldRef"):
        release.table("counts", where=[("deaths", ">", 0)])


def test_damage_is_told_across_processes() -> None:
    told = pickle.loads(pickle.dumps(DamagedReleaseError("tests.small/2020-06-08-0123456789", "facts.json")))

    assert str(told) == str(DamagedReleaseError("tests.small/2020-06-08-0123456789", "facts.json"))


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"{")], ids=["lost", "cut"])
def test_publishing_again_mends_a_release_without_its_manifest(
    tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    store = Store(str(tmp_path))
    release_id = write_small(store).id
    damage(tmp_path / release_id / "manifest.json")

    assert write_small(store).id == release_id
    assert store.open(release_id).verify() == []
    assert list((tmp_path / ".staging").iterdir()) == []


def test_release_deleted_twice_is_unknown_the_second_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(str(tmp_path))
    release = write_small(store)
    # Somebody else deletes it between the look and the act.
    monkeypatch.setattr(Store, "open", lambda *_: shutil.rmtree(tmp_path / release.id) or release)

    with pytest.raises(NotFoundError, match=f"There is no release {release.id}"):
        store.delete(release.id)


def test_writer_leaves_nothing_when_the_run_fails(tmp_path: Path) -> None:
    store = Store(str(tmp_path))

    def diverge() -> None:
        with ReleaseWriter(store) as writer:
            writer.file("notes.txt", b"half of it")
            raise RuntimeError("the model diverged")

    with pytest.raises(RuntimeError, match="the model diverged"):
        diverge()

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc to tell what was synced")
def test_every_byte_is_on_the_disk_before_the_release_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A release that a reader sees must outlive the loss of power: files and folders first, its name last."""
    acts: list[str] = []
    sync, rename = os.fsync, Path.rename
    monkeypatch.setattr(
        os, "fsync", lambda file: (acts.append(str(os.path.realpath(f"/proc/self/fd/{file}"))), sync(file))
    )
    monkeypatch.setattr(Path, "rename", lambda path, to: (acts.append("rename"), rename(path, to))[1])

    release = write_small(Store(str(tmp_path)))

    at = acts.index("rename")
    synced = {"/".join(path.split("/.staging/")[1].split("/")[1:]) for path in acts[:at]}
    assert synced >= {*release.manifest.files, "manifest.json", "", "tables", "charts", "texts", "files"}
    assert acts[at + 1 :] == [str(tmp_path / "tests.small")]


def test_writer_says_where_the_disk_is_full(tmp_path: Path) -> None:
    def fill() -> None:
        with ReleaseWriter(Store(str(tmp_path))):
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(UnwritableStoreError, match=rf"in {tmp_path}: No space left on device\. Make room"):
        fill()
    assert list((tmp_path / ".staging").iterdir()) == []


def test_writer_says_where_no_folder_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "occupied").write_bytes(b"")

    with pytest.raises(UnwritableStoreError, match=rf"in {tmp_path}/occupied/releases: Not a directory"):
        ReleaseWriter(Store(str(tmp_path / "occupied/releases")))


def test_writer_refuses_a_second_output_of_the_same_name(tmp_path: Path) -> None:
    with ReleaseWriter(Store(str(tmp_path))) as writer:
        writer.file("notes.txt", b"1")
        with pytest.raises(AnsoError, match=r"file 'notes\.txt' was already written"):
            writer.file("notes.txt", b"2")


@pytest.mark.parametrize("name", ["../escape", "a/b", "", ".hidden", "Upper", "x" * 3 + "\0"])
def test_writer_refuses_names_that_could_leave_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(AnsoError), ReleaseWriter(Store(str(tmp_path))) as writer:
        writer.file(name, b"x")


def test_writer_names_the_column_that_is_described_but_not_there(tmp_path: Path) -> None:
    with (
        pytest.raises(AnsoError, match="table 'counts': no column death; there are cases, country"),
        ReleaseWriter(Store(str(tmp_path))) as writer,
    ):
        writer.table(
            "counts", pa.table({"cases": [1], "country": ["PK"]}), columns={"death": {"en": "Deaths"}}
        )


def test_delete_makes_a_release_unknown(store: Store) -> None:
    release_id = write_small(store).id
    store.delete(release_id)

    assert list(store.ids()) == []
    with pytest.raises(NotFoundError, match="There is no release"):
        store.open(release_id)


@pytest.mark.parametrize(
    "release_id", ["", "..", "../../etc/passwd", "tests.small/../../x", "tests.small/2020-06-08-zz"]
)
def test_open_refuses_what_is_no_release_id(store: Store, release_id: str) -> None:
    with pytest.raises(NotFoundError, match="is no release id"):
        store.open(release_id)


def test_open_says_which_outputs_there_are(store: Store) -> None:
    with pytest.raises(NotFoundError, match=r"has no table 'deaths'; it has: counts"):
        write_small(store).table("deaths")


@given(
    finding=st.text(),
    request=st.dictionaries(
        st.text(), st.none() | st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False)
    ),
)
def test_manifest_survives_its_own_bytes(finding: str, request: dict[str, object]) -> None:
    before = manifest(finding={"en": finding}, request=request)
    after = type(before).model_validate_json(before.to_bytes())

    assert after == before
    assert after.to_bytes() == before.to_bytes()
    assert json.loads(before.to_bytes())["format"] == 1
