"""Pictures of a release's charts, drawn once and kept.

In comes a release, the name of a chart and how it is to look; out come the bytes of an SVG or PNG file.
A picture is kept under the release's id and everything its look depends on; whoever asks for one that is
being drawn waits for it instead of drawing it again, in this process or another.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal, get_args

from django.core.files import locks

from anso.chart import Reference, Theme, config_for, draw_png, draw_svg
from anso.chart.house_words import HOUSE_WORDS
from anso.chart.tokens import COLOURS
from anso.errors import InvalidInputError, NotFoundError, Problem
from anso.language import known_language
from anso.portal.cleanup import pictures_folder
from anso.portal.tables import json_value, read_rows
from anso.release import Release

__all__ = ["DEFAULT_WIDTH", "PictureFormat", "checked", "draw", "draw_once", "engine"]

PictureFormat = Literal["svg", "png"]
DEFAULT_WIDTH = 760
NARROWEST, WIDEST, STEP = 240, 1600, 40
"""Pictures come in steps of width, so that nobody can fill the disk with every width there is."""


def draw(
    release: Release,
    chart: str,
    format: PictureFormat = "svg",  # noqa: A002  # the word everybody uses for it
    theme: Theme = "light",
    width: int = DEFAULT_WIDTH,
    by: str = "",
    language: str = "en",
) -> bytes:
    """The picture; `by` is the value a `by` chart is drawn for. A language that is none of ours gives English."""
    language = known_language(language)
    width = checked(format, theme, width)
    output = release.output("chart", chart)
    if output.by and not by:
        raise InvalidInputError(
            [Problem("by", f"is needed: chart {chart} is drawn for one {output.by} at a time")]
        )
    if by and not output.by:
        raise InvalidInputError([Problem("by", f"chart {chart} is one picture, not one for each value")])
    path = _path(release, [output.sha256, chart, theme, width, by, language, engine(language)], format)
    try:
        picture = path.read_bytes()
        os.utime(path)  # the least recently used are removed first
    except FileNotFoundError:
        picture = draw_once(
            path,
            lambda: _drawn(
                release, chart, format, theme, width, (output.by, by) if output.by else None, language
            ),
        )
    return picture


def checked(format: str, theme: str, width: int) -> int:  # noqa: A002
    problems = []
    if format not in get_args(PictureFormat):
        problems.append(Problem("format", f"{format!r} is neither svg nor png"))
    if theme not in get_args(Theme):
        problems.append(Problem("theme", f"{theme!r} is neither light nor dark"))
    if not NARROWEST <= width <= WIDEST:
        problems.append(Problem("width", f"{width} lies outside {NARROWEST} to {WIDEST} pixels"))
    if problems:
        raise InvalidInputError(problems)
    return round(width / STEP) * STEP


@cache
def engine(language: str) -> str:
    """Changes when pictures would come out differently."""
    look = json.dumps([config_for(language), COLOURS, HOUSE_WORDS[language]], sort_keys=True)
    return f"{version('vl-convert-python')} {hashlib.sha256(look.encode()).hexdigest()[:16]}"


def _path(release: Release, parts: list[Any], format: str) -> Path:  # noqa: A002
    digest = hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]
    return pictures_folder() / release.id / f"{digest}.{format}"


def draw_once(path: Path, drawn: Callable[[], bytes]) -> bytes:
    """What stands at the path, drawn first if nothing does; others who ask meanwhile wait for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as guard:
        locks.lock(guard, locks.LOCK_EX)
        if path.exists():  # somebody else drew it while we waited
            return path.read_bytes()
        picture = drawn()
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".drawing-")
        with os.fdopen(descriptor, "wb") as file:
            file.write(picture)
        Path(temporary).replace(path)
    path.with_suffix(".lock").unlink(missing_ok=True)
    return picture


def _drawn(
    release: Release,
    chart: str,
    format: PictureFormat,  # noqa: A002
    theme: Theme,
    width: int,
    by: tuple[str, str] | None,
    language: str,
) -> bytes:
    def fetch(reference: Reference) -> list[dict[str, Any]]:
        rows = chart_rows(release, reference)
        if by is not None and not rows:
            raise NotFoundError(f"Chart {chart} of release {release.id} has nothing for {by[0]} {by[1]!r}")
        return rows

    spec = release.chart(chart)
    if format == "svg":
        return draw_svg(spec, fetch, theme=theme, width=width, by=by, language=language).encode()
    return draw_png(spec, fetch, theme=theme, width=width, by=by, language=language)


def chart_rows(release: Release, reference: Reference) -> list[dict[str, Any]]:
    """The rows that a chart asks for by an `anso:table/…` address, in JSON's own types."""
    if len(reference.path) != 2 or reference.path[0] != "table":
        raise NotFoundError(f"Release {release.id}: no data at anso:{'/'.join(reference.path)}")
    found = read_rows(
        release,
        reference.path[1],
        columns=reference.columns,
        where=[(column, "==", value) for column, value in reference.where],
        limit=None,
    )
    return [{key: _plain(value) for key, value in row.items()} for row in found.rows]


def _plain(value: Any) -> Any:
    return (
        value
        if value is None or isinstance(value, bool | int | float | str | list | dict)
        else json_value(value)
    )
