"""The form made from a Request model: its fields, what it says of a bad value, what it keeps."""

from collections.abc import Callable, Mapping
from datetime import date
from html import unescape
from typing import Annotated, Literal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from pydantic import Field

from anso.portal.jobs import allowance
from anso.portal.jobs.models import Job
from anso.portal.requests.form import FormField, form_fields, grouped
from anso.product import (
    CountryCode,
    MayBePrivate,
    PlaceCode,
    Product,
    RegionCode,
    Run,
    Upload,
    UploadRule,
    get_product,
)

ADDRESS = "/products/tests.counts/request/"
FILES = "/products/tests.files/request/"


class EverythingRequest(MayBePrivate):
    """One field of every kind."""

    issued: date = Field(description="Day")
    kind: Literal["fast", "slow"] = Field("fast", description="Pace")
    country: CountryCode | None = Field(None, description="Country", json_schema_extra={"group": "Where"})
    region: RegionCode = Field("south-asia", description="Region", json_schema_extra={"group": "Where"})
    place: PlaceCode = Field("PK", description="Place", json_schema_extra={"group": "Where"})
    countries: tuple[CountryCode, ...] = Field(("PK", "FR"), description="Countries")
    words: tuple[str, ...] = Field((), description="Words")
    members: int = Field(10, ge=1, le=50, title="Ensemble members", description="How many")
    share: float = Field(0.5, ge=0, le=1, description="Share")
    name: str = Field("", max_length=20, description="Name")
    notes: str = Field("", max_length=2000, description="Notes")
    abstract: str = Field("", description="Abstract", json_schema_extra={"widget": "textarea"})
    data: Annotated[Upload, UploadRule((".csv",), megabytes=5)] | None = Field(None, description="Data")
    steps: int = Field(7, description="Steps", json_schema_extra={"when": {"kind": ["slow"]}})


def run_everything(request: EverythingRequest, run: Run) -> None: ...


EVERYTHING = Product(
    "tests.everything",
    {"en": "Everything"},
    {"en": "Everything"},
    "health",
    EverythingRequest,
    run_everything,
    "tests",
)


def fields(typed: Mapping[str, object] | None = None) -> dict[str, FormField]:
    return {field.name: field for field in form_fields(EVERYTHING, typed)}


def test_each_type_has_its_widget() -> None:
    assert {name: field.widget for name, field in fields().items()} == {
        "private": "checkbox",
        "issued": "date",
        "kind": "select",
        "country": "country",
        "region": "region",
        "place": "place",
        "countries": "country",
        "words": "textarea",
        "members": "number",
        "share": "number",
        "name": "text",
        "notes": "textarea",
        "abstract": "textarea",
        "data": "file",
        "steps": "number",
    }


def test_defaults_stand_until_something_is_typed() -> None:
    found = fields()
    assert (found["members"].value, found["region"].value, found["countries"].values) == (
        "10",
        "south-asia",
        ("PK", "FR"),
    )
    assert found["private"].chosen is False

    typed = fields({"members": "many", "private": "true", "words": ["a", "b"]})
    assert (typed["members"].value, typed["private"].chosen, typed["words"].value) == ("many", True, "a\nb")
    assert typed["region"].value == ""


def test_default_that_is_a_name_is_chosen_by_its_code() -> None:
    found = fields({"region": "South Asia", "country": "Atlantis"})

    assert (found["region"].value, found["country"].value) == ("south-asia", "Atlantis")
    assert found["region"].said == "South Asia"
    assert fields({"private": "true"})["private"].said == "Yes"


def test_only_what_may_be_left_open_can_be_chosen_empty() -> None:
    found = fields()

    assert [found[name].may_be_empty for name in ("country", "region", "kind")] == [True, False, False]


def test_limits_are_given_to_the_browser() -> None:
    found = fields()
    assert found["members"].attributes == {"min": "1", "max": "50", "step": "1"}
    assert found["share"].attributes == {"min": "0", "max": "1", "step": "any"}
    assert found["name"].attributes == {"maxlength": "20"}
    assert found["data"].attributes == {"accept": ".csv"}
    assert found["data"].help == "Data. Files that end in .csv; at most 5 MB."


def test_labels_are_titles_or_made_from_names() -> None:
    found = fields()
    assert (found["members"].label, found["issued"].label) == ("Ensemble members", "Issued")
    assert [found[name].required for name in ("issued", "members", "data")] == [True, False, False]


def test_fields_stand_in_their_groups() -> None:
    groups = grouped(list(fields().values()))

    assert [(group.title, len(group.fields)) for group in groups] == [("", 12), ("Where", 3)]


def test_countries_are_named_in_the_readers_language() -> None:
    with translation.override("fr"):
        names = {choice.value: choice.label for choice in fields()["country"].choices}

    assert (names["DE"], len(names)) == ("Allemagne", len(set(names)))
    assert [choice.label for choice in fields()["region"].choices] == [
        "Regions", "Corridors", "Regions of the United Nations"
    ]  # fmt: skip


def test_fields_are_named_in_the_readers_language() -> None:
    with translation.override("fr"):
        found = {field.name: field for field in form_fields(get_product("tests.counts"))}

    assert (found["issued"].label, found["issued"].help) == ("Jour", "Jour des nombres")
    assert (found["country"].group, found["private"].label) == ("Où", "Privée")
    assert (found["rows"].label, found["rows"].help) == ("Rows", "Rows in the table")


def test_words_for_readers_stay_out_of_the_schema() -> None:
    schema = get_product("tests.counts").request.model_json_schema()

    assert set(schema["properties"]) == {"private", "issued", "country", "rows"}
    assert "Jour" not in str(schema)


