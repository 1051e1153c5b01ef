"""The load client of the measurements: it must not flatter.

It is run in a thread of its own: a browser test before it may have left this one with a running event loop.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from benches.load import Outcome, closed_loop, open_loop

DELAY_SECONDS = 0.05


class Slow(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        time.sleep(DELAY_SECONDS)
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Slow) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def apart(load: Callable[..., Outcome], *arguments: object, **details: object) -> Outcome:
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(load, *arguments, **details).result()


def test_closed_loop_asks_as_often_as_it_is_answered(port: int) -> None:
    outcome = apart(closed_loop, port, "/", clients=2, seconds=0.5)
    assert 2 * 0.5 / DELAY_SECONDS * 0.25 <= len(outcome.seconds) <= 2 * 0.5 / DELAY_SECONDS + 2
    assert min(outcome.seconds) >= DELAY_SECONDS
    assert outcome.failures == 0


def test_open_loop_counts_the_time_a_request_waited(port: int) -> None:
    # One client can be answered 20 times a second; of 60 requests due in one second the last waits two.
    outcome = apart(open_loop, port, "/", clients=1, rate=60, seconds=1)
    assert len(outcome.seconds) == 60
    assert outcome.quantile(0.99) > 1.5
    assert min(outcome.seconds) >= DELAY_SECONDS


def test_other_answers_than_200_are_failures(port: int) -> None:
    assert apart(open_loop, port, "/missing", clients=4, rate=20, seconds=0.5).failures == 10


def test_quantiles_are_of_the_ordered_times() -> None:
    outcome = Outcome(elapsed=2.0, seconds=[0.4, 0.1, 0.3, 0.2])
    assert (outcome.quantile(0.5), outcome.quantile(0.99), outcome.rate) == (0.3, 0.4, 2.0)
