"""A forecast hub in a real browser: stepping through rounds by keyboard, choosing, sorting, and without script."""

from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.conftest import Site
from tests.browser.test_accessibility import WINDOWS, violations

BASE = "/hubs/sample"
FIRST = date(2024, 1, 1)
PAGES = (
    "/hubs/",
    f"{BASE}/",
    f"{BASE}/leaderboard/",
    f"{BASE}/leaderboard/?horizon=2&sort=-wis",
    f"{BASE}/explorer/",
    f"{BASE}/models/synth-trend/",
)


def day_of(number: int) -> date:
    return FIRST + timedelta(weeks=number)


def heading(page: Page) -> str:
    return page.locator("#explored-title").inner_text()


def test_the_arrow_keys_step_through_the_rounds_and_the_chart_stays_live(page: Page, site: Site) -> None:
    page.goto(f"{BASE}/explorer/?round={day_of(3)}&place=PK&model=synth-baseline&model=synth-trend")
    figure = page.locator("#explored figure[data-live]")
    figure.wait_for()
    page.evaluate("document.querySelector('#explored figure').dataset.mine = 'kept'")
    page.locator("body").press("ArrowRight")
    expect(page.locator("#explored-title")).to_contain_text("29 January 2024")
    assert f"round={day_of(4)}" in page.url
    assert page.locator("#e-round").input_value() == str(day_of(4))
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#explored-title")).to_contain_text("15 January 2024")
    expect(page.locator("#explored figure[data-mine=kept][data-live]")).to_have_count(1)
    expect(page.locator("#explored [role=status]")).to_contain_text("95% bands")
    page.reload()
    expect(page.locator("#explored-title")).to_contain_text("15 January 2024")


def test_steps_faster_than_the_answers_are_all_taken(page: Page, site: Site) -> None:
    page.goto(f"{BASE}/explorer/?round={day_of(1)}&place=PK")
    page.locator("#explored figure[data-live]").wait_for()
    page.route("**/explorer/**", lambda route: (page.wait_for_timeout(150), route.continue_()))
    for _ in range(3):
        page.locator("body").press("ArrowRight")
    expect(page.locator("#explored-title")).to_contain_text("29 January 2024")
    assert f"round={day_of(4)}" in page.url


def test_the_live_chart_is_that_of_the_round_that_is_shown(page: Page, site: Site) -> None:
    page.goto(f"{BASE}/explorer/?round={day_of(3)}&place=PK&model=synth-baseline")
    page.locator("#explored figure[data-live]").wait_for()

    def drawn() -> str:
        return page.locator("#explored .canvas svg").inner_html()

    before = drawn()
    page.locator("body").press("ArrowRight")
    page.wait_for_function(
        "before => document.querySelector('#explored .canvas svg').innerHTML !== before", arg=before
    )
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(
        "before => document.querySelector('#explored .canvas svg').innerHTML === before", arg=before
    )
    expect(page.locator("#explored picture")).to_be_hidden()


def test_the_arrow_keys_belong_to_the_field_that_is_typed_in(page: Page, site: Site) -> None:
    page.goto(f"{BASE}/explorer/?round={day_of(3)}&place=PK")
    page.locator("#explored figure[data-live]").wait_for()
    title = heading(page)
    page.locator("fieldset.models input").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+k")
    page.keyboard.type("pak")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    page.wait_for_timeout(400)
    assert (heading(page), f"round={day_of(3)}" in page.url) == (title, True)


def test_the_ends_are_ends(page: Page, site: Site) -> None:
    page.goto(f"{BASE}/explorer/?round={FIRST}&place=PK")
    title = heading(page)
    page.locator("body").press("ArrowLeft")
    page.wait_for_timeout(300)
    assert heading(page) == title
    expect(page.get_by_role("link", name="The round before")).to_have_count(0)


def test_what_is_chosen_is_shown_at_once_and_the_focus_stays(page: Page, site: Site) -> None:
    page.goto(f"{BASE}/explorer/?round={day_of(3)}&place=PK&model=synth-baseline")
    page.locator("#explored figure[data-live]").wait_for()
    page.get_by_label("Place", exact=True).select_option(label="Sri Lanka")
    expect(page.locator("#explored-title")).to_contain_text("Sri Lanka")
    box = page.get_by_label("synth-trend", exact=True)
    box.check()
    expect(page).to_have_url(
        f"{site.url}{BASE}/explorer/?round={day_of(3)}&target=inc+case&place=LK&model=synth-baseline&model=synth-trend"
    )
    expect(box).to_be_focused()
    page.get_by_label("Logarithmic axis").check()
    expect(page.locator("#explored .canvas")).to_contain_text("log axis")


def test_no_more_models_can_be_ticked_than_can_be_told_apart(page: Page, site: Site) -> None:
    page.goto(f"{BASE}/explorer/?round={day_of(3)}")
    boxes = page.locator("fieldset.models input")
    for number in range(boxes.count()):
        if not boxes.nth(number).is_disabled():
            boxes.nth(number).check()
    assert page.locator("fieldset.models input:checked").count() == 6
    assert page.locator("fieldset.models input:disabled").count() == boxes.count() - 6


def test_the_leaderboard_is_sorted_in_its_place_and_filtered_by_its_address(page: Page, site: Site) -> None:
    page.goto(f"{BASE}/leaderboard/")
    table = page.locator("#leaderboard table")
    page.get_by_role("link", name="In 95%").click()
    expect(table.locator("th[aria-sort=ascending]")).to_have_text("In 95%")
    assert page.url.endswith(f"{BASE}/leaderboard/")
    page.locator("summary", has_text="All horizons").click()
    page.get_by_label("4 weeks ahead").check()
    page.get_by_label("Target").select_option(label="Deaths a week")
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url("**/leaderboard/?*")
    assert "horizon=4" in page.url
    assert "target=inc+death" in page.url
    expect(page.locator("main .lead").first).to_contain_text("Deaths a week, 4 weeks ahead")


def test_all_of_it_works_without_script(open_context: Callable[..., BrowserContext], site: Site) -> None:
    page = open_context(java_script_enabled=False, viewport={"width": 390, "height": 800}).new_page()
    page.goto(f"{BASE}/explorer/?round={day_of(3)}&place=PK")
    page.get_by_role("link", name="The round after").click()
    page.wait_for_url(f"**round={day_of(4)}**")
    page.get_by_label("Place", exact=True).select_option(label="Sri Lanka")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#explored-title")).to_contain_text("Sri Lanka")
    picture = page.locator("#explored picture img")
    expect(picture).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert picture.evaluate("image => image.naturalWidth") > 0
    page.goto(f"{BASE}/leaderboard/")
    page.get_by_role("link", name="WIS", exact=True).click()
    page.wait_for_url("**sort=wis**")


@WINDOWS
def test_axe_finds_nothing_on_the_pages_of_a_hub(
    site: Site, open_context: Callable[..., BrowserContext], theme: str, width: int
) -> None:
    page = open_context(color_scheme=theme, viewport={"width": width, "height": 900}).new_page()
    assert violations(page, PAGES) == []


def test_on_a_phone_no_page_of_a_hub_is_wider_than_the_window(
    open_context: Callable[..., BrowserContext], site: Site
) -> None:
    page = open_context(viewport={"width": 360, "height": 740}).new_page()
    wide = {}
    for path in PAGES:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        wide[path] = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
    assert wide == dict.fromkeys(PAGES, 0)
