"""Applying on a phone: what is typed survives a dead line and an ended session, and every page can be read aloud."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.callers import HASTY, STUDENT
from tests.browser.test_accessibility import sign_in, violations

PHONE = {"width": 390, "height": 844}
PARTS = ("", "sections/person/", "sections/studies/", "sections/record/", "preview/", "submit/", "people/")


@pytest.fixture
def phone(open_context: Callable[..., BrowserContext]) -> Page:
    return open_context(viewport=PHONE, has_touch=True).new_page()


def begin(page: Page, email: str) -> str:
    """Signed in, at the first page of one's draft; gives its address."""
    sign_in(page, email)
    page.goto("/calls/applications/")
    if not page.locator("main .list a").count():
        page.evaluate(
            """async () => {
                const mark = document.querySelector("[name=csrfmiddlewaretoken]").value;
                const body = new URLSearchParams({ csrfmiddlewaretoken: mark });
                await fetch("/calls/tried/apply/", { method: "POST", body });
            }"""
        )
        page.goto("/calls/applications/")
    page.locator("main .list a").first.click()
    page.wait_for_url(re.compile(r"/calls/applications/[0-9a-f-]{36}/$"))
    return page.url


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_on_the_pages_of_applicants(
    open_context: Callable[..., BrowserContext], theme: str, width: int
) -> None:
    page = open_context(color_scheme=theme, viewport={"width": width, "height": 900}).new_page()
    path = begin(page, STUDENT).partition("//")[2].partition("/")[2]
    assert violations(page, ["/calls/applications/", *(f"/{path}{part}" for part in PARTS)]) == []


def test_no_page_is_wider_than_a_phone_and_buttons_are_large_enough_for_a_thumb(phone: Page) -> None:
    address = begin(phone, STUDENT)
    for part in PARTS:
        phone.goto(f"{address}{part}")
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], part
    phone.goto(f"{address}sections/record/")
    heights = phone.locator(".savebar button").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert min(heights) >= 44


def test_typing_is_saved_by_itself_and_says_so(phone: Page) -> None:
    address = begin(phone, HASTY)
    phone.goto(f"{address}sections/studies/")
    phone.get_by_label("Plan of research").fill("Saved without a press of anything.")
    expect(phone.locator("[data-save-status]")).to_have_text("Saved", timeout=15_000)
    phone.goto(f"{address}sections/studies/")
    expect(phone.get_by_label("Plan of research")).to_have_value("Saved without a press of anything.")


def test_text_typed_on_a_dead_line_is_offered_back(phone: Page) -> None:
    address = begin(phone, HASTY)
    phone.goto(f"{address}sections/person/")
    phone.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('no line')); }")
    phone.get_by_label("Name as in your passport").fill("Typed on a dead line")
    expect(phone.locator("[data-save-status]")).to_contain_text("No connection", timeout=15_000)
    phone.goto(f"{address}sections/person/")
    phone.get_by_role("button", name="Put it back").click()
    expect(phone.get_by_label("Name as in your passport")).to_have_value("Typed on a dead line")
    expect(phone.locator("[data-save-status]")).to_have_text("Saved", timeout=15_000)


def test_text_typed_after_the_session_ended_is_offered_back_after_the_next_sign_in(phone: Page) -> None:
    address = begin(phone, HASTY)
    phone.goto(f"{address}sections/studies/")
    phone.context.clear_cookies(name="anso_session")
    phone.get_by_label("Plan of research").fill("Typed when nobody was signed in any more.")
    expect(phone.locator("[data-save-status]")).to_contain_text("You are signed out", timeout=15_000)
    begin(phone, HASTY)
    phone.goto(f"{address}sections/studies/")
    phone.get_by_role("button", name="Put it back").click()
    expect(phone.get_by_label("Plan of research")).to_have_value("Typed when nobody was signed in any more.")


def test_second_tab_is_shown_both_texts(open_context: Callable[..., BrowserContext]) -> None:
    window = open_context(viewport=PHONE)
    one, two = window.new_page(), window.new_page()
    address = begin(one, HASTY)
    for page in (one, two):
        page.goto(f"{address}sections/studies/")
    one.get_by_label("Plan of research").fill("Of the first tab")
    one.get_by_role("button", name="Save", exact=True).click()
    one.wait_for_load_state("networkidle")
    two.get_by_label("Plan of research").fill("Of the second tab")
    two.get_by_role("button", name="Save", exact=True).click()
    expect(two.get_by_role("alert")).to_contain_text("Saved elsewhere in the meantime")
    expect(two.locator(".elsewhere")).to_contain_text("Of the first tab")
    expect(two.get_by_label("Plan of research")).to_have_value("Of the second tab")


def test_whole_way_to_the_receipt_works_without_script(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(viewport=PHONE, java_script_enabled=False).new_page()
    sign_in(page, STUDENT)
    page.goto("/calls/applications/")
    page.locator("main .list a").first.click()
    page.get_by_role("link", name="Studies applied for").click()
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("button", name="Add a row").first.click()
    expect(page.locator("#q-education .row")).to_have_count(2)
    page.goto(page.url.partition("sections/")[0])
    page.get_by_role("link", name="Submit …").click()
    page.get_by_role("button", name="Submit now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile(r"Your application TRIED-\d{5} has arrived")
    )
