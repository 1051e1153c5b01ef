"""The network fails in many ways; what is known by then decides what the reader gets."""

import hashlib
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import time_machine

from anso.config import config
from anso.sources.fetch import ATTEMPTS, FIRST_PAUSE_S, LONGEST_PAUSE_S, Fetched, fetch
from anso.sources.source import SourceUnavailableError

URL = "https://data.example/counts.csv"


class Network:
    """Answers in turn, the last one for ever; keeps what it was asked."""

    def __init__(self, *answers: httpx.Response | Exception | Callable[[], httpx.Response]) -> None:
        self.answers = list(answers)
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers[min(len(self.asked), len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer() if callable(answer) else answer


def get(network: Network, pauses: list[float] | None = None, **limits: int) -> Fetched:
    return fetch(
        "example",
        "Example",
        URL,
        transport=httpx.MockTransport(network),
        sleep=(pauses if pauses is not None else []).append,
        **limits,
    )


def test_fetch_keeps_the_bytes_and_says_when_they_came() -> None:
    with time_machine.travel(datetime(2020, 6, 9, 6, tzinfo=UTC), tick=False):
        got = get(Network(httpx.Response(200, content=b"a,b\n1,2\n")))
    assert got.path.read_bytes() == b"a,b\n1,2\n"
    assert got.how == "live"
    assert got.retrieved == datetime(2020, 6, 9, 6, tzinfo=UTC)
    assert got.sha256 == "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470"


def test_fetch_asks_a_busy_server_again_with_growing_jittered_pauses() -> None:
    pauses: list[float] = []
    network = Network(httpx.Response(503), httpx.ReadTimeout("slow"), httpx.Response(200, content=b"x"))
    assert get(network, pauses).path.read_bytes() == b"x"
    assert len(network.asked) == 3
    assert [0 <= pause <= FIRST_PAUSE_S * 2 ** (n + 1) for n, pause in enumerate(pauses)] == [True, True]


def test_fetch_waits_as_long_as_the_server_asks_within_reason() -> None:
    pauses: list[float] = []
    network = Network(
        httpx.Response(429, headers={"Retry-After": "7"}),
        httpx.Response(429, headers={"Retry-After": "9999"}),
        httpx.Response(200, content=b"x"),
    )
    get(network, pauses)
    assert pauses == [7.0, LONGEST_PAUSE_S]


def test_fetch_does_not_send_an_unchanged_file_twice() -> None:
    first = get(Network(httpx.Response(200, content=b"x", headers={"ETag": '"1"', "Last-Modified": "Mon"})))
    network = Network(httpx.Response(304))
    again = get(network)
    assert network.asked[0].headers["If-None-Match"] == '"1"'
    assert network.asked[0].headers["If-Modified-Since"] == "Mon"
    assert (again.sha256, again.how) == (first.sha256, "live")


def test_fetch_without_network_gives_the_kept_copy_and_says_so() -> None:
    kept = get(Network(httpx.Response(200, content=b"x")))
    pauses: list[float] = []
    network = Network(httpx.ConnectError("no route to host"))
    got = get(network, pauses)
    assert (got.path, got.sha256, got.how) == (kept.path, kept.sha256, "cached")
    assert (len(network.asked), len(pauses)) == (ATTEMPTS, ATTEMPTS - 1)


def test_fetch_without_network_or_copy_says_what_where_and_what_to_do() -> None:
    with pytest.raises(SourceUnavailableError) as raised:
        get(Network(httpx.ConnectError("no route to host")))
    assert str(raised.value) == (
        f"Example ({URL}) cannot be read: the network does not reach it (no route to host), 4 times, and no "
        "earlier copy of it is kept here. Connect to the network and try again, or choose another source."
    )


def test_fetch_does_not_ask_again_for_what_is_gone() -> None:
    network = Network(httpx.Response(404))
    with pytest.raises(SourceUnavailableError, match="the server answers 404 Not Found, and no earlier copy"):
        get(network)
    assert len(network.asked) == 1


def test_fetch_offline_never_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = get(Network(httpx.Response(200, content=b"x")))
    monkeypatch.setenv("ANSO_OFFLINE", "1")
    config.cache_clear()
    network = Network(httpx.Response(200, content=b"newer"))
    assert get(network) == Fetched(kept.path, kept.sha256, kept.retrieved, "cached")
    assert network.asked == []


def test_fetch_cuts_off_what_is_too_large_and_keeps_the_earlier_copy(home: Path) -> None:
    kept = get(Network(httpx.Response(200, content=b"small")))
    got = get(Network(httpx.Response(200, content=b"x" * 5000)), largest=1000)
    assert (got.sha256, got.how) == (kept.sha256, "cached")
    assert [path.name for path in sorted((home / "cache/sources/example").iterdir())] == sorted(
        [kept.sha256, "answer.json"]
    )


def test_fetch_broken_off_in_the_middle_leaves_the_earlier_copy() -> None:
    class Broken(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield b"half of"
            raise httpx.ReadError("connection reset")

    kept = get(Network(httpx.Response(200, content=b"whole")))
    got = get(Network(lambda: httpx.Response(200, stream=Broken())))
    assert (got.path.read_bytes(), got.how) == (b"whole", "cached")
    assert got.sha256 == kept.sha256


def test_fetch_does_not_trust_a_damaged_copy() -> None:
    kept = get(Network(httpx.Response(200, content=b"whole")))
    kept.path.write_bytes(b"damaged")
    with pytest.raises(SourceUnavailableError):
        get(Network(httpx.ConnectError("down")))


def test_fetch_keeps_the_two_newest_answers_alone(home: Path) -> None:
    folder = home / "cache/sources/example"
    first = get(Network(httpx.Response(200, content=b"1")))
    (folder / ".cut-off.part").write_bytes(b"left by a killed process")
    for path in (first.path, folder / ".cut-off.part"):
        os.utime(path, (0, 0))
    newest = [get(Network(httpx.Response(200, content=content))).sha256 for content in (b"2", b"3")]

    assert {path.name for path in folder.iterdir()} == {*newest, "answer.json"}


def test_fetch_spares_what_another_process_is_about_to_label(home: Path) -> None:
    get(Network(httpx.Response(200, content=b"1")))
    theirs = home / "cache/sources/example" / hashlib.sha256(b"theirs").hexdigest()
    theirs.write_bytes(b"theirs")
    get(Network(httpx.Response(200, content=b"2")))

    assert theirs.read_bytes() == b"theirs"


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(302, headers={"location": URL}),
        httpx.Response(200, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(b"no gzip")),
    ],
    ids=["redirects in a circle", "is not what its header says"],
)
def test_fetch_gives_up_on_an_answer_that_cannot_be_followed(answer: httpx.Response) -> None:
    network = Network(answer)
    with pytest.raises(SourceUnavailableError, match="the server answers what cannot be followed"):
        get(network)


def test_fetch_passes_by_a_pause_that_is_no_number() -> None:
    pauses: list[float] = []
    busy = httpx.Response(503, headers=[(b"retry-after", "\u00b2".encode("latin-1"))])
    assert get(Network(busy, httpx.Response(200, content=b"x")), pauses).how == "live"
    assert pauses[0] <= 2 * FIRST_PAUSE_S
