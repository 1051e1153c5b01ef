"""`anso release`: the releases that are there, and the proof that they are what they were."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from cyclopts import App

from anso.cli.terminal import print_json, print_pairs, print_table
from anso.errors import InvalidInputError, NotFoundError, Problem
from anso.release import DamagedReleaseError, Release, Store, in_language

__all__ = ["app"]

app = App(name="release")


def stores() -> tuple[Store, Store]:
    """The public releases, and the private ones."""
    from anso.product import store_for

    return store_for(private=False), store_for(private=True)


def find(release_id: str) -> tuple[Store, Release]:
    """The release, public or private, and where it lies."""
    public, private = stores()
    try:
        return public, public.open(release_id)
    except NotFoundError:
        if not private.exists(release_id):
            raise
        return private, private.open(release_id)


def every(product: str | None = None) -> Iterator[Release | DamagedReleaseError]:
    """Each release, or what is said of it where its manifest cannot be read."""
    for store in stores():
        for release_id in store.ids(product):
            try:
                yield store.open(release_id)
            except DamagedReleaseError as error:
                yield error


@app.command(name="list")
def list_releases(product: str | None = None, /, *, json: bool = False) -> None:
    """The releases, product by product, oldest first; private ones too.

    Parameters
    ----------
    product
        Only this product's
    json
        Print JSON
    """
    releases = []
    for found in every(product):
        if isinstance(found, DamagedReleaseError):
            print(found, file=sys.stderr)
        else:
            releases.append(found)
    if json:
        print_json(
            [
                {"id": release.id, **release.manifest.model_dump(mode="json", exclude={"files", "outputs"})}
                for release in releases
            ]
        )
        return
    print_table(
        ("release", "finding"),
        [
            (
                release.id + (" (private)" if release.manifest.owner else ""),
                in_language(release.manifest.finding or release.manifest.title, "en"),
            )
            for release in releases
        ],
        "There are no releases yet.",
    )


@app.command
def show(
    release_id: str,
    /,
    *,
    json: bool = False,
    chart: str | None = None,
    by: str = "",
    png: Path | None = None,
    svg: Path | None = None,
    theme: Literal["light", "dark"] = "light",
    width: int = 760,
) -> None:
    """What a release holds; with --chart, one of its charts as a picture.

    Parameters
    ----------
    json
        Print the manifest
    chart
        The chart to draw
    by
        The place, or other value, to draw it for
    png
        File to draw into
    svg
        File to draw into
    theme
        Colours of the picture
    width
        Width of the picture in pixels
    """
    _store, release = find(release_id)
    if chart is not None:
        draw(release, chart, by=by, png=png, svg=svg, theme=theme, width=width)
        return
    manifest = release.manifest
    if json:
        print_json(manifest.model_dump(mode="json"))
        return
    print_pairs(
        {
            "release": release.id,
            "title": in_language(manifest.title, "en"),
            "finding": in_language(manifest.finding, "en") if manifest.finding else "",
            "holds": in_language(manifest.holds, "en") if manifest.holds else "",
            "request": ", ".join(f"{name} = {value}" for name, value in manifest.request.items()),
            "places": f"{len(manifest.places)}" if manifest.places else "",
            "made by": manifest.code,
            "owner": manifest.owner,
            "synthetic": "made from synthetic data" if manifest.synthetic else "",
            "folder": release.local_path("") or release.address(""),
        }
    )
    print()
    print_table(
        ("kind", "name", "title", "rows"),
        [
            (
                output.kind,
                output.name,
                in_language(output.title, "en") if output.title else "",
                output.rows if output.rows is not None else "",
            )
            for output in manifest.outputs
        ],
        "It holds nothing.",
    )
    print()
    print_table(
        ("read", "as of", "how", "sha256"),
        [(read.title, read.as_of, read.how, read.sha256[:12]) for read in manifest.inputs],
        "It read no source.",
    )


def draw(
    release: Release,
    chart: str,
    *,
    by: str,
    png: Path | None,
    svg: Path | None,
    theme: Literal["light", "dark"],
    width: int,
) -> None:
    from anso.portal import pictures

    if png is None and svg is None:
        raise InvalidInputError([Problem("--chart", "say where to draw: --png FILE or --svg FILE")])
    if png is not None:
        png.write_bytes(pictures.draw(release, chart, "png", theme, width, by))
    if svg is not None:
        svg.write_bytes(pictures.draw(release, chart, "svg", theme, width, by))
    print_pairs({"drawn": ", ".join(str(path) for path in (png, svg) if path is not None)})


@app.command
def verify(release_id: str | None = None, /) -> int:
    """Recompute every hash of one release, or of all; exit code 1 when something was altered."""
    count = altered = 0
    for release in [find(release_id)[1]] if release_id else every():
        if isinstance(release, DamagedReleaseError):
            told = [str(release)]
        else:
            told = [f"{release.id}: {problem.where} {problem.message}" for problem in release.verify()]
        for line in told:
            print(line)
        count += 1
        altered += bool(told)
    if altered:
        print(f"{altered} of {count} releases are not as they were published.")
        return 1
    print(f"{count} {'release is' if count == 1 else 'releases are'} as published.")
    return 0


@app.command
def sweep() -> None:
    """Clear away what interrupted runs left behind more than a day ago."""
    print(f"{sum(store.sweep() for store in stores())} abandoned folders removed.")


@app.command
def delete(release_id: str, /, *, yes: bool = False) -> None:
    """Delete a private release; public ones are permanent.

    Parameters
    ----------
    yes
        Do it; without, it is only said what would be deleted
    """
    store, release = find(release_id)
    if release.manifest.owner is None:
        raise InvalidInputError(
            [
                Problem(
                    release_id,
                    "is public, and public releases are permanent; only private ones can be deleted",
                )
            ]
        )
    if not yes:
        print(f"{release_id} would be deleted; give --yes to do it.")
        return
    store.delete(release_id)
    print(f"{release_id} is deleted.")
