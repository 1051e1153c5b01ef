"""Where machine code is kept."""

import hashlib
from pathlib import Path

import pytest

from anso.config import config
from anso.services.drift.kernel import compiled as compiling
from anso.services.drift.kernel.shore import which_on_land


def test_machine_code_is_kept_in_the_home_under_a_digest_of_all_sources() -> None:
    digest = hashlib.sha256()
    for source in sorted(Path(compiling.__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    assert compiling.kept_in.__wrapped__() == config().home / "cache" / "kernels" / digest.hexdigest()[:16]
    assert callable(which_on_land)


def test_where_none_can_be_kept_the_kernel_is_compiled_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "kept_in", lambda: None)

    def twice(number: float) -> float:
        return 2.0 * number

    assert compiling.compiled(twice)(21.0) == 42.0


def test_a_home_that_cannot_be_written_keeps_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("no folder")
    monkeypatch.setenv("ANSO_HOME", str(file))
    config.cache_clear()
    try:
        assert compiling.kept_in.__wrapped__() is None
    finally:
        monkeypatch.undo()
        config.cache_clear()
