"""Every page holds WCAG 2.2 AA as far as axe-core can tell, in both themes, wide and narrow."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext
from tests.browser.conftest import Site

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
    "/projects/",
    "/events/",
    "/jobs/",
    "/accounts/login/",
    "/accounts/signup/",
    "/api/v1/docs",
    "/fr/",
)


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_on_any_page(
    site: Site,
    open_context: Callable[..., BrowserContext],
    theme: str,
    width: int,
) -> None:
    page = open_context(color_scheme=theme, viewport={"width": width, "height": 900}).new_page()
    found = []
    for path in PAGES:
        address = path.format(release=site.release_id)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        results = Axe().run(page, options={"runOnly": RULES})
        found += [
            (path, violation["id"], [node["target"] for node in violation["nodes"]][:3])
            for violation in results.response["violations"]
        ]
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
