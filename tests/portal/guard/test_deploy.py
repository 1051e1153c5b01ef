"""The installation in production, and what must not lie in the repository."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

LOOK = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
names = [
    "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD", "SECURE_SSL_REDIRECT", "DEBUG", "ALLOWED_HOSTS",
    "ACCOUNT_EMAIL_VERIFICATION", "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", "PASSWORD_HASHERS",
]
plain = Client().get("/healthz", headers={"Host": "anso.example"})
moved = Client().get("/", headers={"Host": "anso.example"})
secure = Client().get("/healthz", secure=True, headers={"Host": "anso.example"})
print(json.dumps({
    **{name: getattr(settings, name) for name in names},
    "plain": plain.status_code, "moved": [moved.status_code, moved["Location"]],
    "hsts": secure["Strict-Transport-Security"],
}))
"""


@pytest.fixture
def production(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ANSO_")}
    return {
        **kept,
        "ANSO_HOME": str(tmp_path),
        "ANSO_PRODUCTION": "1",
        "ANSO_URL": "https://anso.example",
        "ANSO_MAIL": "smtp://mail.example",
        "DJANGO_SETTINGS_MODULE": "anso.portal.settings",
    }


def run(environment: dict[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_check_for_deployment_has_nothing_to_say(production):
    done = run(production, "-W", "error", "-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stdout.strip()) == (
        0,
        "System check identified no issues (0 silenced).",
    ), done.stderr


@pytest.mark.slow
def test_production_keeps_to_https_and_to_its_own_name(production):
    done = run(production, "-c", LOOK)
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "LANGUAGE_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_HSTS_PRELOAD": True,
        "SECURE_SSL_REDIRECT": True,
        "DEBUG": False,
        "ALLOWED_HOSTS": ["anso.example"],
        "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
        "plain": 200,
        "moved": [301, "https://anso.example/"],
        "hsts": "max-age=63072000; includeSubDomains; preload",
    }, done.stderr


@pytest.mark.slow
def test_secrets_are_made_on_first_use_for_this_installation_alone(production, tmp_path):
    assert run(production, "-c", "import django; django.setup()").returncode == 0
    secret = tmp_path / "secrets" / "django"
    assert len(secret.read_text()) >= 64
    assert secret.stat().st_mode & 0o077 == 0
    assert (tmp_path / "secrets").stat().st_mode & 0o077 == 0


SECRETS = {
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"),
    "an AWS key": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "a GitHub token": re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36}\b"),
    "a secret in a setting": re.compile(
        r"""(?i)\b(?:secret_key|api_key|client_secret)\s*=\s*["'][^"'\s{}<>]{16,}["']"""
    ),
    "a password in an address": re.compile(
        r"(?:postgresql|postgres|smtps?|redis)://[^\s:/@{}<]+:(?!password|secret|p%40ss|\.\.\.)[^\s@{}<]+@"
    ),
    "an API token": re.compile(r"\banso_[A-Za-z0-9_-]{43}\b"),
}


def test_repository_holds_no_secret():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("this is no git checkout, so that there is no list of files to look through")
    found = []
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if not path.is_file() or path.stat().st_size > 2_000_000:
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        found += [f"{name}: {what}" for what, pattern in SECRETS.items() if pattern.search(text)]
    assert found == []


def test_secret_patterns_would_find_one():
    samples = {
        "a private key": "-----BEGIN RSA " + "PRIVATE KEY-----",
        "an AWS key": "AKIA" + "ABCDEFGHIJKLMNOP",
        "a GitHub token": "ghp_" + "a" * 36,
        "a secret in a setting": 'SECRET_KEY = "' + "x" * 20 + '"',
        "a password in an address": "postgresql://anso:" + "hunter2@db/anso",
        "an API token": "anso_" + "a" * 43,
    }
    assert {what for what, text in samples.items() if SECRETS[what].search(text)} == set(SECRETS)


OFFER = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.test import Client
client = Client(SERVER_NAME="localhost")
page = client.get("/accounts/login/").content.decode()
print("National ID" in page, "ORCID" in page)
print(client.get("/accounts/oidc/orcid/login/").status_code)
print(client.get("/accounts/login/")["Content-Security-Policy"].partition("form-action ")[2].partition(";")[0])
"""


@pytest.mark.slow
def test_providers_that_are_set_up_are_offered_and_led_to(production):
    environment = {
        **production,
        "ANSO_PRODUCTION": "",
        "ANSO_URL": "",
        "ANSO_OIDC": "National ID|https://id.example/realm|client|hush",
        "ANSO_ORCID": "APP-1|hush",
    }
    done = run(environment, "-c", OFFER)
    assert done.stdout.splitlines() == [
        "True True",
        "200",
        "'self' https://id.example https://orcid.org",
    ], done.stderr
