"""Every page holds WCAG 2.2 AA as far as axe-core can tell, in both themes, wide and narrow."""

from collections.abc import Callable, Iterable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page
from tests.browser.conftest import Site
from tests.browser.site import ADMINISTRATOR_EMAIL, NEWCOMER_EMAIL, STAFF_PASSWORD

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = (
    "/",
    "/places/",
    "/places/PK/",
    "/places/south-asia/",
    "/places/PK-punjab/",
    "/corridors/health/",
    "/products/",
    "/products/tests.counts/",
    "/products/tests.counts/request/",
    "/releases/{release}/",
    "/releases/{release}/tables/counts/",
    "/alerts/",
    "/search/?q=pak",
    "/network/",
    "/network/institutions/?q=academy",
    "/network/institutions/cas/",
    "/network/memoranda/",
    "/network/ambassadors/",
    "/people/",
    "/privacy/",
    "/network/associations/1/",
    "/projects/",
    "/projects/2020-china-called-1/",
    "/events/",
    "/events/2018-first-general-assembly/",
    "/jobs/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/api/v1/docs",
    "/fr/",
)
ADMINISTRATORS_PAGES = (
    "/profile/",
    "/profile/described/",
    "/profile/privacy/",
    "/network/apply/",
    "/network/applications/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/sessions/",
    "/accounts/3rdparty/",
    "/accounts/logout/",
    "/releases/{private_id}/",
    "/jobs/",
    "/jobs/?all",
    "/jobs/{running_job}/",
    "/jobs/{failed_job}/",
    "/products/tests.files/request/",
    "/admin/",
    "/admin/people/user/",
    "/admin/people/user/add/",
    "/admin/people/auditevent/",
    "/admin/network/institution/",
    "/admin/network/institution/1/change/",
    "/admin/network/institution/1/delete/",
    "/admin/network/institution/1/history/",
    "/admin/jobs/job/",
    "/admin/jobs/job/{failed_job}/change/",
    "/admin/index/releaseentry/",
)
NEWCOMERS_PAGES = (
    "/profile/second-factor/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/reauthenticate/",
)
WINDOWS = pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])


def sign_in(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(STAFF_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/")


def violations(page: Page, paths: Iterable[str]) -> list[tuple[str, str, list[str]]]:
    """What axe-core finds, by page and rule; a page that is not there is found as well."""
    found = []
    for path in paths:
        answer = page.goto(path)
        if answer is None or answer.status != 200 or not page.url.endswith(path):
            found.append((path, f"leads to {page.url}", []))
        # The page of a running job asks again every second.
        page.wait_for_load_state("load" if "/jobs/" in path else "networkidle")
        results = Axe().run(page, options={"runOnly": RULES})
        found += [
            (path, violation["id"], [node["target"] for node in violation["nodes"]][:3])
            for violation in results.response["violations"]
        ]
    return found


@WINDOWS
def test_axe_finds_nothing_on_any_page(
    site: Site,
    open_context: Callable[..., BrowserContext],
    theme: str,
    width: int,
) -> None:
    page = open_context(color_scheme=theme, viewport={"width": width, "height": 900}).new_page()
    assert violations(page, (path.format(release=site.release_id) for path in PAGES)) == []


@WINDOWS
def test_axe_finds_nothing_on_the_pages_of_those_who_are_signed_in(
    site: Site,
    open_context: Callable[..., BrowserContext],
    theme: str,
    width: int,
) -> None:
    window = {"color_scheme": theme, "viewport": {"width": width, "height": 900}}
    administrator, newcomer = open_context(**window).new_page(), open_context(**window).new_page()
    sign_in(administrator, ADMINISTRATOR_EMAIL)
    sign_in(newcomer, NEWCOMER_EMAIL)
    newcomer.goto("/accounts/2fa/totp/activate/")
    newcomer.get_by_label("Password").fill(STAFF_PASSWORD)
    newcomer.get_by_role("main").get_by_role("button", name="Confirm").click()
    newcomer.wait_for_url("**/totp/activate/")
    own = (path.format(**vars(site)) for path in ADMINISTRATORS_PAGES)
    assert violations(administrator, own) + violations(newcomer, NEWCOMERS_PAGES) == []


@WINDOWS
def test_axe_finds_nothing_where_something_was_done_or_went_wrong(
    site: Site,
    open_context: Callable[..., BrowserContext],
    theme: str,
    width: int,
) -> None:
    """A token just made, forms that were not accepted, and addresses that lead nowhere."""
    page = open_context(color_scheme=theme, viewport={"width": width, "height": 900}).new_page()
    sign_in(page, ADMINISTRATOR_EMAIL)
    main = page.get_by_role("main")
    found = []

    def look(what: str) -> None:
        results = Axe().run(page, options={"runOnly": RULES})
        found.extend((what, violation["id"]) for violation in results.response["violations"])

    page.goto("/profile/")
    page.locator("#tokens").get_by_label("Name").fill("nightly download")
    main.get_by_role("button", name="Make a token").click()
    page.get_by_label("Password").fill(STAFF_PASSWORD)
    main.get_by_role("button", name="Confirm").click()
    page.locator(".new-token").wait_for()
    look("a token just made")
    page.goto("/products/tests.counts/request/")
    page.locator("#field-rows").fill("500")
    page.get_by_role("button", name="Ask for it").click()
    page.locator("#field-rows-error").wait_for()
    look("a form that was not accepted")
    page.goto("/admin/people/user/add/")
    page.locator("input[name=_save]").click()
    page.locator(".errornote").wait_for()
    look("a form of the staff site that was not accepted")
    page.goto("/places/atlantis/")
    look("a page that is not there")
    page.goto("/search/?q=%00")
    look("an address that nobody means")
    assert found == []


def test_the_open_palette_and_menu_are_accessible(
    site: Site, open_context: Callable[..., BrowserContext]
) -> None:
    wide = open_context().new_page()
    wide.goto("/")
    wide.keyboard.press("Control+k")
    wide.keyboard.type("pak")
    wide.get_by_role("option").first.wait_for()
    narrow = open_context(viewport={"width": 390, "height": 800}).new_page()
    narrow.goto("/")
    narrow.get_by_role("button", name="Menu").click()
    for page in (wide, narrow):
        results = Axe().run(page, options={"runOnly": RULES})
        assert [violation["id"] for violation in results.response["violations"]] == []
