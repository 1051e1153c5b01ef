"""The package's places, read once and only when somebody asks.

Comes in: `data/countries.json.gz`, `data/provinces.json.gz` (made by `tools/make_places.py`) and
`regions.toml` (written by hand). Goes out: records, in the order of their codes.
"""

import gzip
import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from anso.places.records import Country, Province, Region

__all__ = ["DATA", "countries_by_code", "provinces_by_code", "regions_by_code"]

DATA = Path(__file__).with_name("data")


def _read(name: str) -> Any:
    return json.loads(gzip.decompress((DATA / name).read_bytes()))


@cache
def _world() -> Mapping[str, Any]:
    return _read("countries.json.gz")  # type: ignore[no-any-return]


@cache
def countries_by_code() -> Mapping[str, Country]:
    """Every country, by its alpha-2 code."""
    return {
        record["code"]: Country(
            **{
                **record,
                "aliases": tuple(record["aliases"]),
                "neighbours": tuple(record["neighbours"]),
            }
        )
        for record in _world()["countries"]
    }


@cache
def provinces_by_code() -> Mapping[str, Province]:
    """Every province, by its code; those of one country stand together."""
    return {
        code: Province(code, code[:2], names, lat, lon, tuple(aliases))
        for code, names, lat, lon, aliases in _read("provinces.json.gz")
    }


@cache
def regions_by_code() -> Mapping[str, Region]:
    """The regions of `regions.toml` in the order written there, then those of UN M.49."""
    written = tomllib.loads(Path(__file__).with_name("regions.toml").read_text(encoding="utf-8"))
    named = [
        Region(
            code=code,
            kind=entry["kind"],
            names=entry["names"],
            countries=tuple(entry["countries"]),
            provinces=tuple(entry.get("provinces", ())),
            aliases=tuple(entry.get("aliases", ())),
            source=entry["source"],
        )
        for code, entry in written.items()
    ]
    standard = [
        Region(
            code=entry["code"],
            kind="un",
            names=entry["names"],
            countries=tuple(entry["countries"]),
            aliases=(entry["m49"],),
            source=f"UN M.49, {entry['m49']}",
        )
        for entry in _world()["regions"]
    ]
    return {region.code: region for region in (*named, *standard)}
