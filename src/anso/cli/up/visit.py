"""`anso up --check`: visit every public page as an anonymous visitor, and read the logs for errors.

Two ways lead to pages, and both are taken: the addresses that the site's own resolver knows (those without
arguments, in every language), and the links that pages hold (which give the others their real objects:
places, releases, events). A page that only signed-in people may see answers with the way to the sign-in.
"""

import json
import time
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from anso.cli.up.addresses import in_default_language, known_addresses, route_of, routes_with_arguments
from anso.cli.up.browser import Answer, Browser
from anso.cli.up.children import Children
from anso.cli.up.stage import Stage
from anso.config import Config

__all__ = ["log_errors", "visit_all"]

AT_ONCE = 4
QUERIES_OF_ONE_PATH = 2
OBJECTS_OF_ONE_ROUTE = 260
"""Enough for every country; of the thousands of provinces, the first that pages lead to."""
TRANSLATED_OBJECTS_OF_ONE_ROUTE = 3
CALLS_OF_ONE_ROUTE = 5
"""Of the API, which counts how often a visitor calls."""
NOT_FOR_VISITORS = {401, 403, 405}
"""What an address known to the resolver, but linked from nowhere, may answer an anonymous GET with."""
NOT_WITHOUT_PARAMETERS = {400, 404, 422}
"""What such an address of the API may answer as well."""
API = "/api/"


@dataclass(frozen=True)
class Visit:
    address: str
    linked_from: str
    """Empty for addresses that the resolver gave."""


def visit_all(settings: Config, children: Children, stage: Stage) -> bool:
    """Visit, print what was found, and say whether all were well."""
    began = time.monotonic()
    step = stage.begin("Visiting every public page")
    answers = crawl(settings, step.progress)
    step.end(f"{len(answers)} addresses")
    problems = [
        f"{visit.address} answers {answer.status}"
        + (f" (linked from {visit.linked_from})" if visit.linked_from else "")
        for visit, answer in answers
        if not is_well(visit, answer)
    ]
    errors = [f"{child.name}: {line}" for child in children for line in log_errors(child.logged())]
    for line in (*problems, *errors):
        stage.say(line)
    counts = Counter(answer.status for _visit, answer in answers)
    pages = sum(1 for _visit, answer in answers if answer.status == 200 and answer.is_page)
    slowest_visit, slowest = max(answers, key=lambda pair: pair[1].seconds)
    stage.say(
        f"{pages} pages and {counts[200] - pages} other files came in {time.monotonic() - began:.1f} s; "
        f"{counts[302]} led to the sign-in or elsewhere; the slowest, {slowest_visit.address}, took {slowest.seconds:.2f} s"
    )
    unseen = routes_with_arguments() - {route_of(visit.address) for visit, _answer in answers}
    if unseen:
        stage.say(f"Addresses that no public page leads to: {', '.join(sorted(unseen))}")
    return not problems and not errors


def crawl(settings: Config, progress: Callable[[float, str], None]) -> list[tuple[Visit, Answer]]:
    """Every address that can be reached, with its answer."""
    queue = deque(Visit(address, "") for address in known_addresses())
    seen = {visit.address for visit in queue}
    queries: Counter[str] = Counter()
    objects: Counter[str] = Counter()
    answers: list[tuple[Visit, Answer]] = []
    browser = Browser(settings)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        going: dict[Future[Answer], Visit] = {}
        while queue or going:
            while queue and len(going) < 2 * AT_ONCE:
                visit = queue.popleft()
                going[pool.submit(browser.get, visit.address)] = visit
            for future in wait(going, return_when=FIRST_COMPLETED).done:
                visit, answer = going.pop(future), future.result()
                answers.append((visit, answer))
                progress(len(answers) / len(seen), f"{len(answers)} of {len(seen)}")
                for link in answer.links:
                    address = inside(visit.address, link)
                    if address is None or address in seen:
                        continue
                    path, _, query = address.partition("?")
                    queries[path] += bool(query)
                    if query and queries[path] > QUERIES_OF_ONE_PATH:
                        continue
                    route = route_of(address)
                    objects[route] += 1
                    if route and objects[route] > most_of(route):
                        continue
                    seen.add(address)
                    queue.append(Visit(address, visit.address))
    return answers


def most_of(route: str) -> int:
    """How many addresses of one route are visited."""
    if f"/{route}".startswith(API):
        return CALLS_OF_ONE_ROUTE
    return OBJECTS_OF_ONE_ROUTE if in_default_language(route) else TRANSLATED_OBJECTS_OF_ONE_ROUTE


def inside(page: str, link: str) -> str | None:
    """The link as an address of this site; None when it leads elsewhere."""
    parts = urlsplit(urljoin(f"http://site{page}", urldefrag(link).url))
    if parts.scheme != "http" or parts.netloc != "site":
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")


def is_well(visit: Visit, answer: Answer) -> bool:
    if answer.status in (200, 301, 302):
        return True
    if visit.linked_from:
        return False
    return answer.status in NOT_FOR_VISITORS or (
        visit.address.startswith(API) and answer.status in NOT_WITHOUT_PARAMETERS
    )


def log_errors(text: str) -> list[str]:
    """The lines of a log that tell of an error: by their level, or by the trace they hold."""
    found = []
    for line in text.splitlines():
        try:
            event = json.loads(line)
        except json.JSONDecodeError:
            if line.startswith("Traceback ") or "[ERROR]" in line or "[CRITICAL]" in line:
                found.append(line)
            continue
        if isinstance(event, dict) and event.get("level") in ("error", "critical"):
            found.append(f"{event.get('message', '')} {event.get('path', '')}".strip())
    return found
