"""The places that a hub keeps a table of: their names and people, from its auxiliary data.

In comes a hub's folder; out comes a record for each location that its table names. Most hubs of countries have
none, and hubs of states and districts do.
"""

import csv
import io
import math
from dataclasses import dataclass

from anso import places
from anso.errors import AnsoError, NotFoundError
from anso.hub.folder import HubFolder

__all__ = ["LOCATIONS", "Location", "is_country", "read_locations"]

LOCATIONS = "auxiliary-data/locations.csv"
LARGEST = 5_000_000
NAME_COLUMNS = ("location_name", "name")
PEOPLE_COLUMNS = ("population", "pop")


@dataclass(frozen=True)
class Location:
    """What the table says of a place."""

    name: str
    """Empty where it has no name of its own."""
    people: float
    """NaN where the table does not say."""


def read_locations(folder: HubFolder) -> dict[str, Location]:
    """By location; nothing where the hub keeps no such table."""
    try:
        text = folder.read(LOCATIONS, limit=LARGEST).decode("utf-8-sig", errors="replace")
    except AnsoError:
        return {}  # their codes then stand for themselves
    rows = csv.DictReader(io.StringIO(text))
    there = rows.fieldnames or ()
    if "location" not in there:
        return {}
    name, people = (
        next((column for column in known if column in there), "") for known in (NAME_COLUMNS, PEOPLE_COLUMNS)
    )
    return {
        row["location"]: Location(row.get(name) or "", _number(row.get(people)))
        for row in rows
        if row["location"]
    }


def is_country(code: str, own_name: str) -> bool:
    """Whether a code is a country's, and its hub's own name, if any, says the same.

    A hub whose places are not all countries may mean others by two letters.
    """
    if len(code) != 2 or not code.isupper():
        return False
    try:
        return places.country(code).code == code == places.country(own_name or code).code
    except NotFoundError:
        return False


def _number(text: str | None) -> float:
    try:
        return float((text or "").replace(",", ""))
    except ValueError:
        return math.nan
