"""The hubs of this installation as pages see them: opened by slug, with names for what they hold and their cube.

What a hub's configuration says is read again each minute; the cube is the newest that was published. When a
hub's files have changed, a process beside the server brings the cube up to date; pages never wait for it.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.text import capfirst

from anso import places
from anso.config import config
from anso.errors import AnsoError, NotFoundError
from anso.hub.board.build.cells import JOINT
from anso.hub.board.cube import Cube, generation_of, open_cube
from anso.hub.board.views import default_baseline
from anso.hub.definition import Definition
from anso.hub.folder import HubFolder
from anso.hub.keeping import Hub, Model, Shelf
from anso.hub.keeping.locations import is_country, read_locations
from anso.hub.keeping.metadata import models
from anso.language import sort_key
from anso.portal.hubs.refresh import keep_fresh
from anso.portal.hubs.targets import target_words
from anso.portal.templatetags.anso import reader_language

__all__ = ["HubSeen", "cube_folder", "hub_seen", "hubs_seen"]

READ_AGAIN_SECONDS = 60


@dataclass(frozen=True)
class HubSeen:
    """A hub, as it is at the moment of one request."""

    hub: Hub
    slug: str
    definition: Definition
    own_names: Mapping[str, str]
    """Places as the hub itself calls them."""
    synthetic: bool
    cube: Cube | None

    @property
    def name(self) -> str:
        return self.definition.name

    @property
    def scored(self) -> Cube:
        """The cube; where there is none yet, that is what the reader is told."""
        if self.cube is None or self.cube.empty:
            raise NotFoundError(f"Nothing of the hub {self.name} has been scored yet")
        return self.cube

    @property
    def baseline(self) -> str:
        return default_baseline(self.cube.axes.models) if self.cube else ""

    def metadata(self) -> Mapping[str, Model]:
        """What the models' metadata files say, by model."""
        return _metadata(self.hub.folder.address, _minute())

    def place_names(self) -> dict[str, str]:
        """Every place of the cube and its name in the reader's language, in the order of the names."""
        codes = self.scored.axes.locations
        language = reader_language()
        all_countries = all(_is_country(code, self.own_names.get(code, "")) for code in codes)
        named = {
            code: places.country(code).name_in(language) if all_countries else self.own_names.get(code, code)
            for code in codes
        }
        return dict(sorted(named.items(), key=lambda item: sort_key(item[1])))

    def target_name(self, series: str) -> str:
        """A target in words, as within a sentence, with whatever else it is asked by."""
        target, *others = series.split(JOINT)
        known = self.definition.target_metadata.get(target)
        return JOINT.join([target_words(target, known.target_name if known else ""), *others])

    def target_names(self) -> dict[str, str]:
        """The targets of the cube as headings and choices say them, in the order of the hub's configuration."""
        order = {target: number for number, target in enumerate(self.definition.targets)}
        found = sorted(
            self.scored.axes.targets, key=lambda series: order.get(series.split(JOINT)[0], len(order))
        )
        return {series: capfirst(self.target_name(series)) for series in found}


def hubs_seen() -> list[HubSeen]:
    """Every hub of the shelf that can be read; one that cannot hides no other."""
    found = []
    for slug in _slugs(config().hubs_url, _minute()):
        try:
            found.append(hub_seen(slug))
        except AnsoError:
            continue  # its own page says what is wrong with it
    return found


def hub_seen(slug: str) -> HubSeen:
    """The hub of that slug."""
    hub, definition, names, synthetic = _facts(config().hubs_url, slug, _minute())
    keep_fresh(hub, cube_folder(slug))
    folder = cube_folder(slug)
    return HubSeen(hub, slug, definition, names, synthetic, _cube(folder, generation_of(folder)))


def cube_folder(slug: str) -> Path:
    """Where the scores of a hub are kept: beside the installation, for the hub itself may lie elsewhere."""
    return config().home / "cache" / "hubs" / slug


@lru_cache(maxsize=1000)
def _is_country(code: str, own_name: str) -> bool:
    """Kept, for pages ask it of every place."""
    return is_country(code, own_name)


def _minute() -> int:
    return int(time.monotonic() // READ_AGAIN_SECONDS)


@lru_cache(maxsize=2)
def _slugs(url: str, _minute: int) -> tuple[str, ...]:
    return tuple(Shelf(url).slugs())


@lru_cache(maxsize=64)
def _facts(url: str, slug: str, _minute: int) -> tuple[Hub, Definition, Mapping[str, str], bool]:
    hub = Shelf(url).open(slug)
    return hub, hub.definition, _own_names(hub), hub.synthetic


@lru_cache(maxsize=16)
def _metadata(address: str, _minute: int) -> Mapping[str, Model]:
    return {model.id: model for model in models(HubFolder(address), ())}


@lru_cache(maxsize=16)
def _cube(folder: Path, _generation: str) -> Cube | None:
    return open_cube(folder)


def _own_names(hub: Hub) -> dict[str, str]:
    """From the table of places that hubs of states and districts keep beside their data."""
    return {code: location.name for code, location in read_locations(hub.folder).items() if location.name}
