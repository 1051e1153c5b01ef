"""What tests of the portal share: stores of releases, releases to look at, accounts, browsers."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tests.portal.products  # noqa: F401  # declares the products
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from anso.alliance.people.actions import create_account, grant_role
from anso.alliance.people.models import User
from anso.alliance.people.roles import ROLES
from anso.config import config
from anso.portal import caching, storage
from anso.portal.cleanup import uploads_folder
from anso.portal.index import revision
from anso.product import execute, get_product, parse_request
from anso.release import Release, Store

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """What a process remembers of an earlier test's database must not reach the next."""
    yield
    cache.clear()
    caching.pages.clear()
    revision.forget()
    shutil.rmtree(uploads_folder(), ignore_errors=True)
    uploads_folder().mkdir(exist_ok=True)  # a child that is just ending may have made it anew


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """An empty store of public releases, used by the whole installation; private ones lie beside it."""
    monkeypatch.setenv("ANSO_RELEASES", str(tmp_path / "releases"))
    monkeypatch.setenv("ANSO_PRIVATE_RELEASES", str(tmp_path / "private-releases"))
    config.cache_clear()
    storage.forget_stores()
    yield storage.store()
    monkeypatch.undo()
    config.cache_clear()
    storage.forget_stores()


@pytest.fixture
def make_release(store: Store) -> Callable[..., Release]:
    """Publish a release of a product that tests declare: `make_release("tests.counts", issued="2020-06-08")`."""

    def make(slug: str = "tests.counts", *, owner: str | None = None, **given: Any) -> Release:
        product = get_product(slug)
        return execute(product, parse_request(product, given), owner=owner)

    return make


@pytest.fixture
def make_user(db: None) -> Callable[..., User]:
    """An account, with a role over the whole site if one is named, and a second factor where that demands it."""
    numbers = iter(range(1, 1000))

    def make(role: str = "", *, second_factor: bool = True, **profile: str) -> "User":
        number = next(numbers)
        user = create_account(
            actor=None,
            email=f"{role or 'person'}-{number}@example.org",
            name=f"Test {role or 'person'} {number}",
            email_verified=True,
            **profile,
        )
        if role:
            grant_role(actor=None, user=user, role=role)
        if role and ROLES[role].demands_mfa and second_factor:
            Authenticator.objects.create(
                user=user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"}
            )
        return user

    return make


@pytest.fixture
def client_for(make_user: Callable[..., User]) -> Callable[..., Client]:
    """A browser of somebody: `client_for("")` of a visitor, `client_for("secretariat")` of one who holds the role.

    `client_for("member")` stands for anybody signed in, without any role; the account is `client.user`.
    """

    def browser(role: str = "") -> Client:
        client = Client()
        client.user = None  # type: ignore[attr-defined]
        if role:
            client.user = make_user("" if role == "member" else role)  # type: ignore[attr-defined]
            client.force_login(client.user, backend=BACKEND)  # type: ignore[attr-defined]
        return client

    return browser
