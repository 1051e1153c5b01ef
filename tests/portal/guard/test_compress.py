"""Text goes compressed to those who take it so, and comes out as it was."""

import gzip
from collections.abc import Callable

import brotli
import pytest
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from anso.portal.middleware.compress import CompressMiddleware, accepted_encoding, compressed_stream

PAGE = "<p>Пакистан, 巴基斯坦</p>".encode() * 100
UNPACK: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}


def answer(response: HttpResponseBase, header: str) -> HttpResponseBase:
    request: HttpRequest = RequestFactory().get("/", headers={"accept-encoding": header})
    return CompressMiddleware(lambda _: response)(request)


@pytest.mark.parametrize(
    ("header", "encoding"), [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("*", "gzip")]
)
def test_page_comes_compressed_and_whole(header: str, encoding: str) -> None:
    response = answer(HttpResponse(PAGE, headers={"ETag": '"x"'}), header)

    assert isinstance(response, HttpResponse)
    assert response.headers["Content-Encoding"] == encoding
    assert UNPACK[encoding](response.content) == PAGE
    assert int(response.headers["Content-Length"]) == len(response.content) < len(PAGE) / 10
    assert response.headers["ETag"] == 'W/"x"'
    assert response.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_stream_comes_compressed_and_whole(encoding: str) -> None:
    response = answer(StreamingHttpResponse([PAGE, b"", PAGE], content_type="text/csv"), encoding)

    assert isinstance(response, StreamingHttpResponse)
    assert UNPACK[encoding](b"".join(response)) == PAGE + PAGE


@pytest.mark.parametrize(
    ("response", "header"),
    [
        (HttpResponse(PAGE), "identity"),
        (HttpResponse(PAGE), "br;q=0, gzip;q=0.0"),
        (HttpResponse(b"short"), "br"),
        (HttpResponse(PAGE, content_type="image/png"), "br"),
        (HttpResponse(PAGE, headers={"Content-Encoding": "zstd"}), "br"),
        (HttpResponse(PAGE, status=404), "br"),
    ],
    ids=["not taken", "refused", "short", "picture", "compressed already", "error"],
)
def test_answer_is_left_as_it_is(response: HttpResponse, header: str) -> None:
    before = (response.content, response.headers.get("Content-Encoding"))
    after = answer(response, header)

    assert isinstance(after, HttpResponse)
    assert (after.content, after.headers.get("Content-Encoding")) == before


def test_file_of_another_kind_is_streamed_untouched() -> None:
    response = answer(FileResponse(iter([PAGE]), content_type="application/vnd.apache.parquet"), "br")

    assert isinstance(response, FileResponse)
    assert b"".join(response) == PAGE


def test_same_page_is_compressed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    real = brotli.compress
    monkeypatch.setattr("brotli.compress", lambda *a, **k: calls.append(1) or real(*a, **k))
    middleware = CompressMiddleware(lambda _: HttpResponse(PAGE))
    request = RequestFactory().get("/", headers={"accept-encoding": "br"})
    first, second = middleware(request), middleware(request)

    assert calls == [1]
    assert first.content == second.content  # type: ignore[attr-defined]


@given(st.lists(st.binary()), st.sampled_from(["br", "gzip"]))
def test_any_chunks_come_out_as_they_went_in(chunks: list[bytes], encoding: str) -> None:
    assert UNPACK[encoding](b"".join(compressed_stream(chunks, encoding))) == b"".join(chunks)  # type: ignore[arg-type]


@given(st.text())
def test_any_header_is_understood_or_passed_over(header: str) -> None:
    assert accepted_encoding(header) in ("br", "gzip", None)


@pytest.mark.parametrize(("header", "kept"), [("no-store, private", 0), ("private, no-cache", 1)])
def test_answer_that_no_cache_may_store_is_not_kept_in_memory(header: str, kept: int) -> None:
    response = HttpResponse(PAGE, headers={"Cache-Control": header})
    middleware = CompressMiddleware(lambda _: response)
    compressed = middleware(RequestFactory().get("/", headers={"accept-encoding": "br"}))

    assert isinstance(compressed, HttpResponse)
    assert brotli.decompress(compressed.content) == PAGE
    assert len(middleware._kept) == kept
