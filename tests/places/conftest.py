"""A reader of TopoJSON written apart from the one under test, from the specification alone."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

Ring = list[tuple[float, float]]
Polygons = list[list[Ring]]


def _decode(topology: Mapping[str, Any], name: str) -> dict[str | None, Polygons]:
    scale_x, scale_y = topology["transform"]["scale"]
    shift_x, shift_y = topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * scale_x + shift_x, y * scale_y + shift_y))
        lines.append(line)
    shapes: dict[str | None, Polygons] = {}
    for member in topology["objects"][name]["geometries"]:
        polygons = [member["arcs"]] if member["type"] == "Polygon" else member["arcs"]
        shapes.setdefault(member.get("id"), []).extend(
            [[_join(lines, ring) for ring in polygon] for polygon in polygons]
        )
    return shapes


def _join(lines: list[Ring], numbers: list[int]) -> Ring:
    ring: Ring = []
    for number in numbers:
        line = lines[number] if number >= 0 else list(reversed(lines[-number - 1]))
        if ring:
            assert ring[-1] == line[0], "arcs of a ring must meet"
        ring += line[1:] if ring else line
    return ring


@pytest.fixture(scope="session")
def decode() -> Callable[[Mapping[str, Any], str], dict[str | None, Polygons]]:
    """Polygons by feature id of one object of a topology; ids that are absent come as None."""
    return _decode
