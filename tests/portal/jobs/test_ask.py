"""Asking for runs: the same thing once, files kept as long as they are needed, rules obeyed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django_tasks_db.models import DBTaskResult

from anso.alliance.people.models import AuditEvent, User
from anso.errors import InvalidInputError, NotFoundError
from anso.portal import cleanup
from anso.portal.cleanup import uploads_folder
from anso.portal.index.models import ReleaseEntry
from anso.portal.index.queries import release_entry
from anso.portal.jobs.actions import AlreadyOverError, ask, cancel
from anso.portal.jobs.models import Job, JobState
from anso.portal.jobs.queries import followed_job, jobs_of
from anso.portal.jobs.worker import work_off
from anso.product import get_product

pytestmark = pytest.mark.django_db
MakeUser = Callable[..., User]


def asked(user: User | None = None, slug: str = "tests.counts", **given: object) -> Job:
    return ask(get_product(slug), {"issued": "2020-06-08", **given}, requester=user)


def test_same_request_under_way_is_one_job() -> None:
    first, second = asked(rows=5), asked(rows="5")

    assert first == second
    assert DBTaskResult.objects.count() == 1
    assert asked(rows=6) != first


def test_same_request_after_the_end_is_a_new_job() -> None:
    first = asked()
    Job.objects.filter(pk=first.pk).update(state=JobState.DONE)

    assert asked() != first


def test_private_request_is_nobody_elses_job(make_user: MakeUser) -> None:
    one, other = make_user(), make_user()

    assert asked(one, private=True) != asked(other, private=True)
    assert asked(one, private=True) == asked(one, private=True)


def test_private_request_needs_somebody() -> None:
    with pytest.raises(PermissionDenied, match=r"Sign in first\. Only people who are signed in may do this"):
        asked(private=True)
    assert Job.objects.count() == 0


def test_bad_request_leaves_nothing_behind() -> None:
    with pytest.raises(InvalidInputError) as error:
        asked(rows=0)
    assert str(error.value) == "rows: 0 is below 1, the least allowed"
    assert (Job.objects.count(), DBTaskResult.objects.count(), AuditEvent.objects.count()) == (0, 0, 0)


def test_job_is_followed_by_those_who_asked(make_user: MakeUser) -> None:
    asker, second, stranger, staff = make_user(), make_user(), make_user(), make_user("administrator")
    job = asked(asker)
    asked(second)

    for follower in (asker, second, staff):
        assert followed_job(job.pk, follower) == job
    for other in (stranger, AnonymousUser()):
        with pytest.raises(NotFoundError, match="There is no job"):
            followed_job(job.pk, other)
    assert [list(jobs_of(user)) for user in (asker, second, stranger)] == [[job], [job], []]
    assert list(jobs_of(staff)) == []
    assert list(jobs_of(staff, everybodys=True)) == [job]
    assert list(jobs_of(asker, everybodys=True)) == [job]
    assert list(jobs_of(stranger, everybodys=True)) == []


def test_job_asked_without_signing_in_is_followed_by_its_address(make_user: MakeUser) -> None:
    job = asked(None)

    assert followed_job(job.pk, AnonymousUser()) == job
    assert followed_job(job.pk, make_user()) == job


def test_cancelling_leaves_the_job_to_others_who_asked(make_user: MakeUser) -> None:
    one, other = make_user(), make_user()
    job = asked(one)
    asked(other)

    assert cancel(job=job, actor=one).state == JobState.QUEUED
    with pytest.raises(NotFoundError):
        followed_job(job.pk, one)
    assert cancel(job=job, actor=other).state == JobState.CANCELLED
    assert DBTaskResult.objects.count() == 0


def test_cancelling_by_whoever_asked_for_the_same_without_a_name_ends_nobody_elses_job(
    make_user: MakeUser,
) -> None:
    user = make_user()
    job = asked(user)
    assert asked(None) == job

    for stranger in (AnonymousUser(), make_user()):
        assert cancel(job=job, actor=stranger).state == JobState.QUEUED
    assert cancel(job=job, actor=make_user("secretariat")).state == JobState.CANCELLED


def test_cancelling_leaves_the_job_to_the_schedule(make_user: MakeUser) -> None:
    user = make_user()
    job = ask(get_product("tests.counts"), {"issued": "2020-06-08"}, requester=None, scheduled="daily")
    assert asked(user) == job
    assert asked(None) == job

    assert cancel(job=job, actor=user).state == JobState.QUEUED
    assert cancel(job=job, actor=AnonymousUser()).state == JobState.QUEUED


def test_cancelling_is_for_those_who_asked(make_user: MakeUser) -> None:
    job = asked(make_user())

    with pytest.raises(PermissionDenied):
        cancel(job=job, actor=make_user())
    assert cancel(job=job, actor=make_user("secretariat")).state == JobState.CANCELLED


def test_job_that_is_over_cannot_be_cancelled(make_user: MakeUser) -> None:
    user = make_user()
    job = asked(user)
    cancel(job=job, actor=make_user("administrator"))

    with pytest.raises(AlreadyOverError, match="This job is over already"):
        cancel(job=job, actor=user)


def sequences(content: bytes = b">a\nACGT\n", name: str = "my sequences.fasta") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def with_file(user: User | None, file: SimpleUploadedFile | TemporaryUploadedFile, **given: object) -> Job:
    return ask(
        get_product("tests.files"), {"name": "mine", **given}, requester=user, uploads={"sequences": file}
    )


def kept_files() -> list[Path]:
    return [path for path in uploads_folder().rglob("*") if path.is_file()]


def test_file_is_kept_under_a_safe_name_and_called_by_its_own(make_user: MakeUser) -> None:
    job = with_file(make_user(), sequences(name="../../etc/my sequences;.fasta"))

    kept = Path(job.uploads["sequences"]["path"])
    assert kept == uploads_folder() / str(job.pk) / "sequences" / "my_sequences_.fasta"
    assert job.given["sequences"]["name"] == "my sequences;.fasta"
    assert kept.read_bytes() == b">a\nACGT\n"


def test_file_streamed_to_disk_is_moved_not_copied(make_user: MakeUser) -> None:
    file = TemporaryUploadedFile("a.txt", "text/plain", 4, None)
    file.write(b"ACGT")
    file.seek(0)
    streamed = Path(file.temporary_file_path())
    number = streamed.stat().st_ino
    job = with_file(make_user(), file)
    file.close()

    assert Path(job.uploads["sequences"]["path"]).stat().st_ino == number
    assert not streamed.exists()


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (
            sequences(name="a.exe"),
            "sequences: 'a.exe' is not of a type taken here; files may end in .fasta, .txt",
        ),
        (sequences(b""), "sequences: 'my sequences.fasta' is empty"),
        (
            sequences(b"A" * 1_000_001),
            "sequences: 'my sequences.fasta' holds 1.0 MB, above the 1 MB allowed; compress it or give it in parts",
        ),
    ],
)
def test_refused_file_is_not_kept(make_user: MakeUser, file: SimpleUploadedFile, sentence: str) -> None:
    with pytest.raises(InvalidInputError) as error:
        with_file(make_user(), file)
    assert str(error.value) == sentence
    assert kept_files() == []


def test_file_needs_somebody() -> None:
    with pytest.raises(PermissionDenied, match="give files with a request"):
        with_file(None, sequences())
    assert kept_files() == []


def test_path_typed_as_text_is_never_read(make_user: MakeUser) -> None:
    with pytest.raises(InvalidInputError) as error:
        ask(get_product("tests.files"), {"name": "x", "sequences": "/etc/hostname"}, requester=make_user())
    assert str(error.value) == "sequences: is a file; send it as a part of a multipart form, not as text"


def test_file_for_a_field_that_takes_none_is_told(make_user: MakeUser) -> None:
    with pytest.raises(InvalidInputError) as error:
        ask(get_product("tests.counts"), {}, requester=make_user(), uploads={"rows": sequences()})
    assert str(error.value) == "rows: takes no file; files belong to: none of the fields"


def test_upload_left_lying_is_swept_after_a_day(make_user: MakeUser) -> None:
    job = with_file(make_user(), sequences())
    folder = uploads_folder() / str(job.pk)
    now = folder.stat().st_mtime

    assert cleanup.sweep(now + 24 * 3600 - 1) == 0
    assert cleanup.sweep(now + 24 * 3600 + 1) == 1
    assert not folder.exists()


@pytest.mark.django_db(transaction=True)
def test_private_release_of_a_file_is_its_owners_and_the_file_goes(
    make_user: MakeUser, store: object
) -> None:
    user = make_user()
    job = with_file(user, sequences(), private="true")
    work_off()

    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.DONE, "")
    assert kept_files() == []
    assert release_entry(job.release_id, user).owner == user.audit_id
    assert ReleaseEntry.objects.filter(owner="").count() == 0


@pytest.mark.django_db(transaction=True)
def test_job_whose_file_was_swept_says_so(make_user: MakeUser, store: object) -> None:
    job = with_file(make_user(), sequences())
    Path(job.uploads["sequences"]["path"]).unlink()
    work_off()

    job.refresh_from_db()
    assert (job.state, job.defect) == (JobState.FAILED, "")
    assert job.error.startswith("The file 'my sequences.fasta' is gone")
