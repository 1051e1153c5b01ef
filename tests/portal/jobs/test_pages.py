"""Pages of jobs: who sees them, what they show while a run goes on and after."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from anso.portal.jobs.actions import ask
from anso.portal.jobs.models import Job, JobState
from anso.product import get_product

pytestmark = pytest.mark.django_db


def job_of(user: object = None, **changes: object) -> Job:
    job = ask(get_product("tests.counts"), {"issued": "2020-06-08"}, requester=user)  # type: ignore[arg-type]
    Job.objects.filter(pk=job.pk).update(**changes)
    job.refresh_from_db()
    return job


def test_running_job_shows_how_far_it_has_come_and_asks_again(client: Client) -> None:
    job = job_of(state=JobState.RUNNING, progress=0.42, message="Counting", log="begun\n")
    content = client.get(job.get_absolute_url()).content.decode()

    assert '<progress id="job-progress" max="100" value="42">' in content
    assert "Counting" in content
    assert 'hx-trigger="every 1s"' in content
    fragment = client.get(job.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    assert fragment.lstrip().startswith('<section id="job"')
    assert "<html" not in fragment


def test_job_says_what_was_asked_in_the_words_of_the_form(client: Client) -> None:
    given = {"issued": "2020-06-08", "country": "PK", "rows": 7}
    job = ask(get_product("tests.counts"), given, requester=None)
    content = client.get(job.get_absolute_url()).content.decode()

    for label, value in (("Country", "Pakistan"), ("Rows", "7"), ("Private", "No")):
        assert f"<dt>{label}</dt><dd>{value}</dd>" in content


def test_finished_job_leads_to_its_release_and_asks_no_more(client: Client) -> None:
    job = job_of(state=JobState.DONE, release_id="tests.counts/2020-06-08-0123456789")
    response = client.get(job.get_absolute_url(), headers={"HX-Request": "true"})

    address = "/releases/tests.counts/2020-06-08-0123456789/"
    assert response.headers["HX-Redirect"] == address
    assert f'href="{address}"' in response.content.decode()
    assert "hx-trigger" not in response.content.decode()


def test_defect_is_shown_to_staff_alone(client: Client, client_for: Callable[[str], Client]) -> None:
    job = job_of(state=JobState.FAILED, error="This is a defect of ours", defect="Traceback: secret")

    assert "This is a defect of ours" in client.get(job.get_absolute_url()).content.decode()
    assert "Traceback: secret" not in client.get(job.get_absolute_url()).content.decode()
    assert "Traceback: secret" in client_for("administrator").get(job.get_absolute_url()).content.decode()


def test_job_of_somebody_does_not_exist_for_others(
    client: Client, client_for: Callable[[str], Client]
) -> None:
    mine, other = client_for("member"), client_for("member")
    job = job_of(mine.user)  # type: ignore[attr-defined]

    assert mine.get(job.get_absolute_url()).status_code == 200
    for stranger in (client, other):
        assert stranger.get(job.get_absolute_url()).status_code == 404
        assert stranger.post(f"{job.get_absolute_url()}cancel/").status_code == 404
    job.refresh_from_db()
    assert job.state == JobState.QUEUED


def test_cancelling_leads_back_to_the_job(client: Client) -> None:
    job = job_of()
    response = client.post(f"{job.get_absolute_url()}cancel/", follow=True)

    assert response.redirect_chain == [(job.get_absolute_url(), 302)]
    assert "nothing was published" in unescape(response.content.decode())
    assert client.post(f"{job.get_absolute_url()}cancel/").status_code == 302
    assert client.get(f"{job.get_absolute_url()}cancel/").status_code == 405


def test_cancelling_a_job_that_goes_on_for_others_leads_to_ones_own_jobs(
    client_for: Callable[[str], Client],
) -> None:
    mine, other = client_for("member"), client_for("member")
    job = job_of(mine.user)  # type: ignore[attr-defined]
    assert job_of(other.user) == job  # type: ignore[attr-defined]

    response = mine.post(f"{job.get_absolute_url()}cancel/", follow=True)
    assert response.redirect_chain == [("/jobs/", 302)]
    assert response.status_code == 200


def test_list_holds_ones_own_jobs(client: Client, client_for: Callable[[str], Client]) -> None:
    mine, staff = client_for("member"), client_for("secretariat")
    job = job_of(mine.user)  # type: ignore[attr-defined]

    assert job.get_absolute_url() in mine.get("/jobs/").content.decode()
    assert job.get_absolute_url() not in client.get("/jobs/?all").content.decode()
    assert job.get_absolute_url() not in staff.get("/jobs/").content.decode()
    assert job.get_absolute_url() in staff.get("/jobs/?all").content.decode()


def test_list_is_few_queries(
    client_for: Callable[[str], Client], django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = client_for("secretariat")
    for rows in range(1, 6):
        ask(get_product("tests.counts"), {"issued": "2020-06-08", "rows": rows}, requester=client.user)  # type: ignore[attr-defined]

    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        client.get("/jobs/?all")


def test_pages_of_jobs_are_never_kept(client: Client) -> None:
    assert "no-store" in client.get(job_of().get_absolute_url()).headers["Cache-Control"]
