"""A home of its own for each test, and providers that answer from recorded files."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from anso.config import config

ANSWERS = Path(__file__).parent / "answers"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ANSO_HOME", str(tmp_path))
    config.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    config.cache_clear()


@pytest.fixture
def recorded() -> Callable[[str], httpx.MockTransport]:
    """A network where every address answers with one of the recorded files."""

    def transport(name: str) -> httpx.MockTransport:
        return httpx.MockTransport(
            lambda _request: httpx.Response(200, content=(ANSWERS / name).read_bytes())
        )

    return transport
