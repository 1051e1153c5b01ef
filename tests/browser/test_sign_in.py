"""Signing in as staff do: a password, then a passkey, in a real browser under the site's own policy."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.conftest import Site
from tests.browser.site import STAFF_EMAIL, STAFF_PASSWORD

PASSKEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_a_passkey_device(page: Page) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": PASSKEY})


def test_staff_are_led_to_a_passkey_and_sign_in_with_it_alone_from_then_on(
    open_context: Callable[..., BrowserContext], site: Site
) -> None:
    # Passkeys belong to a name; an address made of numbers has none.
    page = open_context(base_url=site.url.replace("127.0.0.1", "localhost")).new_page()
    with_a_passkey_device(page)
    main = page.get_by_role("main")

    page.goto("/admin/")
    page.get_by_label("Email").fill(STAFF_EMAIL)
    page.get_by_label("Password").fill(STAFF_PASSWORD)
    main.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up a second factor")

    page.get_by_role("link", name="With a passkey or security key").click()
    page.get_by_label("Password").fill(STAFF_PASSWORD)
    main.get_by_role("button", name="Confirm").click()
    page.get_by_label("Passwordless").check()
    main.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery Codes")

    page.goto("/admin/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Records")
    page.goto("/accounts/logout/")
    main.get_by_role("button", name="Sign out").click()

    page.goto("/accounts/login/?next=/admin/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/admin/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Records")
