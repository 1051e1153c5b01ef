"""Where things are: countries, provinces, named regions; their names, shapes and people.

Comes in: nothing but the package's own data, read on first use. Goes out: records, look-ups that accept
any code or name, ranked search, shapes for maps (`anso.places.shapes`), and population by age and sex
(`anso.places.population`). Importing this room reads no data and loads no numeric library.
"""

from anso.places.lookup import (
    UnknownPlaceError,
    countries,
    country,
    place,
    province,
    provinces,
    region,
    regions,
)
from anso.places.records import LANGUAGES, Country, Place, Province, Region, RegionKind
from anso.places.search import search
from anso.places.shapes import BOUNDARY_NOTE, province_topology, shape, world_topology

__all__ = [
    "BOUNDARY_NOTE",
    "LANGUAGES",
    "Country",
    "Place",
    "Province",
    "Region",
    "RegionKind",
    "UnknownPlaceError",
    "countries",
    "country",
    "place",
    "province",
    "province_topology",
    "provinces",
    "region",
    "regions",
    "search",
    "shape",
    "world_topology",
]
