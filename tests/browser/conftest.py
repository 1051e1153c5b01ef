"""A real Chromium on the real server with its worker, in a home of their own, with a few made-up releases.

Every test that opens a window fails when its console reports an error, above all a violation of the
content security policy.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.browser.orcid import ORCID, serve

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SECONDS_TO_START = 60


@dataclass(frozen=True)
class Site:
    """A running site, the newest of its releases, and what belongs to its administrator."""

    url: str
    release_id: str
    private_id: str
    running_job: str
    failed_job: str
    letter: str
    """Where a referee writes, without an account."""
    selection: str
    """The number of one that waits for the board."""


def chromium() -> str | None:
    """The browser: what `CHROMIUM` names, or what the machine has."""
    return os.environ.get("CHROMIUM") or next(
        (found for name in NAMES if (found := shutil.which(name))), None
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if chromium() is None:
                item.add_marker(pytest.mark.skip(reason=f"no Chromium here (looked for {', '.join(NAMES)})"))


@pytest.fixture(scope="session")
def site_settings() -> Iterator[dict[str, str]]:
    """The site offers sign-in with ORCID; the provider that stands in for it lives as long as the site."""
    with serve(ORCID, "Josiah Carberry") as address:
        yield {"ANSO_ORCID": f"APP-1|hush|{address}"}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, site_settings: dict[str, str]) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("site")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ANSO_")}
    environment |= {
        "ANSO_HOME": str(home),
        "ANSO_PORT": str(port),
        "ANSO_LOG": "error",
        "DJANGO_SETTINGS_MODULE": "anso.portal.settings",
        "PYTHONPATH": str(ROOT),
    } | site_settings

    def python(*arguments: str, **options: Any) -> Any:
        command = [sys.executable, *arguments]
        return subprocess.Popen(command, cwd=ROOT, env=environment, **options)

    seeding = python("-m", "tests.browser.site", "seed", stdout=subprocess.PIPE, text=True)
    names = json.loads(seeding.communicate(timeout=SECONDS_TO_START)[0].splitlines()[-1])
    assert seeding.returncode == 0
    server = python(
        *("-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--log-level", "error", "tests.browser.site:application"),
    )
    worker = python("-m", "tests.browser.site", "work")
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield Site(f"http://127.0.0.1:{port}", **names)
    finally:
        for process in (worker, server):
            process.terminate()
        for process in (worker, server):
            process.wait(timeout=20)


def wait_for(url: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for each file: while it is open this thread has a running event loop, which other tests cannot have."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def open_context(browser: Browser, site: Site) -> Iterator[Callable[..., BrowserContext]]:
    """New windows, as somebody's own browser; what their consoles complain of fails the test."""
    complaints: list[str] = []
    contexts = []

    opened: set[str] = set()

    def complain(page: Page, message: Any) -> None:
        # The browser notes a page or a form that is answered with 404 or 422 as well; what has no address of
        # its own is code that the test itself put into the page.
        about = message.location["url"]
        refused = "responded with a status of 4" in message.text and about in opened
        if message.type == "error" and about and not refused:
            complaints.append(f"{page.url}: {message.text}")

    def watch(page: Page) -> None:
        page.on("request", lambda request: request.is_navigation_request() and opened.add(request.url))
        page.on("console", lambda message: complain(page, message))
        page.on("pageerror", lambda error: complaints.append(str(error)))

    def open_one(**options: Any) -> BrowserContext:
        options = {
            "base_url": site.url,
            "viewport": {"width": 1280, "height": 900},
            "reduced_motion": "reduce",
        } | options
        context = browser.new_context(**options)
        context.set_default_timeout(15_000)
        context.on("page", watch)
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    return open_context().new_page()
