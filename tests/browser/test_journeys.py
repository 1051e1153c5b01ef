"""What readers do, from one page to the next, in a real browser."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.conftest import Site


def test_from_the_first_page_to_a_countrys_release_and_its_rows(
    page: Page, site: Site, tmp_path: Path
) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cases are growing")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Places").click()
    page.get_by_role("link", name="Pakistan 255 million PK").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pakistan")
    page.locator(".strip").get_by_role("link", name="30").click()
    page.wait_for_url(f"**/releases/{site.release_id}/**")

    table = page.locator("#table-counts")
    expect(table.get_by_role("status")).to_have_text("Rows 1 to 12 of 30")
    table.get_by_role("link", name="New cases").click()
    expect(table.locator("tbody tr").first.locator("td").nth(1)).to_have_text("29")
    table.get_by_label("Column").select_option("cases")
    table.get_by_label("Condition").select_option("<=")
    table.get_by_label("Value").fill("4")
    table.get_by_role("button", name="Show").click()
    expect(table.get_by_role("status")).to_have_text("Rows 1 to 5 of 5")
    assert "/tables/" not in page.url

    with page.expect_download() as download:
        table.get_by_role("link", name="CSV").click()
    content = Path(download.value.path()).read_text(encoding="utf-8")
    assert [line.split(",")[1] for line in content.splitlines()] == ["cases", "4", "3", "2", "1", "0"]


def test_search_opens_by_keyboard_and_leads_to_a_place(page: Page, site: Site) -> None:
    page.goto("/alerts/")
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="Find places, products, releases and records")
    expect(box).to_be_focused()
    page.keyboard.type("巴基")
    expect(page.get_by_role("option")).to_have_text(["Pakistan Country"])
    box.fill("pak")
    expect(page.get_by_role("option").nth(1)).to_contain_text("Province")
    expect(box).to_have_attribute("aria-activedescendant", "hit-1")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "hit-2")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/places/PK/")

    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).not_to_be_visible()


def test_search_says_when_nothing_is_found(page: Page, site: Site) -> None:
    page.goto("/")
    page.keyboard.press("Control+k")
    page.keyboard.type("xqzxqz")
    expect(page.locator("#palette [role=status]")).to_have_text("Nothing found.")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=xqzxqz")


def test_the_language_is_switched_on_the_same_page(page: Page, site: Site) -> None:
    page.goto("/places/PK/")
    page.locator("summary", has_text="English").click()
    page.get_by_role("link", name="Français").click()
    page.wait_for_url("**/fr/places/PK/")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator(".strip")).to_contain_text("Cas")


def test_the_theme_is_chosen_kept_and_drawn_anew(page: Page, site: Site) -> None:
    page.goto(f"/releases/{site.release_id}/")
    light = page.evaluate("getComputedStyle(document.body.parentElement).backgroundColor")
    page.locator("figure[data-live]").first.wait_for()
    bars = page.locator("figure[data-live] .canvas svg path[aria-roledescription=bar]").first
    before = bars.get_attribute("fill")

    page.locator("summary", has_text="Theme").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body.parentElement).backgroundColor") != light
    expect(bars).not_to_have_attribute("fill", before or "")

    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_chart_is_live_near_the_window_and_a_picture_without_script(
    page: Page, open_context: Callable[..., BrowserContext], site: Site
) -> None:
    page.goto(f"/releases/{site.release_id}/")
    page.locator("figure[data-live]").first.wait_for()
    expect(page.locator("figure[data-live] .canvas").first).to_have_attribute("aria-label", "Bars")

    plain = open_context(java_script_enabled=False).new_page()
    plain.goto(f"/releases/{site.release_id}/")
    picture = plain.get_by_role("img", name="Bars")
    expect(picture).to_be_visible()
    picture.scroll_into_view_if_needed()
    plain.wait_for_load_state("networkidle")
    assert picture.bounding_box()["height"] > 50  # type: ignore[index]


def test_all_of_it_works_without_script(open_context: Callable[..., BrowserContext], site: Site) -> None:
    page = open_context(java_script_enabled=False, viewport={"width": 390, "height": 800}).new_page()
    page.goto("/")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Products").click()
    page.get_by_role("link", name="Counts", exact=True).click()
    page.get_by_role("link", name="Cases are growing").first.click()
    page.locator("#table-counts").get_by_role("link", name="New cases").click()
    page.wait_for_url("**/tables/counts/?sort=-cases#table-counts")
    page.goto("/search/?q=pakistan")
    page.get_by_role("link", name="Pakistan", exact=True).click()
    page.wait_for_url("**/places/PK/")


def test_on_a_phone_no_page_is_wider_than_the_window(
    open_context: Callable[..., BrowserContext], site: Site
) -> None:
    page = open_context(viewport={"width": 360, "height": 740}).new_page()
    for path in (
        "/",
        "/places/",
        "/places/PK/",
        "/places/south-asia/",
        "/products/tests.counts/",
        f"/releases/{site.release_id}/",
        "/alerts/",
        "/search/?q=pak",
    ):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert (
            path,
            page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
        ) == (path, 0)


def test_asking_for_a_release_leads_by_its_job_to_the_release(page: Page, site: Site) -> None:
    page.goto("/products/tests.counts/request/")
    # An earlier day and one country: the newest release stays the one that other tests look at.
    page.locator("#field-issued").fill("2020-05-15")
    page.locator("#field-country").select_option("FR")
    page.locator("#field-rows").fill("500")
    page.get_by_role("button", name="Ask for it").click()
    expect(page.locator("#field-rows")).to_have_value("500")
    expect(page.locator("main")).to_contain_text("500 is above 100, the most allowed")

    page.locator("#field-rows").fill("5")
    page.get_by_role("button", name="Ask for it").click()
    page.wait_for_url("**/jobs/*/")
    # The job's page leads on by itself when the job is done.
    page.wait_for_url("**/releases/tests.counts/2020-05-15-*/", timeout=30_000)
    expect(page.locator("#table-counts").get_by_role("status")).to_have_text("Rows 1 to 5 of 5")


def test_the_keyboard_reaches_the_content_first_and_sees_where_it_is(page: Page, site: Site) -> None:
    page.goto("/places/PK/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert (page.evaluate("document.activeElement.closest('main') !== null"), outline) == (True, "solid")
