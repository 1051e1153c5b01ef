"""What a place is: a country, a province of one, or a region made of them.

Plain frozen records, made once from the package's data and shared by everybody. Two places are the same
when their codes are; codes of the three kinds never collide (two capitals, `PK-punjab`, `south-asia`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

__all__ = ["LANGUAGES", "Country", "Place", "Province", "Region", "RegionKind"]

LANGUAGES = ("en", "zh", "ru", "fr", "es", "ar")
"""The six official languages of the United Nations, in which every country and region has a name."""

RegionKind: TypeAlias = Literal["un", "named", "corridor"]


class _Named:
    """What every place can do: say its name in the language asked for, or in English."""

    __slots__ = ()

    names: Mapping[str, str]

    @property
    def name(self) -> str:
        """The English name."""
        return self.names["en"]

    def name_in(self, language: str) -> str:
        """The name in a language (`zh`, but also `zh-hans` or `fr_CA`), or the English one."""
        return self.names.get(language) or self.names.get(language[:2].lower()) or self.names["en"]


@dataclass(frozen=True, slots=True)
class Country(_Named):
    """A country or area of ISO 3166-1."""

    code: str
    """ISO 3166-1 alpha-2."""
    alpha3: str = field(compare=False)
    numeric: str = field(compare=False)
    """ISO 3166-1 numeric, which is also the code of UN M.49: three digits."""
    names: Mapping[str, str] = field(compare=False, repr=False)
    aliases: tuple[str, ...] = field(compare=False, repr=False)
    """Other names it is known by, in any language."""
    capital: str = field(compare=False, repr=False)
    """In English; empty where there is none."""
    population: int = field(compare=False, repr=False)
    population_year: int = field(compare=False, repr=False)
    area_km2: float = field(compare=False, repr=False)
    """Surface area: land and inland water."""
    lat: float = field(compare=False, repr=False)
    """Latitude of a point well inside its largest piece, where a label may sit; degrees north."""
    lon: float = field(compare=False, repr=False)
    un_region: str = field(compare=False, repr=False)
    """Code of its region of UN M.49: `un-asia`."""
    un_subregion: str = field(compare=False, repr=False)
    """Code of the smallest region of UN M.49 it lies in: `un-southern-asia`, `un-eastern-africa`."""
    neighbours: tuple[str, ...] = field(compare=False, repr=False)
    """Codes of the countries it has a land border with."""
    currency: str = field(compare=False, repr=False)
    """ISO 4217; empty where there is none."""
    gdp_ppp: float | None = field(compare=False, repr=False)
    """Gross domestic product at purchasing power parity, international dollars a year; none where there is
    no sound figure. Its source and year: `data/PROVENANCE.md`."""

    @property
    def kind(self) -> Literal["country"]:
        return "country"


@dataclass(frozen=True, slots=True)
class Province(_Named):
    """A first-level part of a country."""

    code: str
    """The country's code and the name in plain letters: `PK-punjab`."""
    country: str = field(compare=False)
    names: Mapping[str, str] = field(compare=False, repr=False)
    """English always; other languages where known."""
    lat: float = field(compare=False, repr=False)
    lon: float = field(compare=False, repr=False)
    aliases: tuple[str, ...] = field(compare=False, repr=False, default=())

    @property
    def kind(self) -> Literal["province"]:
        return "province"


@dataclass(frozen=True, slots=True)
class Region(_Named):
    """A set of countries with a name of its own."""

    code: str
    kind: RegionKind = field(compare=False)
    """`un` for the regions of UN M.49, `corridor` for an economic corridor, `named` for the others."""
    names: Mapping[str, str] = field(compare=False, repr=False)
    countries: tuple[str, ...] = field(compare=False, repr=False)
    provinces: tuple[str, ...] = field(compare=False, repr=False, default=())
    """Where only a part of a country belongs to the region: that part."""
    aliases: tuple[str, ...] = field(compare=False, repr=False, default=())
    source: str = field(compare=False, repr=False, default="")
    """Who says that these countries make the region."""

    @property
    def parts(self) -> tuple[str, ...]:
        """Codes of the places that make it up, none twice: whole countries, and provinces of the others."""
        divided = {code.partition("-")[0] for code in self.provinces}
        return (*(code for code in self.countries if code not in divided), *self.provinces)


Place: TypeAlias = Country | Province | Region
