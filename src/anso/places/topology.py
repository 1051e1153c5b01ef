"""TopoJSON read back into the shapes it holds (the TopoJSON Format Specification, section 2.1.4).

Comes in: a quantised topology as a plain dict. Goes out: GeoJSON geometries in degrees.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

__all__ = ["geometry_of"]

Position = list[float]


def geometry_of(topology: Mapping[str, Any], object_name: str, identifier: str) -> dict[str, Any] | None:
    """The GeoJSON geometry of the feature with this id in one of the topology's objects."""
    for member in topology["objects"][object_name]["geometries"]:
        if member.get("id") == identifier:
            return _geometry(topology, member)
    return None


def _geometry(topology: Mapping[str, Any], member: Mapping[str, Any]) -> dict[str, Any]:
    if member["type"] == "Polygon":
        coordinates: Any = [_ring(topology, ring) for ring in member["arcs"]]
    else:
        coordinates = [[_ring(topology, ring) for ring in polygon] for polygon in member["arcs"]]
    return {"type": member["type"], "coordinates": coordinates}


def _ring(topology: Mapping[str, Any], arcs: Sequence[int]) -> list[Position]:
    ring: list[Position] = []
    for number in arcs:
        arc = _arc(topology, number if number >= 0 else ~number)
        if number < 0:
            arc.reverse()
        # An arc starts where the one before it ended.
        ring.extend(arc[1:] if ring else arc)
    return ring


def _arc(topology: Mapping[str, Any], number: int) -> list[Position]:
    (width, height), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    steps = topology["arcs"][number]
    across = accumulate(step[0] for step in steps)
    up = accumulate(step[1] for step in steps)
    return [
        [round(west + x * width, 5), round(south + y * height, 5)] for x, y in zip(across, up, strict=True)
    ]
