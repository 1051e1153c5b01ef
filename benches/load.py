"""A load client that costs little beside the server it loads: HTTP/1.1 on kept-alive loopback connections.

Closed loop: every client asks again as soon as it is answered; gives the most the server can do. Open loop:
requests are due at an even rate, whether or not earlier ones were answered, and a request's time counts
from when it was due, so that waiting is not left out (coordinated omission).
"""

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field

__all__ = ["Outcome", "closed_loop", "open_loop"]

HEADER_END = b"\r\n\r\n"
LENGTH = b"content-length:"
PATIENCE_SECONDS = 30.0


@dataclass
class Outcome:
    """What a run of requests gave."""

    elapsed: float = 0.0
    seconds: list[float] = field(default_factory=list)
    failures: int = 0
    """Answers other than 200, and connections lost."""

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.elapsed

    def quantile(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


class Client(asyncio.Protocol):
    """One connection with one request under way at a time."""

    def __init__(self) -> None:
        self._got = bytearray()
        self._needed = -1
        self._answer: asyncio.Future[int] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, _cause: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionError("the server closed the connection"))

    def ask(self, request: bytes) -> asyncio.Future[int]:
        """The status of the answer, once all of it has come."""
        assert self._transport is not None
        self._got.clear()
        self._needed = -1
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return self._answer

    def data_received(self, data: bytes) -> None:
        self._got += data
        if self._needed < 0:
            end = self._got.find(HEADER_END)
            if end < 0:
                return
            head = bytes(self._got[:end]).lower()
            at = head.find(LENGTH)
            if at < 0:
                raise ValueError("an answer without a Content-Length cannot be measured here")
            self._needed = end + len(HEADER_END) + int(head[at + len(LENGTH) :].split(b"\r\n", 1)[0])
        if len(self._got) >= self._needed and self._answer is not None and not self._answer.done():
            self._answer.set_result(int(self._got[9:12]))

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


def request_for(path: str, host: str, cookie: str = "") -> bytes:
    cookie_line = f"Cookie: {cookie}\r\n" if cookie else ""
    return (
        f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nAccept-Language: en\r\n"
        f"Accept-Encoding: identity\r\nConnection: keep-alive\r\n{cookie_line}\r\n"
    ).encode()


async def connect(port: int, count: int) -> list[Client]:
    loop = asyncio.get_running_loop()
    return [(await loop.create_connection(Client, "127.0.0.1", port))[1] for _ in range(count)]


def closed_loop(port: int, path: str, *, clients: int, seconds: float, cookie: str = "") -> Outcome:
    return asyncio.run(_closed_loop(port, request_for(path, f"127.0.0.1:{port}", cookie), clients, seconds))


async def _closed_loop(port: int, request: bytes, count: int, seconds: float) -> Outcome:
    outcome = Outcome()
    clients = await connect(port, count)
    began = time.perf_counter()

    async def run(client: Client) -> None:
        while (now := time.perf_counter()) - began < seconds:
            status = await asyncio.wait_for(client.ask(request), PATIENCE_SECONDS)
            outcome.seconds.append(time.perf_counter() - now)
            outcome.failures += status != 200

    await asyncio.gather(*(run(client) for client in clients))
    outcome.elapsed = time.perf_counter() - began
    for client in clients:
        client.close()
    return outcome


def open_loop(port: int, path: str, *, clients: int, rate: float, seconds: float) -> Outcome:
    return asyncio.run(_open_loop(port, path, clients, rate, seconds))


async def _open_loop(port: int, path: str, count: int, rate: float, seconds: float) -> Outcome:
    outcome = Outcome()
    request = request_for(path, f"127.0.0.1:{port}")
    clients = await connect(port, count)
    free = deque(clients)
    due: deque[float] = deque()
    going: set[asyncio.Task[None]] = set()

    async def run(client: Client) -> None:
        while due:
            since = due.popleft()
            status = await asyncio.wait_for(client.ask(request), PATIENCE_SECONDS)
            outcome.seconds.append(time.perf_counter() - since)
            outcome.failures += status != 200
        free.append(client)

    began = time.perf_counter()
    for number in range(int(rate * seconds)):
        moment = began + number / rate
        await asyncio.sleep(max(0.0, moment - time.perf_counter()))
        due.append(moment)
        if free:
            task = asyncio.create_task(run(free.popleft()))
            going.add(task)
            task.add_done_callback(going.discard)
    await asyncio.gather(*going)
    outcome.elapsed = time.perf_counter() - began
    for client in clients:
        client.close()
    return outcome
