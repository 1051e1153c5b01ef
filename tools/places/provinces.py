"""Provinces: their codes, names and shapes, from Natural Earth's layer of them.

A province's code is its country's code and its English name in plain letters (`PK-punjab`,
`VN-ha-noi`); where two would get the same, the one later in the source gets a number. `provinces.toml`
mends names that are wrong or dated in the source; rows without a name are slivers of coast and are left out.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import shapely

from places.inputs import Inputs, ProvinceRow, tables
from places.labels import label_point
from places.outlines import Polygon

__all__ = ["ProvinceShape", "province_shapes"]

BY_UNIT = {
    "BVT": "BV", "CCK": "CC", "CXR": "CX", "GLP": "GP", "GUF": "GF", "MTQ": "MQ", "MYT": "YT",
    "NSV": "SJ", "REU": "RE",
}  # fmt: skip
"""Units of Natural Earth that have a code of their own in ISO 3166-1."""
BY_NAME = {
    ("NL", "Bonaire"): "BQ",
    ("NL", "Saba"): "BQ",
    ("NL", "St. Eustatius"): "BQ",
    ("RU", "Crimea"): "UA",
    ("RU", "Sevastopol"): "UA",
}
"""Provinces that ISO 3166 files under another country than Natural Earth does."""
LETTERS = str.maketrans(
    {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ı": "i", "ə": "e", "æ": "ae", "œ": "oe"}
)


@dataclass(frozen=True)
class ProvinceShape:
    """A province with what the source says of it."""

    code: str
    names: Mapping[str, str]
    aliases: list[str]
    label: tuple[float, float]
    polygons: list[Polygon]

    @property
    def country(self) -> str:
        return self.code[:2]


def province_shapes(inputs: Inputs, codes: set[str]) -> list[ProvinceShape]:
    """Every named province of the countries given, in the order of their codes."""
    kept = tables("provinces.toml")
    found: dict[str, ProvinceShape] = {}
    for row in inputs.province_rows():
        country = BY_NAME.get((row.iso_a2, row.name)) or BY_UNIT.get(row.gu_a3) or row.iso_a2
        name = _shown(row, kept["names"].get(row.iso_a2, {}))
        if country not in codes or not name:
            continue
        code = _code(country, name, found)
        others = {row.name, row.woe_name, row.gn_name, *kept["aliases"].get(code, ())}
        polygons = list(_polygons(row.wkb))
        found[code] = ProvinceShape(
            code=code,
            names={"en": name, **({"zh": kept["zh"][code]} if code in kept["zh"] else {})},
            aliases=sorted(other for other in others - {name, ""} if "?" not in other),
            label=label_point(polygons),
            polygons=polygons,
        )
    _check_used(kept, found)
    return [found[code] for code in sorted(found)]


def _shown(row: ProvinceRow, names: Mapping[str, str]) -> str:
    for key in (f"{row.name}|{row.gn_name}", f"{row.name}|{row.fips}", row.name):
        if key in names:
            return names[key]
    return row.name


def _code(country: str, name: str, taken: Mapping[str, object]) -> str:
    letters = unicodedata.normalize("NFKD", name.lower().translate(LETTERS))
    plain = "".join(letter for letter in letters if letter.isascii()).replace("'", "").replace(".", "")
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    code = first = f"{country}-{'-'.join(words)}"
    number = 2
    while code in taken:
        code = f"{first}-{number}"
        number += 1
    return code


def _polygons(wkb: bytes) -> Iterator[Polygon]:
    shape = shapely.from_wkb(wkb)
    for piece in shape.geoms if hasattr(shape, "geoms") else [shape]:
        yield [list(piece.exterior.coords), *(list(hole.coords) for hole in piece.interiors)]


def _check_used(kept: Mapping[str, Mapping[str, object]], found: Mapping[str, ProvinceShape]) -> None:
    unused = (set(kept["zh"]) | set(kept["aliases"])) - set(found)
    if unused:
        raise SystemExit(
            f"provinces.toml names provinces that the source has not: {', '.join(sorted(unused))}"
        )
