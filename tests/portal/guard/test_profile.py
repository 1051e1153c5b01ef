"""The profile page and API tokens."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from tests.portal.guard.people import PASSWORD, account, add_factor, sign_in

from anso.alliance.people.models import AuditEvent, User
from anso.errors import InvalidInputError, NotFoundError
from anso.portal.accounts import tokens
from anso.portal.accounts.models import ApiToken

pytestmark = pytest.mark.django_db

GIVEN = {
    "name": "Ann Lee",
    "country": "PK",
    "language": "zh-hans",
    "time_zone": "Asia/Karachi",
    "theme": "dark",
}


def test_profile_is_ones_own_and_asks_to_sign_in(client):
    assert client.get("/profile/")["Location"] == "/accounts/login/?next=/profile/"


def test_profile_keeps_what_was_given_and_goes_on_in_the_chosen_language():
    user = account()
    answer = sign_in(user).post("/profile/", GIVEN)
    assert answer["Location"] == "/zh-hans/profile/"
    kept = User.objects.values("name", "country", "language", "time_zone", "theme").get(pk=user.pk)
    assert kept == GIVEN


def test_profile_refuses_a_bad_value_beside_its_field_and_loses_nothing():
    user = account()
    answer = sign_in(user).post("/profile/", {**GIVEN, "country": "XX", "name": "Changed"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Changed"' in page
    assert re.search(r'<select name="country"[^>]*aria-invalid="true"', page)
    assert f"<h1>{user.name}</h1>" in page
    assert User.objects.get(pk=user.pk).country == ""


def test_profile_change_is_told_to_the_trail_by_field_alone():
    user = account()
    sign_in(user).post("/profile/", {**GIVEN, "language": ""})
    event = AuditEvent.objects.get(verb="people.update_profile")
    assert event.details == {"fields": ["name", "theme", "time_zone", "country"]}


def test_times_are_shown_in_the_zone_of_the_profile():
    user = account()
    User.objects.filter(pk=user.pk).update(time_zone="Asia/Karachi")
    tokens.create_token(actor=user, name="download")
    used = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)
    ApiToken.objects.update(last_used_at=used)
    assert "2 March 2026, 03:30 PKT" in sign_in(user).get("/profile/").content.decode()


def test_token_is_made_after_the_password_shown_once_and_kept_as_a_hash():
    user = account()
    client = sign_in(user)
    asked = client.post("/profile/tokens/", {"name": "nightly", "days": "90"})
    assert asked["Location"] == "/accounts/reauthenticate/?next=%2Fprofile%2Ftokens%2F"
    assert ApiToken.objects.count() == 0
    answer = client.post(asked["Location"], {"password": PASSWORD, "next": "/profile/tokens/"})
    assert answer["Location"] == "/profile/#tokens"
    shown = re.search(r"<code>(anso_[\w-]{43})</code>", client.get("/profile/").content.decode())[1]
    record = ApiToken.objects.get()
    assert record.prefix == shown[:11]
    assert shown not in (record.digest, record.name)
    assert shown not in client.get("/profile/").content.decode()
    assert tokens.user_for_token(shown) == user


def test_labels_of_the_profile_lead_each_to_a_field_of_its_own():
    page = sign_in(account()).get("/profile/").content.decode()
    labelled = re.findall(r'<label for="([^"]+)"', page)
    assert len(labelled) == len(set(labelled)) == 7
    assert [page.count(f' id="{name}"') for name in labelled] == [1] * 7


def test_token_ends_on_its_day():
    made = tokens.create_token(actor=account(), name="x", days=30)
    with time_machine.travel(timezone.now() + timedelta(days=30, seconds=1)):
        assert tokens.user_for_token(made.text) is None


def test_token_without_end_stays():
    user = account()
    made = tokens.create_token(actor=user, name="x", days=None)
    with time_machine.travel(timezone.now() + timedelta(days=4000)):
        assert tokens.user_for_token(made.text) == user


def test_token_revoked_lets_nobody_in():
    user = account()
    made = tokens.create_token(actor=user, name="x")
    client = sign_in(user)
    client.post(f"/profile/tokens/{made.record.pk}/revoke/")
    assert tokens.user_for_token(made.text) is None
    assert list(
        AuditEvent.objects.filter(verb__contains="token").order_by("sequence").values_list("verb", flat=True)
    ) == [
        "accounts.create_token",
        "accounts.revoke_token",
    ]


def test_token_of_another_is_not_found():
    made = tokens.create_token(actor=account("ann"), name="x")
    other = sign_in(account("bob"))
    assert other.post(f"/profile/tokens/{made.record.pk}/revoke/").status_code == 404
    with pytest.raises(NotFoundError, match="no such token"):
        tokens.revoke(actor=User.objects.get(email="bob@example.org"), token_id=made.record.pk)
    assert ApiToken.objects.get().revoked_at is None


@pytest.mark.parametrize("text", ["", "anso_", "anso_wrong", "other"])
def test_token_that_is_none_is_nobodys(text):
    assert tokens.user_for_token(text) is None


def test_token_of_a_closed_account_lets_nobody_in():
    user = account()
    made = tokens.create_token(actor=user, name="x")
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert tokens.user_for_token(made.text) is None


def test_token_of_a_role_that_demands_a_second_factor_works_only_with_one():
    user = account("ann", "secretariat")
    made = tokens.create_token(actor=user, name="x")
    assert tokens.user_for_token(made.text) is None
    add_factor(user)
    assert tokens.user_for_token(made.text) == user


def test_token_use_is_noted_at_most_every_ten_minutes(django_assert_num_queries):
    made = tokens.create_token(actor=account(), name="x")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        with django_assert_num_queries(3):
            tokens.user_for_token(made.text)
        first = ApiToken.objects.get().last_used_at
        clock.shift(timedelta(minutes=9))
        with django_assert_num_queries(2):
            tokens.user_for_token(made.text)
        assert ApiToken.objects.get().last_used_at == first
        clock.shift(timedelta(minutes=2))
        tokens.user_for_token(made.text)
        assert ApiToken.objects.get().last_used_at - first == timedelta(minutes=11)


def test_tokens_have_a_name_and_are_at_most_twenty():
    user = account()
    with pytest.raises(InvalidInputError, match="name: say what the token is for"):
        tokens.create_token(actor=user, name=" ")
    for _ in range(20):
        tokens.create_token(actor=user, name="x")
    with pytest.raises(InvalidInputError, match="You have 20 tokens already; revoke one"):
        tokens.create_token(actor=user, name="x")
