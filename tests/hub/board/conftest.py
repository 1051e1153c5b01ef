"""A small synthetic hub, and its cube."""

from pathlib import Path

import pytest

from anso.hub.board.build import update
from anso.hub.board.cube import Cube
from anso.hub.keeping import Hub
from anso.hub.simulate import simulate_hub


@pytest.fixture(scope="session")
def kept_hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once; tests that change a hub take a copy."""
    place = tmp_path_factory.mktemp("board") / "sample"
    simulate_hub(str(place), models=5, rounds=7, locations=4, seed=3)
    return place


@pytest.fixture(scope="session")
def hub(kept_hub: Path) -> Hub:
    return Hub(kept_hub)


@pytest.fixture(scope="session")
def cube(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> Cube:
    made = update(hub, tmp_path_factory.mktemp("cube"))
    assert made is not None
    return made
