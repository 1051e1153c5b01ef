"""A person from signing up through ORCID (a provider here stands in for it) to taking themself out again."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect
from tests.browser.conftest import Site
from tests.browser.orcid import ORCID

EMAIL = "josiah@example.org"


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def test_person_comes_by_orcid_describes_themself_and_goes(
    open_context: Callable[..., BrowserContext], site: Site, tmp_path: Path
) -> None:
    page = open_context().new_page()
    sign_up(page)
    page.goto("/profile/described/")
    expect(main(page).get_by_role("link", name=ORCID)).to_be_visible()
    describe(page)
    address = page.url
    visitor = open_context().new_page()
    see_as_a_visitor(visitor, address)
    download(page, tmp_path)
    delete(page)
    visitor.goto(address)
    expect(visitor.get_by_role("heading", level=1)).not_to_have_text("Josiah Carberry")


def sign_up(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_role("link", name="ORCID").click()
    main(page).get_by_role("button", name="Continue").click()
    page.wait_for_url("**/accounts/3rdparty/signup/")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Josiah Carberry")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("I have read the privacy notice and agree to it").check()
    main(page).get_by_role("button", name="Sign Up").click()
    page.wait_for_url(re.compile(r"://[^/]+/$"))


def describe(page: Page) -> None:
    page.get_by_label("Profile shown to").select_option(label="Everyone")
    page.locator("#id_other_names").fill("Иосия Карберри")
    page.get_by_label("Water security").check()
    main(page).get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Your profile was saved.")).to_be_visible()
    page.get_by_text("Add an affiliation").click()
    page.locator("#affiliation_institution").select_option(label="University of Zagreb")
    page.get_by_label("Position").fill("Professor of psychoceramics")
    main(page).get_by_role("button", name="Add", exact=True).click()
    expect(main(page).get_by_text("Professor of psychoceramics")).to_be_visible()
    main(page).get_by_role("link", name="Your page").click()


def see_as_a_visitor(page: Page, address: str) -> None:
    """By the name in another script, with what is shown to everyone and nothing else."""
    page.goto("/people/?q=карберри")
    main(page).get_by_role("link", name="Josiah Carberry").click()
    assert page.url == address
    expect(main(page)).to_contain_text("Professor of psychoceramics")
    expect(main(page).get_by_role("link", name=ORCID)).to_be_visible()
    expect(main(page)).not_to_contain_text(EMAIL)


def download(page: Page, folder: Path) -> None:
    page.goto("/profile/privacy/")
    with page.expect_download() as caught:
        main(page).get_by_role("link", name="Download your data").click()
    caught.value.save_as(folder / "data.zip")
    archive = zipfile.ZipFile(io.BytesIO((folder / "data.zip").read_bytes()))
    assert json.loads(archive.read("people.user.json"))[0]["email"] == EMAIL
    assert json.loads(archive.read("socialaccount.socialaccount.json"))[0]["uid"] == ORCID
    assert json.loads(archive.read("people.consent.json"))[0]["document"] == "privacy"


def delete(page: Page) -> None:
    main(page).get_by_role("link", name="Delete your account").click()
    page.get_by_label("Your e-mail address, to confirm").fill("somebody@example.org")
    main(page).get_by_role("button", name="Delete it for good").click()
    expect(main(page)).to_contain_text("This is not the address of this account.")
    page.get_by_label("Your e-mail address, to confirm").fill(EMAIL)
    main(page).get_by_role("button", name="Delete it for good").click()
    expect(page.get_by_text("Your account was deleted")).to_be_visible()
    page.goto("/profile/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
