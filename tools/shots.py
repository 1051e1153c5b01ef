"""Screenshots of every page, wide and narrow, light and dark: `python tools/shots.py http://127.0.0.1:8000 FOLDER`.

In come the address of a running site and a folder; out go PNG files named after page, width and theme, and
on the terminal whatever the browser's console had to say. Further paths may follow the folder.
"""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin

from playwright.sync_api import Page, sync_playwright

WIDTHS = (1440, 390)
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PATHS = (
    "/",
    "/places/",
    "/places/PK/",
    "/places/FJ/",
    "/places/south-asia/",
    "/places/PK-punjab/",
    "/corridors/health/",
    "/corridors/food/",
    "/products/",
    "/products/epidemics.situation/",
    "/products/epidemics.situation/request/",
    "/alerts/",
    "/search/?q=pak",
    "/network/",
    "/projects/",
    "/events/",
    "/jobs/",
    "/accounts/login/",
    "/zh-hans/",
    "/ru/places/PK/",
)
CHROMIUM = os.environ.get("ANSO_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main(base: str, folder: Path, paths: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for theme in THEMES:
            for width in WIDTHS:
                context = browser.new_context(
                    viewport={"width": width, "height": 900},
                    color_scheme=theme,
                    reduced_motion="reduce",
                    device_scale_factor=1,
                )
                page = context.new_page()
                page.on("console", lambda message: print("console:", message.type, message.text))
                page.on("pageerror", lambda error: print("error:", error))
                for path in paths or [*PATHS, *newest_releases(page, base)]:
                    shoot(page, urljoin(base, path), folder / f"{slug(path)}-{width}-{theme}.png")
                context.close()
        browser.close()


def newest_releases(page: Page, base: str) -> Iterator[str]:
    """The page of each product's newest release, read off the products' page."""
    page.goto(urljoin(base, "/products/"))
    links = page.locator("main a[href^='/releases/']")
    yield from sorted({str(link.get_attribute("href")) for link in links.all()})


def shoot(page: Page, url: str, path: Path) -> None:
    answer = page.goto(url)
    if answer is None or not answer.ok:
        print(url, answer.status if answer else "no answer")
    scroll_through(page)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=path, full_page=True)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if overflow > 0:
        print(f"{url} is {overflow} px too wide at {page.viewport_size}")


def scroll_through(page: Page) -> None:
    """Bring every chart near the window once, so that each is drawn."""
    height: Any = page.evaluate("document.documentElement.scrollHeight")
    for top in range(0, int(height), 700):
        page.evaluate("top => window.scrollTo(0, top)", top)
        page.wait_for_timeout(60)
    page.evaluate("window.scrollTo(0, 0)")


def slug(path: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "home"


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
