"""From the places a release names to all the places whose pages it belongs on.

What is about a province concerns its country, and what is about a region concerns the countries in it;
what is about a country does not concern its every region and province.
"""

from collections.abc import Iterable

from anso import places

__all__ = ["reach"]


def reach(codes: Iterable[str]) -> dict[str, bool]:
    """Every place concerned; true for those that were named themselves."""
    named = set(codes)
    concerned = dict.fromkeys(sorted(named), True)
    for code in sorted(named):
        for other in _around(code):
            concerned.setdefault(other, False)
    return concerned


def _around(code: str) -> tuple[str, ...]:
    try:
        place = places.place(code)
    except places.UnknownPlaceError:  # a release of an older or newer table of places stays readable
        return ()
    if isinstance(place, places.Province):
        return (place.country,)
    if isinstance(place, places.Region):
        return (*place.countries, *place.provinces)
    return ()
