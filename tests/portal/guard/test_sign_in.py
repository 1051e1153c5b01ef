"""Signing in: by password, second factor and token; what is refused, counted and written down."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import identify_hasher
from django.core import mail
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.portal.guard.people import PASSWORD, account, add_factor, code, sign_in

from anso.alliance.people.models import AuditEvent, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counts():
    caches["shared"].clear()


def enter(client: Client, email: str = "ann@example.org", password: str = PASSWORD):
    return client.post("/accounts/login/", {"login": email, "password": password})


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True))


def test_sign_in_by_password_opens_the_profile(client):
    account()
    answer = enter(client)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/profile/").status_code == 200


def test_sign_in_leads_home_in_the_language_of_the_profile(client):
    user = account()
    User.objects.filter(pk=user.pk).update(language="fr")
    assert enter(client)["Location"] == "/fr/"


@pytest.mark.parametrize(
    ("language", "onward", "led_to"),
    [
        ("fr", "/places/PK/?chart=1", "/fr/places/PK/?chart=1"),
        ("en", "/ru/places/", "/places/"),
        ("zh-hans", "/admin/", "/zh-hans/admin/"),
        ("", "/ru/places/", "/ru/places/"),
    ],
)
def test_sign_in_leads_onward_in_the_language_of_the_profile(client, language, onward, led_to):
    user = account()
    User.objects.filter(pk=user.pk).update(language=language)
    answer = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD, "next": onward})
    assert answer["Location"] == led_to


def test_sign_in_knows_the_address_however_it_is_capitalised(client):
    account()
    assert enter(client, "Ann@Example.ORG").status_code == 302


def test_passwords_are_kept_as_argon2():
    assert identify_hasher(account().password).algorithm == "argon2"


def test_sign_in_and_out_are_written_down_without_addresses(client):
    user = account()
    enter(client)
    client.post("/accounts/logout/")
    events = AuditEvent.objects.filter(verb__startswith="accounts.").order_by("sequence")
    assert [(event.verb, event.actor) for event in events] == [
        ("accounts.sign_in", str(user.public_id)),
        ("accounts.sign_out", str(user.public_id)),
    ]
    assert events[0].details == {"by": ["password"]}
    assert not any("ann" in event.details_json or "ann" in event.target_label for event in events)


def test_sign_in_that_failed_is_written_down_with_the_account_it_named(client):
    user = account()
    enter(client, password="wrong")
    enter(client, "nobody@example.org")
    events = AuditEvent.objects.filter(verb="accounts.fail_sign_in").order_by("sequence")
    assert [(event.actor, event.target_id) for event in events] == [("", str(user.public_id)), ("", "")]


def test_sign_in_says_the_same_of_a_wrong_password_and_of_no_account(client):
    account()
    wrong = enter(client, password="wrong").content.decode()
    unknown = enter(client, "nobody@example.org").content.decode()
    sentence = "The email address and/or password you specified are not correct."
    assert (wrong.count(sentence), unknown.count(sentence)) == (1, 1)


def test_sign_in_rests_after_five_wrong_passwords_even_for_the_right_one(client):
    account()
    for _ in range(5):
        enter(client, password="wrong")
    answer = enter(Client(REMOTE_ADDR="203.0.113.9"))
    assert answer.status_code == 200
    assert "Too many failed sign-ins" in answer.content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        assert enter(client).status_code == 302


def test_attempts_are_counted_in_the_database_that_all_processes_share(client):
    account()
    enter(client, password="wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM anso_shared_cache WHERE cache_key LIKE '%login_failed%'")
        assert cursor.fetchone()[0] == 2  # one for the address it came from, one for the account


def test_requests_in_a_flood_get_the_page_that_says_so(client):
    for _ in range(30):
        client.post("/accounts/login/", {"login": "", "password": ""})
    answer = client.post("/accounts/login/", {"login": "", "password": ""})
    assert answer.status_code == 429
    assert "<h1>Too many at once</h1>" in answer.content.decode()


def test_sign_up_makes_a_checked_account_and_tells_the_trail(client):
    answer = client.post(
        "/fr/accounts/signup/",
        {
            "name": "Béa Dupont",
            "email": "Bea@Example.org",
            "password1": PASSWORD,
            "password2": PASSWORD,
            "agreed": "on",
        },
    )
    assert answer.status_code == 302
    user = User.objects.get()
    assert (user.name, user.email, user.language) == ("Béa Dupont", "bea@example.org", "fr")
    assert "people.sign_up" in verbs()
    assert [consent.document for consent in user.consents.all()] == ["privacy"]


def test_sign_up_without_the_privacy_notice_makes_no_account(client):
    answer = client.post(
        "/accounts/signup/",
        {"name": "Bea", "email": "bea@example.org", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert "Without this we may not keep your address" in answer.content.decode()
    assert User.objects.count() == 0


def test_sign_up_keeps_what_was_typed_and_marks_the_field(client):
    answer = client.post(
        "/accounts/signup/",
        {"name": "Bea", "email": "bea@example.org", "password1": "short", "password2": "short"},
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="bea@example.org"' in page
    assert re.search(r'<input type="password" name="password1"[^>]*aria-invalid="true"', page)
    assert User.objects.count() == 0


def test_address_is_confirmed_by_the_link_that_was_sent(client):
    account(verified=False)
    enter(client)
    client.post("/accounts/email/", {"action_send": "", "email": "ann@example.org"})
    link = re.search(r"https?://[^/]+(/accounts/confirm-email/\S+)", mail.outbox[-1].body)[1]
    assert client.post(link).status_code == 302
    assert EmailAddress.objects.get().verified is True
    assert verbs()[-1] == "accounts.confirm_address"


def test_password_is_reset_by_the_link_that_was_sent(client):
    account()
    client.post("/accounts/password/reset/", {"email": "ann@example.org"})
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", mail.outbox[-1].body)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "a different long phrase", "password2": "a different long phrase"})
    assert enter(client, password="a different long phrase").status_code == 302
    assert "people.reset_password" in verbs()


def test_second_factor_is_asked_for_at_sign_in(client):
    factor = add_factor(account())
    assert enter(client)["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/profile/").status_code == 302
    assert client.post("/accounts/2fa/authenticate/", {"code": code(factor)}).status_code == 302
    assert client.get("/profile/").status_code == 200


def test_second_factor_code_is_good_once(client):
    factor = add_factor(account())
    with time_machine.travel(timezone.now(), tick=False):
        enter(client)
        client.post("/accounts/2fa/authenticate/", {"code": code(factor)})
        other = Client()
        enter(other)
        answer = other.post("/accounts/2fa/authenticate/", {"code": code(factor)})
    assert answer.status_code == 200
    assert "Incorrect code." in answer.content.decode()


def test_second_factor_that_failed_is_written_down(client):
    add_factor(account())
    enter(client)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert verbs()[-1] == "accounts.fail_second_factor"


def test_second_factor_secret_is_unreadable_in_the_database():
    factor = add_factor(account())
    secret = factor.instance.data["secret"]
    assert secret.startswith("gAAAA")  # a Fernet token
    assert len(code(factor)) == 6


def test_second_factor_is_set_up_in_the_browser_with_recovery_codes(
    client, django_capture_on_commit_callbacks
):
    user = account()
    enter(client)
    page = client.get("/accounts/2fa/totp/activate/")
    if page.status_code == 302:
        client.post(page["Location"], {"password": PASSWORD})
        page = client.get("/accounts/2fa/totp/activate/")
    assert 'src="data:image/svg+xml' in page.content.decode()
    secret = client.session["mfa.totp.secret"]
    with (
        time_machine.travel(timezone.now(), tick=False),
        django_capture_on_commit_callbacks() as after_commit,
    ):
        now = format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))
        answer = client.post("/accounts/2fa/totp/activate/", {"code": now})
    with request_context(answer.wsgi_request):
        for callback in after_commit:
            callback()
    assert {row.type for row in Authenticator.objects.filter(user=user)} == {"totp", "recovery_codes"}
    assert "accounts.add_second_factor" in verbs()


def test_other_sessions_end_with_a_new_password():
    user = account()
    here, there = Client(), Client()
    enter(here)
    enter(there)
    here.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "quite another phrase", "password2": "quite another phrase"},
    )
    user.refresh_from_db()
    assert user.check_password("quite another phrase")
    assert (here.get("/profile/").status_code, there.get("/profile/").status_code) == (200, 302)


def test_closed_account_cannot_sign_in(client):
    user = account()
    User.objects.filter(pk=user.pk).update(is_active=False)
    enter(client)
    assert client.get("/profile/").status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/confirm-email/",
        "/accounts/inactive/",
        "/accounts/3rdparty/login/cancelled/",
        "/accounts/3rdparty/login/error/",
    ],
)
def test_pages_before_sign_in_are_in_the_house_look(client, path):
    page = client.get(path)
    assert page.status_code == (401 if path.endswith("error/") else 200)
    assert page.content.decode().count('<main id="main"') == 1


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/logout/",
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/reauthenticate/",
        "/accounts/sessions/",
        "/accounts/3rdparty/",
        "/accounts/2fa/",
        "/accounts/2fa/webauthn/",
        "/accounts/2fa/recovery-codes/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/2fa/totp/deactivate/",
        "/accounts/2fa/reauthenticate/",
    ],
)
def test_pages_of_ones_account_are_in_the_house_look(path):
    user = account()
    add_factor(user)
    RecoveryCodes.activate(user)
    client = sign_in(user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get(path, follow=True)
    assert page.status_code == 200
    text = page.content.decode()
    assert text.count('<main id="main"') == 1
    assert not re.search(r"<script(?![^>]*(src=|type=\"application/json\"))", text)
    assert not re.search(r"\sstyle=|<style|\son\w+=", text)
