"""WIOD, OECD ICIO and EORA26 as their publishers give them, through `pymrio`.

pymrio (LGPL-3.0) is an extra that an installation chooses: `pip install "anso[economy]"`. In: files as downloaded. Out: a
`Table`. What pymrio assumes holds here too: a WIOD file has the region USA and its last industry is c35; the regions that
OECD splits (CN1, MX1) are joined; EORA's statistical remainder (ROW) is left out.
"""

import re
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from anso.errors import AnsoError, InvalidInputError, Problem
from anso.services.epidemics.economy.tables.checked import checked
from anso.services.epidemics.economy.tables.table import Table

__all__ = ["EORA_FLOWS", "from_system", "read_eora", "read_icio", "read_wiod"]

EORA_FLOWS = re.compile(r"Eora26_(\d{4})_(bp|pp)_T\.txt$")


def read_wiod(path: Path, name: str) -> Table:
    """A world input-output table of the release of 2013 (wiotYY_row_….xlsx)."""
    return _table(name, "WIOD, release of 2013", lambda pymrio: pymrio.parse_wiod(path))


def read_icio(path: Path, name: str) -> Table:
    """An inter-country input-output table of the OECD (ICIO20XX_YYYY.csv)."""
    return _table(name, "OECD ICIO", lambda pymrio: pymrio.parse_oecd(path))


def read_eora(folder: Path, name: str) -> Table:
    """An unpacked Eora26_YYYY_bp.zip; the labels (indices.zip) must lie beside it."""
    found = [match for file in sorted(folder.iterdir()) if (match := EORA_FLOWS.search(file.name))]
    if len(found) != 1:
        raise InvalidInputError(
            [Problem(name, f"holds {len(found)} tables of EORA26; give one year and price")]
        )
    year, price = found[0].groups()
    return _table(
        name, f"EORA26, {year}", lambda pymrio: pymrio.parse_eora26(folder, year=int(year), price=price)
    )


def _table(name: str, kind: str, parse: Any) -> Table:
    try:
        import pymrio
    except ImportError:
        raise AnsoError(
            f"{name}: {kind} is read through pymrio, which is not installed here; ask whoever runs this installation for "
            'the extra "economy" (pip install "anso[economy]"), or give the table as .npz or as .csv with the columns '
            "from_region, from_sector, to_region, to_sector, value"
        ) from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            system = parse(pymrio)
    except Exception as error:  # whatever pandas or pymrio stumble over in a file that is not what it seems
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InvalidInputError([Problem(name, f"cannot be read as {kind} ({reason})")]) from error
    return from_system(system, kind, name)


def from_system(system: Any, kind: str, name: str) -> Table:
    flows, final = system.Z, system.Y
    regions = [str(label) for label in flows.index.get_level_values(0).unique()]
    sectors = [str(label) for label in flows.index.get_level_values(1).unique()]
    rows = [(str(region), str(sector)) for region, sector in flows.index]
    wanted = [(region, sector) for region in regions for sector in sectors]
    if set(rows) != set(wanted) or len(rows) != len(wanted):
        raise InvalidInputError(
            [
                Problem(
                    name,
                    f"{len(rows)} sectors in {len(regions)} regions: not every region has the same ones, once each",
                )
            ]
        )
    number = {row: place for place, row in enumerate(rows)}
    order = [number[row] for row in wanted]
    matrix = flows.to_numpy(dtype=float)[np.ix_(order, order)]
    bought = final.to_numpy(dtype=float)[order]
    consumers = [str(column[0]) for column in final.columns]
    # Discrepancies and the like are nobody's consumption: one more column.
    place = np.array([regions.index(label) if label in regions else len(regions) for label in consumers])
    summed = np.zeros((len(rows), len(regions) + 1))
    np.add.at(summed.T, place, bought.T)
    return checked(kind, regions, sectors, matrix, summed, unit=_unit(system))


def _unit(system: Any) -> str:
    units = (
        sorted({str(unit) for unit in np.ravel(system.unit.to_numpy())}) if system.unit is not None else []
    )
    return units[0] if len(units) == 1 else ""