def test_default_region_is_chosen() -> None:
    [region] = [f for f in form_fields(get_product("epidemics.situation")) if f.name == "region"]

    assert region.said == "World"
    assert region.value in [choice.value for group in region.choices for choice in group.inner]


@pytest.fixture
def page(client: Client) -> Callable[..., str]:
    def read(address: str = ADDRESS, **headers: str) -> str:
        response = client.get(address, headers=headers)
        assert response.status_code == 200
        return unescape(response.content.decode())

    return read


pytestmark = pytest.mark.django_db


def test_form_shows_every_field_with_its_help(page: Callable[..., str]) -> None:
    content = page()

    for name, field in get_product("tests.counts").request.model_fields.items():
        assert f'name="{name}"' in content
        assert str(field.description) in content
    assert '<option value="PK">Pakistan</option>' in content


def test_link_to_the_form_may_fill_in_a_field(page: Callable[..., str]) -> None:
    content = page(f"{ADDRESS}?country=PK")

    assert '<option value="PK" selected>Pakistan</option>' in content
    assert 'value="3"' in content


def test_good_request_leads_to_its_job(client: Client) -> None:
    response = client.post(
        ADDRESS, {"issued": "2020-06-08", "country": "PK", "rows": "4", "private": "false"}
    )

    job = Job.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, f"/jobs/{job.pk}/")
    assert job.given == {"issued": "2020-06-08", "country": "PK", "rows": 4, "private": False}
    assert client.get(response.headers["Location"]).status_code == 200


def test_bad_request_keeps_what_was_typed_and_says_all_that_is_wrong(client: Client) -> None:
    response = client.post(ADDRESS, {"issued": "June", "country": "PK", "rows": "400"})
    content = unescape(response.content.decode())

    assert response.status_code == 422
    assert 'value="June"' in content
    assert 'value="400"' in content
    assert '<option value="PK" selected>' in content
    sentences = ("'June' is not a date such as 2020-06-08", "400 is above 100, the most allowed")
    for sentence in sentences:
        assert content.count(sentence) == 2  # on top, and beside the field
    assert content.count('aria-invalid="true"') == 2
    assert Job.objects.count() == 0


def test_field_is_checked_by_itself_as_it_is_filled_in(client: Client) -> None:
    def check(rows: str) -> str:
        headers = {"HX-Request": "true", "HX-Trigger-Name": "rows"}
        return unescape(client.post(ADDRESS, {"rows": rows}, headers=headers).content.decode())

    bad = check("many")
    assert "'many' is not a whole number" in bad
    assert 'name="issued"' not in bad
    assert "aria-invalid" not in check("4")
    assert Job.objects.count() == 0


def test_unknown_product_is_a_page_that_suggests_one(client: Client) -> None:
    response = client.get("/products/tests.count/request/")

    assert response.status_code == 404
    assert "did you mean tests.counts?" in response.content.decode()


def test_file_form_says_that_it_needs_somebody(client: Client, client_for: Callable[[str], Client]) -> None:
    assert "Only people who are signed in may give files." in client.get(FILES).content.decode()
    assert (
        "Only people who are signed in may give files."
        not in client_for("member").get(FILES).content.decode()
    )

    file = SimpleUploadedFile("a.fasta", b">a")
    refused = client.post(FILES, {"name": "my own name", "sequences": file})
    assert refused.status_code == 403
    assert 'value="my own name"' in refused.content.decode()


def test_file_is_asked_for_again_and_the_rest_kept(client_for: Callable[[str], Client]) -> None:
    client = client_for("member")
    response = client.post(
        FILES, {"name": "x" * 41, "places": "PK\nAtlantis", "sequences": SimpleUploadedFile("a.txt", b"A")}
    )
    content = unescape(response.content.decode())

    assert response.status_code == 422
    assert "Files have to be chosen again" in content
    assert "PK\nAtlantis</textarea>" in content
    assert "is 41 characters long; 40 are allowed" in content


def test_a_field_of_some_choices_names_them_and_keeps_its_default_when_it_is_not_sent() -> None:
    steps = fields({"kind": "fast", "issued": "2020-06-08"})["steps"]
    assert (steps.when_field, steps.when_values, steps.values) == ("kind", ("slow",), ("7",))
    assert fields({"kind": "slow", "steps": ""})["steps"].values == ()


def test_privacy_is_asked_last() -> None:
    assert list(fields())[-1] == "private"


def test_file_too_large_is_told_beside_its_field(client_for: Callable[[str], Client]) -> None:
    large = SimpleUploadedFile("a.txt", b"A" * 1_100_000)
    response = client_for("member").post(FILES, {"name": "mine", "sequences": large})

    assert response.status_code == 422
    assert "'a.txt' is above the 1 MB allowed" in unescape(response.content.decode())
    assert 'value="mine"' in response.content.decode()


def test_request_that_announces_too_much_is_refused_unread(client_for: Callable[[str], Client]) -> None:
    client = client_for("member")
    body = b"--x\r\n"
    response = client.generic(
        "POST", FILES, body, content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(801_000_000)
    )

    assert response.status_code in (400, 413)
    assert Job.objects.count() == 0


def test_asking_too_often_keeps_what_was_typed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(allowance.ASKED_AN_HOUR, False, 1)
    client.post(ADDRESS, {"issued": "2020-06-08"})
    response = client.post(ADDRESS, {"issued": "2020-06-09", "rows": "42"})

    assert response.status_code == 429
    assert "Retry-After" in response.headers
    assert 'value="42"' in response.content.decode()


def test_form_from_elsewhere_is_refused(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(ADDRESS, {"issued": "2020-06-08"}).status_code == 403
    assert Job.objects.count() == 0
