"""The demand for a second factor: of whom, where, and how it leads on."""

import pytest
from django.core import mail
from django.test import override_settings
from tests.portal.guard.people import PASSWORD, account, add_factor, code, sign_in

from anso.alliance.people.models import AuditEvent
from anso.portal.accounts import second_factor

pytestmark = pytest.mark.django_db

DEMANDING = ["duty-officer", "board-member", "secretariat", "administrator"]
OTHERS = ["applicant", "member-contact", "reviewer", "editor"]


@pytest.mark.parametrize("role", DEMANDING)
def test_role_that_demands_it_reads_freely_and_acts_only_after_it(role):
    client = sign_in(account("ann", role))
    assert client.get("/").status_code == 200
    assert client.get("/profile/").status_code == 200
    refused = client.post("/profile/", {"name": "New"})
    assert (refused.status_code, refused["Location"]) == (302, "/profile/second-factor/")


@pytest.mark.parametrize("role", OTHERS)
def test_other_roles_act_without(role):
    client = sign_in(account("ann", role))
    assert client.post("/profile/", {"name": "New", "time_zone": "UTC"}).status_code == 302
    assert client.get("/profile/").context["user"].name == "New"


def test_factor_that_this_sign_in_did_not_show_is_asked_for():
    user = account("ann", "secretariat")
    factor = add_factor(user)
    client = sign_in(user)
    assert client.get("/admin/")["Location"] == "/profile/second-factor/?next=%2Fadmin%2F"
    page = client.get("/profile/second-factor/?next=%2Fadmin%2F").content.decode()
    assert '<a class="btn" href="/accounts/2fa/reauthenticate/?next=/admin/">' in page
    answer = client.post("/accounts/2fa/reauthenticate/?next=/admin/", {"code": code(factor)})
    assert answer["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_factor_shown_at_sign_in_opens_everything_at_once():
    user = account("ann", "administrator")
    add_factor(user)
    client = sign_in(user, shown=True)
    assert client.get("/admin/").status_code == 200
    assert client.post("/profile/", {"name": "New", "time_zone": "UTC"})["Location"] == "/profile/"


def test_factor_removed_closes_what_it_opened():
    user = account("ann", "administrator")
    factor = add_factor(user)
    client = sign_in(user, shown=True)
    factor.instance.delete()
    assert client.get("/admin/").status_code == 302


def test_recovery_codes_alone_are_no_second_factor():
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    user = account("ann", "administrator")
    RecoveryCodes.activate(user)
    assert second_factor.is_missing(user) is True


def test_program_gets_the_refusal_as_json():
    client = sign_in(account("ann", "secretariat"))
    answer = client.post("/api/v1/products/countries.profile/requests", {}, content_type="application/json")
    assert answer.status_code == 403
    assert answer.json()["error"].startswith("Your role acts only after a second factor at sign-in.")


def test_part_of_a_page_sends_the_whole_page_to_the_factor():
    client = sign_in(account("ann", "secretariat"))
    answer = client.post("/profile/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/profile/second-factor/"


def test_signing_out_and_setting_up_stay_open():
    user = account("ann", "secretariat")
    client = sign_in(user)
    assert client.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
    assert client.post("/accounts/logout/")["Location"] == "/"


def test_address_must_be_confirmed_first():
    client = sign_in(account("ann", "secretariat", verified=False))
    page = client.get("/profile/second-factor/").content.decode()
    assert '<a class="btn" href="/accounts/email/">Confirm the address</a>' in page


def test_made_up_account_is_exempt_and_the_page_says_so():
    client = sign_in(account("ann", "secretariat", synthetic=True))
    assert client.get("/admin/").status_code == 200
    assert "made-up accounts are exempt" in client.get("/profile/").content.decode()
    assert "exempt from the second factor" in client.get("/admin/").content.decode()


@override_settings(PRODUCTION=True)
def test_made_up_account_is_not_exempt_in_production():
    client = sign_in(account("ann", "secretariat", synthetic=True))
    assert client.get("/admin/").status_code == 302
    assert client.post("/profile/", {"name": "New"})["Location"] == "/profile/second-factor/"


def test_onward_address_of_another_site_is_not_followed():
    user = account("ann", "secretariat", synthetic=True)
    client = sign_in(user)
    answer = client.get("/profile/second-factor/?next=https://evil.example/")
    assert answer["Location"] == "/profile/"


def test_staff_site_sends_nobody_to_a_form_of_its_own(client):
    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"
    assert client.get("/admin/login/?next=/admin/")["Location"] == "/accounts/login/?next=/admin/"
    assert client.get("/admin/password_change/").status_code == 302


def test_staff_site_tells_others_why_they_may_not():
    client = sign_in(account("ann", "editor"))
    page = client.get("/admin/", follow=True)
    assert page.status_code == 403
    assert "may do this: open the staff site." in page.content.decode()


def test_administrator_takes_a_lost_factor_away_and_its_owner_is_told():
    lost = account("lost", "secretariat")
    factor = add_factor(lost)
    helper = account("helper", "administrator")
    add_factor(helper)
    client = sign_in(helper, shown=True)
    page = client.get(f"/admin/mfa/authenticator/{factor.instance.pk}/change/")
    assert factor.instance.data["secret"] not in page.content.decode()
    client.post(f"/admin/mfa/authenticator/{factor.instance.pk}/delete/", {"post": "yes"})
    event = AuditEvent.objects.get(verb="accounts.remove_second_factor")
    assert second_factor.has_one(lost) is False
    assert (event.actor, event.target_id) == (str(helper.public_id), str(lost.public_id))
    assert [message.to for message in mail.outbox] == [["lost@example.org"]]


def test_secretariat_cannot_take_a_factor_away():
    lost = account("lost", "board-member")
    factor = add_factor(lost)
    other = account("other", "secretariat")
    add_factor(other)
    client = sign_in(other, shown=True)
    assert (
        client.post(f"/admin/mfa/authenticator/{factor.instance.pk}/delete/", {"post": "yes"}).status_code
        == 403
    )
    assert second_factor.has_one(lost) is True
