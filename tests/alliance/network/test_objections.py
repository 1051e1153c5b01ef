"""Apps that the network knows nothing of may object to a merge, in sentences of their own."""

import pytest
from django.test import Client
from tests.alliance.conftest import MakeUser

from anso.alliance.network import actions
from anso.alliance.network.merging import objections
from anso.alliance.network.models import Institution, Merge
from anso.errors import InvalidInputError


def ballot_is_open(survivor: Institution, gone: Institution) -> str:
    return f"{gone.code} stands on the roll; {survivor.code} must wait" if gone.code == "gone" else ""


@pytest.fixture
def _objected(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objections, "_checks", [])
    for check in (ballot_is_open, ballot_is_open, lambda _kept, _gone: "", lambda _kept, _gone: "Nor here."):
        objections.object_to_merge(check)
    for code in ("kept", "gone"):
        Institution.objects.create(code=code, name=code.title())


@pytest.mark.usefixtures("_objected")
def test_merge_that_apps_object_to_is_refused_with_every_reason_and_does_nothing() -> None:
    kept, gone = (Institution.objects.get(code=code) for code in ("kept", "gone"))
    with pytest.raises(InvalidInputError) as refused:
        actions.merge_institutions(actor=None, survivor=kept, gone=gone)
    assert [found.message for found in refused.value.problems] == [
        "gone stands on the roll; kept must wait",
        "Nor here.",
    ]
    assert (Institution.objects.count(), Merge.objects.count()) == (2, 0)


@pytest.mark.usefixtures("_objected")
def test_page_and_api_tell_the_objections(client: Client, make_user: MakeUser) -> None:
    user = make_user("secretariat")
    type(user).objects.update(is_synthetic=True)  # enters without a second factor
    client.force_login(user)
    page = client.post(
        "/network/institutions/duplicates/compare/", {"one": "kept", "other": "gone", "keep": "kept"}
    )
    assert page.status_code == 422
    assert "gone stands on the roll; kept must wait Nor here." in page.content.decode()
    answer = client.post("/api/v1/institutions/kept/merge", {"gone": "gone"})
    assert answer.status_code == 422
    assert "gone stands on the roll; kept must wait" in answer.content.decode()
