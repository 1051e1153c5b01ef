"""One institution put on record by hand, told first of those it resembles; totals as they were published."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.alliance.conftest import MakeUser

from anso.alliance.network import actions
from anso.alliance.network.models import Institution, PublishedFigure
from anso.alliance.people.models import AuditEvent, User
from anso.errors import InvalidInputError

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(make_user: MakeUser) -> Client:
    """One that is made up is let in without a second factor."""
    user = make_user("secretariat")
    User.objects.filter(pk=user.pk).update(is_synthetic=True)
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, method: str, path: str, /, **given: Any) -> Any:
    return client.generic(method, f"/api/v1{path}", json.dumps(given), content_type="application/json")


def test_institution_that_resembles_one_on_record_is_not_written_before_somebody_says_so(
    keeper: Client, institution: Institution
) -> None:
    typed = {"name": "Tides Institute of the", "kind": "institute", "country": "LK", "city": "Galle"}
    warned = keeper.post("/network/institutions/new/", typed)
    page = warned.content.decode()
    assert (warned.status_code, Institution.objects.count()) == (422, 1)
    assert 'name="unlike" value="institute-of-tides"' in page
    assert 'value="Galle"' in page
    saved = keeper.post("/network/institutions/new/", typed | {"unlike": "institute-of-tides"})
    assert (saved.status_code, saved.headers["Location"]) == (
        302,
        "/network/institutions/tides-institute-of-the/",
    )
    assert Institution.objects.get(code="tides-institute-of-the").is_listed is True


def test_program_is_refused_by_the_same_sentence_and_may_say_that_it_is_another(
    keeper: Client, institution: Institution
) -> None:
    refused = send(keeper, "POST", "/institutions", name="INSTITUTE OF TIDES", kind="institute")
    told = "perhaps this is Institute of Tides (institute-of-tides), which is on record; say that it is not, or use that record"
    assert refused.status_code == 422
    assert refused.json()["problems"] == [{"where": "unlike", "message": told}]
    made = send(
        keeper,
        "POST",
        "/institutions",
        name="INSTITUTE OF TIDES",
        ror_id="https://ror.org/034t30j35",
        unlike=["institute-of-tides"],
    )
    assert (made.status_code, made.json()["code"]) == (201, "institute-of-tides-2")
    assert made.json()["ror_id"] == "034t30j35"
    assert AuditEvent.objects.latest("sequence").verb == "network.add_institution"


def test_institution_of_another_country_or_ror_id_is_no_duplicate(institution: Institution) -> None:
    assert actions.add_institution(actor=None, unlike=[], name="Institute of Tides", country="KE").pk
    with pytest.raises(actions.PerhapsOnRecordError) as caught:
        actions.add_institution(actor=None, unlike=["institute-of-tides"], name="Institute of Tides")
    assert [one.country for one in caught.value.like] == ["KE"]


def test_address_of_the_page_is_no_institutions_code() -> None:
    assert actions.add_institution(actor=None, name="New").code == "new-2"


def test_published_total_is_kept_by_page_and_program_alike(keeper: Client) -> None:
    given = {"title": "Members", "value": 59, "as_of": "2020-12-31", "source": "Annual report 2020"}
    page = keeper.post("/network/figures/new/", {**given, "code": "by-page"})
    assert (page.status_code, page.headers["Location"]) == (302, "/network/")
    assert send(keeper, "POST", "/figures", **given, code="by-program").status_code == 201
    keeper.post("/network/figures/by-page/edit/", given | {"value": "60"})
    send(keeper, "PATCH", "/figures/by-program", value=60)
    kept = PublishedFigure.objects.values_list("title", "value", "source")
    assert list(kept) == [("Members", 60, "Annual report 2020")] * 2
    assert "Annual report 2020" in keeper.get("/network/").content.decode()
    assert send(keeper, "DELETE", "/figures/by-program").status_code == 403
    again = send(keeper, "POST", "/figures", **given, code="by-page")
    assert again.json()["problems"][0]["where"] == "code"
    below = keeper.post("/network/figures/new/", {**given, "code": "below", "value": "-1"})
    assert below.status_code == 422


def test_published_total_is_the_secretariats_to_keep(make_user: MakeUser) -> None:
    given = {"code": "members", "title": "Members", "value": 59, "as_of": "2020-12-31", "source": "Report"}
    with pytest.raises(PermissionDenied):
        actions.add_figure(actor=make_user("member-contact"), **given)
    figure = actions.add_figure(actor=make_user("secretariat"), **given)
    with pytest.raises(InvalidInputError, match="code"):
        actions.change_figure(actor=None, figure=figure, code="other")
    actions.remove_figure(actor=make_user("administrator"), figure=figure)
    verbs = AuditEvent.objects.filter(target_type="network.publishedfigure").order_by("sequence")
    assert list(verbs.values_list("verb", flat=True)) == ["network.add_figure", "network.remove_figure"]
