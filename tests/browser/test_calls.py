"""Those who judge calls: every page of reviewers, officers, the board and referees can be read aloud and fits a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page
from tests.browser.boards import SECRETARY
from tests.browser.callers import BOARD, JUDGED, REVIEWER, SETTLED
from tests.browser.conftest import Site
from tests.browser.test_accessibility import WINDOWS, sign_in, violations

NARROW = 390
IN_REVIEW, DECIDED = f"/calls/desk/{JUDGED}/", f"/calls/desk/{SETTLED}/"
OFFICERS = (
    "/calls/desk/",
    "/calls/desk/new/",
    IN_REVIEW,
    f"{IN_REVIEW}applications/",
    f"{IN_REVIEW}applications/JUDGED-00001/",
    f"{IN_REVIEW}pool/",
    f"{IN_REVIEW}conflicts/",
    f"{IN_REVIEW}stages/merit/assignment/",
    f"{IN_REVIEW}stages/merit/assignment/JUDGED-00001/",
    f"{IN_REVIEW}definition/",
    f"{IN_REVIEW}definition/basics/",
    f"{IN_REVIEW}definition/dates/",
    f"{DECIDED}stages/merit/scores/",
    f"{DECIDED}selection/",
    f"{DECIDED}decisions/",
    f"{DECIDED}figures/",
)
EVERYBODYS = ("/calls/", "/calls/tried/", "/calls/tried/check/", f"/calls/{JUDGED}/")


@pytest.fixture
def opened(open_context: Callable[..., BrowserContext]) -> Callable[[str, int, str], Page]:
    """A window of somebody, signed in unless there is no account."""

    def open_one(theme: str, width: int, email: str) -> Page:
        page = open_context(color_scheme=theme, viewport={"width": width, "height": 900}).new_page()
        if email:
            sign_in(page, email)
        return page

    return open_one


def too_wide(page: Page, paths: tuple[str, ...]) -> list[str]:
    found = []
    for path in paths:
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth") > NARROW:
            found.append(path)
    return found


@WINDOWS
def test_axe_finds_nothing_on_the_pages_of_reviewers(
    opened: Callable[..., Page], theme: str, width: int
) -> None:
    page = opened(theme, width, REVIEWER)
    page.goto("/calls/reviews/")
    review = page.locator("main .list a[href*='/reviews/']").first.get_attribute("href")
    assert review is not None
    assert violations(page, ("/calls/reviews/", review, f"/calls/bids/{JUDGED}/")) == []


@WINDOWS
def test_axe_finds_nothing_on_the_desk_of_officers(
    opened: Callable[..., Page], theme: str, width: int
) -> None:
    assert violations(opened(theme, width, SECRETARY), OFFICERS) == []


@WINDOWS
def test_axe_finds_nothing_on_what_referees_the_board_and_everybody_see(
    site: Site, opened: Callable[..., Page], theme: str, width: int
) -> None:
    assert violations(opened(theme, width, ""), (*EVERYBODYS, site.letter)) == []
    assert violations(opened(theme, width, BOARD), (f"/calls/selections/{site.selection}/",)) == []


def test_no_page_of_a_call_is_wider_than_a_phone(site: Site, opened: Callable[..., Page]) -> None:
    assert too_wide(opened("light", NARROW, ""), (*EVERYBODYS, site.letter)) == []
    assert too_wide(opened("light", NARROW, SECRETARY), OFFICERS) == []
    assert too_wide(opened("light", NARROW, REVIEWER), ("/calls/reviews/", f"/calls/bids/{JUDGED}/")) == []


def test_own_work_is_reached_from_the_menu_of_the_account(opened: Callable[..., Page]) -> None:
    for email, keeps in ((REVIEWER, False), (SECRETARY, True)):
        page = opened("light", 1280, email)
        page.locator("header summary", has_text="Account").click()
        offered = page.locator("header .menu[open] a").all_inner_texts()
        assert offered[1:3] == ["Your applications", "Your reviews"]
        assert ("The desk of calls" in offered) is keeps
