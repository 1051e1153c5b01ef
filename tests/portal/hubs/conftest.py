"""A synthetic hub on the shelf of the test session's installation, with its scores."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from anso.config import config
from anso.hub.board.build import update
from anso.hub.board.cube import Cube
from anso.hub.simulate import simulate_hub
from anso.portal import caching

SLUG = "board"


@pytest.fixture(scope="module")
def cube(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cube]:
    shelf = tmp_path_factory.mktemp("shelf")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANSO_HUBS", str(shelf))
        patch.setenv("ANSO_HOME", str(tmp_path_factory.mktemp("home")))
        config.cache_clear()
        caching.pages.clear()
        hub = simulate_hub(str(shelf / SLUG), models=8, rounds=8, locations=4, seed=3)
        made = update(hub, config().home / "cache" / "hubs" / SLUG)
        assert made is not None
        yield made
    config.cache_clear()


@pytest.fixture
def shelf(cube: Cube) -> Path:
    """The folder of the hubs."""
    return Path(config().hubs_url)
