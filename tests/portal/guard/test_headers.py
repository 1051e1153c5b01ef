"""What a browser is told it may do with pages and files of the site."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from anso.errors import InvalidInputError
from anso.portal.accounts.providers import origins, provider_settings
from anso.portal.downloads import as_download
from anso.portal.mail import mail_settings
from anso.portal.middleware.headers import HeadersMiddleware


def policy(value: str) -> dict[str, str]:
    return {part.split()[0]: " ".join(part.split()[1:]) for part in value.split("; ")}


def answered(response=None):
    return HeadersMiddleware(lambda _request: response or HttpResponse())(RequestFactory().get("/"))


def test_policy_allows_nothing_but_the_site_itself():
    assert policy(answered()["Content-Security-Policy"]) == {
        "default-src": "'self'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }


@override_settings(SIGN_IN_ORIGINS=["https://login.example"], SECURE_SSL_REDIRECT=True)
def test_policy_lets_the_sign_in_form_lead_to_its_provider_and_upgrades_in_production():
    told = policy(answered()["Content-Security-Policy"])
    assert told["form-action"] == "'self' https://login.example"
    assert told["upgrade-insecure-requests"] == ""


def test_headers_close_what_no_page_needs():
    answer = answered()
    assert answer["Permissions-Policy"].split(", ")[:3] == [
        "accelerometer=()",
        "camera=()",
        "display-capture=()",
    ]
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Server"] == "anso"


def test_headers_of_an_answer_that_has_its_own_are_kept():
    own = HttpResponse(headers={"Content-Security-Policy": "default-src 'none'; sandbox"})
    assert answered(own)["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.django_db
def test_every_page_carries_the_headers(client):
    for path in ("/", "/accounts/login/", "/nowhere/", "/healthz", "/api/v1/products", "/static/style.css"):
        answer = client.get(path)
        assert "script-src 'self';" in answer["Content-Security-Policy"], path
        assert answer["X-Content-Type-Options"] == "nosniff", path
        assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin", path
        b"".join(answer)  # read to its end, a streamed file is closed by the client, its connection kept


def test_download_is_saved_never_shown():
    answer = as_download(HttpResponse(b"<script>"), "report.html")
    assert answer["Content-Disposition"] == 'attachment; filename="report.html"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("报告.pdf", "attachment; filename*=utf-8''%E6%8A%A5%E5%91%8A.pdf"),
        ("../../etc/passwd", 'attachment; filename="passwd"'),
        ("C:\\x\\y.csv", 'attachment; filename="y.csv"'),
        ('a"b\r\nSet-Cookie: x.csv', 'attachment; filename="a\\"bSet-Cookie: x.csv"'),
        ("..", 'attachment; filename="file"'),
    ],
)
def test_download_name_is_a_name_and_nothing_more(name, expected):
    assert as_download(HttpResponse(), name)["Content-Disposition"] == expected


def test_provider_settings_are_made_from_the_two_settings():
    made = provider_settings("National ID|https://id.example/realm|client|s3cret", "APP-1|hush")
    assert made["openid_connect"]["APPS"] == [
        {
            "provider_id": "national-id",
            "name": "National ID",
            "client_id": "client",
            "secret": "s3cret",
            "settings": {"server_url": "https://id.example/realm"},
        },
        {
            "provider_id": "orcid",
            "name": "ORCID",
            "client_id": "APP-1",
            "secret": "hush",
            "settings": {"server_url": "https://orcid.org", "scope": ["openid"]},
        },
    ]
    assert origins("National ID|https://id.example/realm|client|s3cret", "APP-1|hush") == [
        "https://id.example",
        "https://orcid.org",
    ]


def test_provider_settings_are_empty_without_any():
    made = provider_settings("", "")
    assert (made["openid_connect"]["APPS"], origins("", "")) == ([], [])


def test_sandbox_of_orcid_is_named_last():
    made = provider_settings("", "APP-1|hush|https://sandbox.orcid.org/")
    assert made["openid_connect"]["APPS"][0]["settings"]["server_url"] == "https://sandbox.orcid.org"
    assert origins("", "APP-1|hush|https://sandbox.orcid.org/") == ["https://sandbox.orcid.org"]


@pytest.mark.parametrize(
    ("oidc", "orcid", "sentence"),
    [
        ("name|https://x", "", "ANSO_OIDC: must hold 4 parts with | between them: name, issuer address"),
        ("name|http://x|id|secret", "", "ANSO_OIDC: 'http://x' must be an https:// address"),
        ("", "id", "ANSO_ORCID: must hold 3 parts with | between them: client id, secret, issuer address"),
        (
            "",
            "id|secret|http://sandbox.orcid.org",
            "ANSO_ORCID: 'http://sandbox.orcid.org' must be an https://",
        ),
        (
            "orcid|https://forged.example|id|secret",
            "",
            "ANSO_OIDC: 'orcid' is the name of ORCID's own sign-in",
        ),
    ],
)
def test_provider_settings_name_what_is_wrong(oidc, orcid, sentence):
    with pytest.raises(InvalidInputError) as raised:
        provider_settings(oidc, orcid)
    assert str(raised.value).startswith(sentence)


def test_mail_goes_to_the_console_by_default():
    assert mail_settings("") == {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp://me:p%40ss@mail.example", ("mail.example", 587, "me", "p@ss", False, True)),
        ("smtps://mail.example", ("mail.example", 465, "", "", True, False)),
        ("smtp://localhost:25", ("localhost", 25, "", "", False, False)),
    ],
)
def test_mail_is_encrypted_except_to_this_machine(address, expected):
    made = mail_settings(address)
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_SSL", "USE_TLS")
    assert tuple(made[f"EMAIL_{name}"] for name in names) == expected


def test_mail_address_that_is_none_is_named():
    with pytest.raises(InvalidInputError, match="ANSO_MAIL: must read smtp://"):
        mail_settings("mail.example:25")
