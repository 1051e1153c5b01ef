"""What the people of a board do, in windows of their own: a meeting to its minutes, an application to its approval."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.boards import APPLICANT, CHAIR, MEMBER, SECRETARY
from tests.browser.site import STAFF_PASSWORD
from tests.browser.test_accessibility import violations

BOARD = "/governance/bodies/tide-board/"
SEALED = re.compile(r"^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$")

OpenWindow = Callable[[str], Page]


@pytest.fixture
def window(open_context: Callable[..., BrowserContext]) -> OpenWindow:
    """A window of somebody who is signed in."""

    def open_one(email: str) -> Page:
        page = open_context().new_page()
        page.goto("/accounts/login/")
        page.get_by_label("Email").fill(email)
        page.get_by_label("Password").fill(STAFF_PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url("**/")
        return page

    return open_one


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def draft(page: Page, question: str, code: str) -> None:
    page.get_by_label("Question").fill(question)
    page.get_by_label("Code").fill(code)
    page.get_by_label("Opens").fill("2020-01-01T00:00")
    page.get_by_label("Deadline").fill("2099-01-01T00:00")
    press(page, "Save the draft")
    press(page, "Open the ballot")


def vote(page: Page, code: str, choice: str) -> None:
    page.goto(f"/governance/ballots/{code}/")
    follow(page, "Vote")
    page.get_by_label(choice, exact=True).check()
    press(page, "Cast the vote")
    expect(page.locator("strong code")).to_have_text(SEALED)


def count(page: Page, code: str) -> None:
    page.goto(f"/governance/ballots/{code}/")
    press(page, "Close and count")
    heading(page, "Adopted")
    press(page, "Publish the result")


def test_board_meets_from_agenda_to_published_minutes(window: OpenWindow, page: Page) -> None:
    secretary, chair, member = (window(email) for email in (SECRETARY, CHAIR, MEMBER))
    secretary.goto(BOARD)
    follow(secretary, "Plan a meeting")
    secretary.get_by_label("Title").fill("First meeting on tides")
    secretary.get_by_label("Code").fill("tides-first")
    secretary.get_by_label("First day").fill(date.today().isoformat())  # noqa: DTZ011  # as the clock on the wall
    press(secretary, "Save")
    secretary.locator("#id_item-title").fill("Where to meet next")
    press(secretary, "Add the item")
    secretary.get_by_label("Agenda item").select_option(label="1. Where to meet next")
    secretary.locator("#id_paper-title").fill("Places by the sea")
    secretary.get_by_label("Text").fill("There are *many*.")
    press(secretary, "Add the paper")
    secretary.goto("/governance/meetings/tides-first/")
    press(secretary, "Convene: send the invitations")

    member.goto("/governance/meetings/tides-first/")
    follow(member, "Places by the sea")
    expect(member.locator(".prose em")).to_have_text("many")
    page.goto("/governance/meetings/tides-first/")
    expect(page.get_by_role("link", name="Places by the sea")).to_have_count(0)

    follow(secretary, "Attendance")
    for name, said in (
        ("Carla Chair (Chair)", "There is no quorum"),
        ("Mona Member (Member)", "has its quorum"),
    ):
        secretary.get_by_label("Seat").select_option(label=name)
        press(secretary, "Comes now")
        expect(secretary.locator(".notice[role=status]")).to_contain_text(said)

    secretary.goto("/governance/meetings/tides-first/")
    follow(secretary, "Draft a ballot")
    secretary.get_by_label("Agenda item").select_option(label="1. Where to meet next")
    draft(secretary, "Shall we meet by the sea?", "tides-place")
    vote(chair, "tides-place", "Yes")
    vote(member, "tides-place", "Yes")
    chair.goto("/governance/ballots/tides-place/vote/")
    expect(chair.get_by_role("main")).to_contain_text("You have no vote left to cast here.")
    count(secretary, "tides-place")

    secretary.goto("/governance/bodies/tide-board/resolutions/new/?meeting=tides-first")
    secretary.get_by_label("Title").fill("The board meets by the sea")
    secretary.get_by_label("Text").fill("It meets by the sea.")
    secretary.get_by_label("Ballot").select_option(label="tides-place")
    press(secretary, "Record it")
    press(secretary, "Publish the resolution")

    secretary.goto("/governance/meetings/tides-first/")
    press(secretary, "Close the meeting")
    follow(secretary, "Write the minutes")
    expect(secretary.get_by_label("Minutes")).to_have_value("## 1. Where to meet next")
    secretary.get_by_label("Minutes").fill("## 1. Where to meet next\n\nBy the sea, as resolved.")
    press(secretary, "Save the draft")
    chair.goto("/governance/meetings/tides-first/")
    press(chair, "Approve the minutes")
    secretary.reload()
    press(secretary, "Publish the minutes")

    page.goto("/governance/")
    follow(page, "First meeting on tides")
    expect(page.locator(".prose")).to_contain_text("By the sea, as resolved.")
    follow(page, "The board meets by the sea")
    heading(page, "The board meets by the sea")
    follow(page, "Shall we meet by the sea?")
    heading(page, "Adopted")


def resolve(page: Page, body: str, title: str, effect: str, ballot: str = "") -> None:
    page.goto(f"/governance/bodies/{body}/resolutions/new/")
    page.get_by_label("Title").fill(title)
    page.get_by_label("Text").fill(f"{title}.")
    if ballot:
        page.get_by_label("Ballot").select_option(label=ballot)
    page.get_by_label("Effect").select_option(label=effect)
    page.get_by_label("Institutions concerned").select_option(label="Institute of Currents")
    press(page, "Record it")
    press(page, "Publish the resolution")


def test_application_goes_from_its_form_by_the_boards_vote_to_the_assemblys_approval(
    window: OpenWindow, page: Page
) -> None:
    applicant, secretary = window(APPLICANT), window(SECRETARY)
    applicant.goto("/network/apply/")
    applicant.get_by_label("Name", exact=True).fill("Institute of Currents")
    applicant.get_by_label("Country").select_option("LK")
    applicant.get_by_label("Why it wishes to join").fill(
        "We watch the currents, and would watch them for all."
    )
    press(applicant, "Send the application")

    secretary.goto(f"{BOARD}ballots/new/")
    draft(secretary, "Shall the Institute of Currents be endorsed?", "currents")
    for email in (CHAIR, MEMBER):
        vote(window(email), "currents", "Yes")
    count(secretary, "currents")
    resolve(secretary, "tide-board", "The Institute of Currents is endorsed", "Endorses members", "currents")
    page.goto("/network/institutions/institute-of-currents/")
    expect(page.get_by_role("main")).to_contain_text("Endorsed by the board")
    resolve(secretary, "tide-assembly", "The Institute of Currents is approved", "Approves members")
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("Approved by the assembly")


PAGES = (
    "/governance/",
    BOARD,
    f"{BOARD}terms/",
    f"{BOARD}meetings/new/",
    f"{BOARD}ballots/new/",
    f"{BOARD}resolutions/new/",
    "/governance/bodies/governing-board/",
    "/governance/meetings/third-board-meeting/",
    "/governance/meetings/third-board-meeting/attendance/",
    "/governance/meetings/third-board-meeting/agenda/",
    "/governance/meetings/third-board-meeting/minutes/",
    "/governance/ballots/tides-place/",
    "/governance/resolutions/",
    "/governance/resolutions/governing-board/2020/5/",
    "/governance/tasks/",
)


def test_axe_finds_nothing_on_the_pages_of_governance(window: OpenWindow) -> None:
    secretary = window(SECRETARY)
    assert violations(secretary, PAGES) == []
