"""All sources by name: ours from a table, those of partner packages from the entry points `anso.sources`.

An entry point names a `Source` subclass: `institute = "institute.anso:InstituteCounts"`. Ours stand in a
table so that nothing is imported before it is asked for.
"""

import difflib
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

from anso.errors import NotFoundError
from anso.sources.source import Recorder, Source, unrecorded

__all__ = ["names", "open"]

GROUP = "anso.sources"
OURS = {
    "covid-2020": "anso.sources.covid_2020:Covid2020",
    "who": "anso.sources.who:WhoCounts",
    "owid": "anso.sources.owid:OwidCounts",
    "ecdc": "anso.sources.ecdc:EcdcCounts",
    "country-facts": "anso.sources.country_facts:CountryFacts",
    "un-population": "anso.sources.un_population:UnPopulation",
}


@cache
def _addresses() -> dict[str, str]:
    """Name to `module:class`; a partner may add a name but not take one of ours."""
    theirs = {point.name: point.value for point in entry_points(group=GROUP)}
    return theirs | OURS


def names() -> tuple[str, ...]:
    """The names of all sources, in alphabetical order."""
    return tuple(sorted(_addresses()))


def open(name: str, record: Recorder = unrecorded) -> Source:  # noqa: A001 - read as `sources.open`
    """The source of that name; each of its readings is told to `record`."""
    address = _addresses().get(name)
    if address is None:
        near = difflib.get_close_matches(name, names(), n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names())}."
        raise NotFoundError(f"There is no source named {name!r}; {hint}")
    module, _, attribute = address.partition(":")
    source: Source = getattr(import_module(module), attribute)(record)
    return source
