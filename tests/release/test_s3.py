"""Releases on an S3 server: moto's standalone server, spoken to over HTTP as any other."""

from collections.abc import Iterator

import pytest
import s3fs
from tests.release.helpers import manifest, write_small

from anso.config import config
from anso.errors import NotFoundError
from anso.release import ReleaseWriter, Store


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def store(endpoint: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Store]:
    for name, value in {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "ANSO_S3_ENDPOINT": endpoint,
    }.items():
        monkeypatch.setenv(name, value)
    config.cache_clear()
    bucket = request.node.name.replace("_", "-").replace("[", "-").replace("]", "")[:60]
    store = Store(f"s3://{bucket}/releases")
    store.fs.mkdir(bucket)
    yield store
    config.cache_clear()


def test_s3_release_gives_back_what_was_written(store: Store) -> None:
    release = store.open(write_small(store).id)

    assert release.table("counts", where=[("cases", ">", 0)]).to_pydict() == {
        "country": ["KZ", "TH"],
        "cases": [1, 2],
    }
    assert release.text("summary", "fr") == "# En croissance"
    assert list(store.ids()) == [release.id]
    assert release.verify() == []


def test_s3_upload_without_its_manifest_is_no_release(store: Store) -> None:
    """What a process killed in the middle of its uploads leaves behind."""
    with ReleaseWriter(store) as writer:
        writer.file("notes.txt", b"notes")
        complete = manifest(outputs=writer.outputs, files=writer.files)
        store.fs.put_file(
            str(writer.folder / "files/notes.txt"), f"{store.root}/{complete.id}/files/notes.txt"
        )

    assert list(store.ids()) == []
    with pytest.raises(NotFoundError):
        store.open(complete.id)

    with ReleaseWriter(store) as writer:
        writer.file("notes.txt", b"notes")
        assert writer.publish(manifest()).id == complete.id
    assert list(store.ids()) == [complete.id]


def test_s3_verify_finds_an_altered_object(store: Store) -> None:
    release = write_small(store)
    store.fs.pipe_file(release.address("files/notes.txt"), b"notEs")

    assert [problem.where for problem in release.verify()] == ["files/notes.txt"]


def test_s3_store_sees_what_others_publish_and_delete_at_once(store: Store, endpoint: str) -> None:
    release = write_small(store)
    elsewhere = s3fs.S3FileSystem(
        endpoint_url=endpoint, use_listings_cache=False, skip_instance_cache=True, anon=False
    )
    kept = elsewhere.cat_file(release.address("manifest.json"))
    elsewhere.rm_file(release.address("manifest.json"))
    assert not store.exists(release.id)
    assert store.fs.ls(f"{store.root}/{release.id}") != []

    elsewhere.pipe_file(release.address("manifest.json"), kept)
    assert list(store.ids()) == [release.id]
    elsewhere.rm_file(release.address("manifest.json"))
    assert list(store.ids()) == []


def test_s3_delete_removes_every_object(store: Store) -> None:
    release = write_small(store)
    store.delete(release.id)

    assert store.fs.find(f"{store.root}/tests.small") == []
