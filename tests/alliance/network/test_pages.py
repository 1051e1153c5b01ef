"""The network's pages as people use them: applying, deciding, merging, bringing a table in."""

import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.alliance.conftest import MakeUser

from anso.alliance.network.models import Institution, Membership, Merge
from anso.alliance.people.models import User

APPLICATION = {
    "name": "Institute of Currents",
    "kind": "institute",
    "country": "LK",
    "ror_id": "https://ror.org/05a28rw58",
    "evidence": "We measure currents",
}


def browser(user: User) -> Client:
    """Somebody made up, who is let in without a second factor."""
    User.objects.filter(pk=user.pk).update(is_synthetic=True)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def secretariat(make_user: MakeUser) -> Client:
    return browser(make_user("secretariat"))


@pytest.mark.django_db
def test_application_from_the_form_to_the_assembly(make_user: MakeUser, secretariat: Client) -> None:
    applicant, stranger = browser(make_user()), browser(make_user())
    sent = applicant.post("/network/apply/", APPLICATION)
    held = Membership.objects.get()
    assert sent.headers["Location"] == f"/network/applications/{held.pk}/"
    assert (held.institution.ror_id, held.institution.is_listed) == ("05a28rw58", False)
    assert "We measure currents" in applicant.get(sent.headers["Location"]).content.decode()
    assert stranger.get(sent.headers["Location"]).status_code == 404
    assert "Institute of Currents" in secretariat.get("/network/applications/").content.decode()
    for step, on in (("screened", "2020-06-01"), ("endorsed", "2020-11-09"), ("approved", "2021-05-20")):
        Membership.objects.filter(pk=held.pk).update(evidence_date=date(2020, 1, 1))
        held.steps.filter(step="applied").update(on=date(2020, 1, 1))
        answer = secretariat.post(
            f"/network/applications/{held.pk}/step/", {"step": step, "on": on, "evidence": f"It was {step}"}
        )
        assert answer.status_code == 302, answer.content.decode()
    page = Client().get(held.institution.get_absolute_url()).content.decode()
    assert "Approved by the assembly" in page
    assert re.findall(r"It was \w+", page) == ["It was screened", "It was endorsed", "It was approved"]


@pytest.mark.django_db
def test_what_was_typed_stays_and_the_problem_stands_beside_its_field(make_user: MakeUser) -> None:
    page = browser(make_user()).post("/network/apply/", APPLICATION | {"ror_id": "05a28rw59"})
    text = page.content.decode()
    assert page.status_code == 422
    assert "its check digits do not fit" in text
    assert "We measure currents" in text
    assert Institution.objects.count() == 0


@pytest.mark.django_db
def test_application_for_an_institution_on_record_makes_no_second_record(make_user: MakeUser) -> None:
    Institution.objects.create(
        code="currents", name="Institute of Currents", country="LK", ror_id="05a28rw58"
    )
    browser(make_user()).post("/network/apply/", APPLICATION | {"name": "Currents Institute"})
    assert Institution.objects.count() == 1
    assert Membership.objects.get().institution.code == "currents"


@pytest.mark.django_db
def test_duplicates_are_compared_merged_and_taken_apart_again(secretariat: Client) -> None:
    for code in ("cas", "cas-2"):
        Institution.objects.create(code=code, name="Chinese Academy of Sciences", country="CN", city=code)
    page = secretariat.get("/network/institutions/duplicates/").content.decode()
    assert "one=cas&amp;other=cas-2" in page
    compared = secretariat.get(
        "/network/institutions/duplicates/compare/?one=cas&other=cas-2"
    ).content.decode()
    assert compared.count('class="differs"') == 4  # code and city, on either side
    merged = secretariat.post(
        "/network/institutions/duplicates/compare/", {"one": "cas", "other": "cas-2", "keep": "cas-2"}
    )
    assert merged.headers["Location"] == "/network/institutions/cas-2/"
    assert Client().get("/network/institutions/cas/").headers["Location"] == "/network/institutions/cas-2/"
    secretariat.post(f"/network/institutions/merges/{Merge.objects.get().pk}/undo/")
    assert set(Institution.objects.values_list("code", "city")) == {("cas", "cas"), ("cas-2", "cas-2")}


@pytest.mark.django_db
def test_table_is_shown_then_written_as_it_was_shown(secretariat: Client) -> None:
    Institution.objects.create(code="tides", name="Institute of Tides", country="LK")
    table = b"name,country,city\nInstitute of Tides,LK,Galle\nInstitute of Currents,LK,\nX,Atlantis,\n"
    upload = SimpleUploadedFile("members.csv", table, content_type="text/csv")
    page = secretariat.post("/network/institutions/import/", {"file": upload})
    text = page.content.decode()
    assert page.status_code == 200
    for told in (
        "Atlantis is no country known here",
        "<ins>Galle</ins>",
        "3 rows were read; nothing is written yet.",
    ):
        assert text.count(told) == 1, told
    assert Institution.objects.get().city == ""
    shown = re.search(r'name="shown" value="(\w+)"', text)
    assert shown is not None
    answer = secretariat.post("/network/institutions/import/", {"shown": shown[1]})
    assert answer.headers["Location"] == "/network/institutions/"
    assert set(Institution.objects.values_list("name", "city")) == {
        ("Institute of Tides", "Galle"),
        ("Institute of Currents", ""),
    }
    again = secretariat.post("/network/institutions/import/", {"shown": shown[1]})
    assert again.status_code == 404


@pytest.mark.django_db
def test_preview_and_import_by_the_api_are_the_same(secretariat: Client) -> None:
    def table() -> io.BytesIO:
        file = io.BytesIO(b"name,country\nInstitute of Tides,LK\n")
        file.name = "members.csv"
        return file

    headers = {"X-CSRFToken": "x" * 32}
    secretariat.cookies["anso_csrf"] = "x" * 32
    told = secretariat.post("/api/v1/tables/institutions/preview", {"file": table()}, headers=headers).json()
    assert [(row["row"], row["fate"], row["name"]) for row in told["rows"]] == [
        (2, "new", "Institute of Tides")
    ]
    done = secretariat.post(
        "/api/v1/tables/institutions/import", {"shown": told["shown"], "file": table()}, headers=headers
    ).json()
    assert done == {"new": 1, "changed": 0, "unchanged": 0, "refused": 0, "doubtful": 0}


@pytest.mark.django_db
def test_directory_as_a_file_holds_what_the_page_lists(client: Client) -> None:
    Institution.objects.create(code="tides", name="=Tides", country="LK")
    Institution.objects.create(code="cas", name="Academy", country="CN")
    Institution.objects.create(code="hidden", name="Hidden", country="LK", is_listed=False)
    text = client.get("/network/institutions.csv?country=LK").content.decode("utf-8-sig")
    assert [line.split(",")[:2] for line in text.splitlines()[1:]] == [["tides", "'=Tides"]]
    assert client.get("/network/institutions.xlsx").content.startswith(b"PK")
    assert client.get("/api/v1/institutions?country=lk").json()["total"] == 1
