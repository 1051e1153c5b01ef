"""The sample hub: made when the shelf of hubs is empty, by a process of its own while the portal answers.

All of it is synthetic and says so. Its rounds lie around today, the newest of them just over and the next one
open, so that the pages show what a hub in use shows. It is made beside the shelf and put there whole; then
its scores are made, as they are for any hub.
"""

import shutil
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from anso.config import config

if TYPE_CHECKING:
    from anso.hub.keeping import Hub

__all__ = ["SLUG", "make_sample_hub", "wanted"]

SLUG = "sample"
MODELS, LOCATIONS = 9, 12
ROUNDS_OVER, ROUNDS_AHEAD = 26, 4
SEED = 20200608


def wanted() -> bool:
    """Only where the hubs are kept on this machine, and where there is none yet."""
    shelf = Path(
        config().hubs_url
    )  # looked at as a folder: opening a shelf loads libraries that a start need not
    if "://" in config().hubs_url:
        return False
    return not shelf.is_dir() or not any((hub / "hub-config").is_dir() for hub in shelf.iterdir())


def make_sample_hub(today: date) -> Path:
    """The hub with its scores; gives its folder."""
    from anso.hub.board.build import update
    from anso.hub.keeping import Hub
    from anso.hub.simulate import simulate_hub

    shelf = Path(config().hubs_url)
    shelf.mkdir(parents=True, exist_ok=True)
    beside = shelf / f".{SLUG}"
    shutil.rmtree(beside, ignore_errors=True)  # what an interrupted start left
    monday = today - timedelta(days=today.weekday())
    hub = simulate_hub(
        str(beside),
        models=MODELS,
        rounds=ROUNDS_OVER + ROUNDS_AHEAD,
        locations=LOCATIONS,
        seed=SEED,
        first=monday - timedelta(weeks=ROUNDS_OVER - 1),
    )
    forget_the_future(hub, today)
    place = beside.rename(shelf / SLUG)
    update(Hub(place), config().home / "cache" / "hubs" / SLUG)
    return place


def forget_the_future(hub: "Hub", today: date) -> None:
    """Take out what nobody can know or have forecast yet; the rounds to come stay open for submissions."""
    import polars as pl

    for file in hub.files():
        if file.reference_date is not None and file.reference_date > today:
            hub.withdraw(file.model, file.round)
    hub.write_observations(hub.vintages().filter(pl.col("as_of") <= today))


if __name__ == "__main__":
    from anso.cli.parent import stop_with_parent

    stop_with_parent()
    if wanted():
        make_sample_hub(datetime.now(UTC).date())
    sys.exit(0)
