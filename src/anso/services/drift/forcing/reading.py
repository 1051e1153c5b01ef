"""All forcing of a run, from what its options say.

In: addresses by kind, first the ones to be asked first; with `ensemble`, those of a kind are members of equal right.
Out: `Forcing`. What is wrong with any of them is said together.
"""

from collections.abc import Sequence
from dataclasses import replace

from anso.errors import InvalidInputError, Problem
from anso.services.drift.forcing.catalogue import address_of
from anso.services.drift.forcing.finding import split_address
from anso.services.drift.forcing.forcing import Forcing
from anso.services.drift.forcing.grid import EVERY_MEMBER, Grid, grids_of
from anso.services.drift.forcing.joining import files_at, joined
from anso.services.drift.forcing.kinds import CURRENTS, KINDS, MIXING, WAVES, WIND, Kind
from anso.services.drift.forcing.synthetic import NAME, synthetic_grid

__all__ = ["read_forcing"]


def read_forcing(
    currents: Sequence[str],
    wind: Sequence[str] = (),
    waves: Sequence[str] = (),
    mixing: Sequence[str] = (),
    *,
    span: tuple[float, float] = (0.0, 0.0),
    ensemble: bool = False,
    bridge: float = 0.0,
    steady: bool = False,
) -> Forcing:
    """Forcing of a run between two times (`span`, which services and the made-up field go by).

    `bridge` is how many hours without values are bridged; `steady` lets a single time hold always.
    """
    given = {CURRENTS: currents, WIND: wind, WAVES: waves, MIXING: mixing}
    problems: list[Problem] = []
    sources: list[tuple[Grid, ...]] = []
    for kind in KINDS:
        grids: list[Grid] = []
        for number, address in enumerate(given[kind]):
            try:
                found = source_at(address, kind, span)
            except InvalidInputError as error:
                problems.extend(error.problems)
                continue
            if ensemble and len(given[kind]) > 1:
                if len(found) > 1:
                    problems.append(
                        Problem(address, "is an ensemble itself, so it cannot be a member of one")
                    )
                found = [replace(grid, member=number) for grid in found]
            if steady:
                found = [replace(grid, times=None) if _single(grid) else grid for grid in found]
            grids += found
        sources.append(tuple(grids))
        counts = {_members(tuple(source)) for source in _by_label(grids)} - {1}
        if len(counts) > 1:
            problems.append(
                Problem(
                    kind.option,
                    f"ensembles of {' and '.join(map(str, sorted(counts)))} members cannot stand together",
                )
            )
    if problems:
        raise InvalidInputError(problems)
    return Forcing(tuple(sources), bridge)


def source_at(given: str, kind: Kind, span: tuple[float, float]) -> list[Grid]:
    """The members of one source: a file, several, an address, a service by its name, or the made-up field."""
    if given == NAME and kind is not MIXING:
        return [synthetic_grid(kind, *span)]
    address, named = split_address(address_of(given, kind, min(span)))
    by_file = [grids_of(file, kind, named) for file in files_at(address)]
    if len({len(grids) for grids in by_file}) > 1:
        raise InvalidInputError([Problem(given, "its files have different numbers of members")])
    return [
        joined(list(grids), given if len(by_file) > 1 else address) for grids in zip(*by_file, strict=True)
    ]


def _single(grid: Grid) -> bool:
    return grid.times is not None and len(grid.times) == 1


def _members(grids: tuple[Grid, ...]) -> int:
    return len({grid.member for grid in grids if grid.member != EVERY_MEMBER}) or 1


def _by_label(grids: list[Grid]) -> list[list[Grid]]:
    labels = dict.fromkeys(grid.label for grid in grids)
    return [[grid for grid in grids if grid.label == label] for label in labels]
