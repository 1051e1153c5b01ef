"""A server on this machine that answers as an OPeNDAP server does (DAP 2.0), and hands out files.

It knows as much of the protocol as the netCDF library asks: `.dds`, `.das`, and `.dods` with index ranges.
"""

import re
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, tuple[tuple[str, ...], NDArray[np.float64], dict[str, str]]]


def declared(name: str, dims: tuple[str, ...], shape: tuple[int, ...]) -> str:
    return (
        f"    Float64 {name}{''.join(f'[{dim} = {size}]' for dim, size in zip(dims, shape, strict=True))};\n"
    )


def dds(arrays: Arrays, parts: list[tuple[str, NDArray[np.float64]]]) -> str:
    return (
        "Dataset {\n"
        + "".join(declared(name, arrays[name][0], part.shape) for name, part in parts)
        + "} field;\n"
    )


def das(arrays: Arrays) -> str:
    lines = [
        f"    {name} {{\n"
        + "".join(f'        String {key} "{value}";\n' for key, value in attributes.items())
        + "    }\n"
        for name, (_, _, attributes) in arrays.items()
    ]
    return "Attributes {\n" + "".join(lines) + "}\n"


def asked(arrays: Arrays, query: str) -> list[tuple[str, NDArray[np.float64]]]:
    """The parts that a constraint asks for; all without one."""
    if not query:
        return [(name, values) for name, (_, values, _) in arrays.items()]
    found = []
    for term in unquote(query).split(","):
        name, ranges = re.match(r"([^\[]+)(.*)", term).groups()  # type: ignore[union-attr]
        index = []
        for text in re.findall(r"\[([^\]]+)\]", ranges):
            numbers = [int(number) for number in text.split(":")]
            index.append(slice(numbers[0], numbers[-1] + 1, numbers[1] if len(numbers) == 3 else 1))
        found.append((name, arrays[name][1][tuple(index)]))
    return found


def dods(arrays: Arrays, query: str) -> bytes:
    parts = asked(arrays, query)
    body = b"".join(
        struct.pack(">II", part.size, part.size) + part.astype(">f8").tobytes() for _, part in parts
    )
    return dds(arrays, parts).encode() + b"\nData:\n" + body


@contextmanager
def serving(served: dict[str, Arrays], folder: Path) -> Iterator[tuple[str, list[str]]]:
    """The server's address, and the paths that were asked for."""
    requests: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.path)
            path, _, query = self.path.partition("?")
            stem, _, ending = path.lstrip("/").rpartition(".")
            if stem in served:
                answers = {
                    "dds": lambda: dds(served[stem], asked(served[stem], query)).encode(),
                    "das": lambda: das(served[stem]).encode(),
                    "dods": lambda: dods(served[stem], query),
                }
                body = answers[ending]()
            elif (folder / path.lstrip("/")).is_file():
                body = (folder / path.lstrip("/")).read_bytes()
            else:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", requests
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
