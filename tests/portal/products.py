"""Products that tests ask for: small, quick, and able to fail in every way that matters.

A module of its own, for the child process that runs a job imports it by name.
"""

import os
import signal
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, ClassVar, Literal

import polars as pl

from anso.errors import AnsoError
from anso.product import (
    Alert,
    CountryCode,
    Field,
    FieldWords,
    MayBePrivate,
    PlaceCode,
    RegionCode,
    Request,
    Run,
    Upload,
    UploadRule,
    product,
)

COUNTRIES = ("PK", "FR", "CN")


class CountsRequest(MayBePrivate):
    """Numbers for a few countries on a day."""

    issued: date = Field(description="Day the numbers are for")
    country: CountryCode | None = Field(
        None, description="Only this country", json_schema_extra={"group": "Where"}
    )
    rows: int = Field(3, ge=1, le=100, description="Rows in the table")
    said: ClassVar[Mapping[str, FieldWords]] = {
        "issued": FieldWords(label={"fr": "Jour"}, help={"fr": "Jour des nombres"}),
        "country": FieldWords(group={"fr": "Où"}),
    }


@product(
    "tests.counts",
    title={"en": "Counts", "fr": "Comptes"},
    summary={"en": "Numbers that tests look at", "fr": "Des nombres pour les essais"},
    corridor="health",
)
def counts(request: CountsRequest, run: Run) -> None:
    import altair as alt

    from anso import chart

    chosen = (request.country,) if request.country else COUNTRIES
    frame = pl.DataFrame(
        {
            "country": [chosen[n % len(chosen)] for n in range(request.rows)],
            "cases": list(range(request.rows)),
            "rate": [float("nan") if n == 0 else n / 2 for n in range(request.rows)],
            "day": [request.issued - timedelta(days=n) for n in range(request.rows)],
            "note": ["Growing, it seems" if n % 2 else None for n in range(request.rows)],
        }
    )
    run.progress(0.5, "Counting")
    run.log(f"{request.rows} rows")
    run.table(
        "counts",
        frame,
        title="Counts",
        columns={"cases": "New cases"},
        words={"Growing, it seems": {"en": "Growing, it seems", "fr": "En hausse, semble-t-il"}},
    )
    data = chart.table("counts", columns=["country", "cases"])
    bars = alt.Chart(data).mark_bar().encode(x="country:N", y=alt.Y("cases:Q", title="cases axis"))
    words = {
        "cases axis": {"en": "cases axis", "fr": "cas", "ru": "случаи"},
        "PK": {"en": "PK", "fr": "le Pakistan"},
    }
    run.chart("bars", bars, title="Cases", alt="Bars", lead=True, words=words)
    run.chart("one", bars, title="Cases of one country", alt="One bar", by="country")
    shapes = alt.Chart(chart.world()).mark_geoshape().project("equalEarth")
    run.chart("map", shapes.properties(height=300), title="The world", alt="A map")
    run.text("summary", {"en": "All is *well*.", "fr": "Tout va *bien*."})
    run.file("note.txt", b"plain", title="Note")
    run.finding({"en": "Cases are growing", "fr": "Les cas augmentent"})
    run.holds("For tests alone.")
    for place in chosen:
        run.fact(
            place, label={"en": "Cases", "fr": "Cas"}, value=str(request.rows), tone="severe", chart="one"
        )
    onset = datetime.combine(request.issued, datetime.min.time(), UTC)
    run.alert(
        Alert(
            event={"en": "Growth", "fr": "Croissance"},
            category="Health",
            severity="severe",
            places=("PK",),
            onset=onset,
            expires=onset + timedelta(days=14),
            headline="Growing in Pakistan",
            description="Cases double.",
        )
    )


class RegionalRequest(Request):
    """Something about a region."""

    issued: date = Field(description="Day it is for")
    region: RegionCode = Field("south-asia", description="Region it covers")


@product("tests.regional", title="Regional", summary="About a region", corridor="climate")
def regional(request: RegionalRequest, run: Run) -> None:
    run.about(request.region)
    run.made_from_synthetic_data()
    run.table("small", pl.DataFrame({"n": [1]}))


class FilesRequest(MayBePrivate):
    """A file, and words about it."""

    issued: date = Field(date(2020, 1, 1), description="Day it is for")
    sequences: Annotated[Upload, UploadRule((".fasta", ".txt"), megabytes=1)] = Field(
        description="The sequences"
    )
    name: str = Field(description="What to call it", max_length=40)
    places: tuple[PlaceCode, ...] = Field((), description="Places it is about")


@product("tests.files", title="Files", summary="Reads a file", corridor="food")
def files(request: FilesRequest, run: Run) -> None:
    content = request.sequences.path.read_bytes()
    run.table("content", pl.DataFrame({"bytes": [len(content)], "name": [request.sequences.name]}))
    run.text("summary", f"{request.name}: {len(content)} bytes")


class TroubleRequest(Request):
    """How to go wrong."""

    issued: date = Field(date(2020, 1, 1), description="Day it is for")
    kind: Literal["none", "reader", "defect", "killed", "killed_once", "slow", "flood", "garbled"] = Field(
        "none", description="What goes wrong"
    )
    marker: str = Field("", description="A file that tells the second try from the first")


@product("tests.trouble", title="Trouble", summary="Goes wrong as asked", corridor="green")
def trouble(request: TroubleRequest, run: Run) -> None:
    run.log("begun")
    run.progress(0.25, "In trouble")
    run.table("small", pl.DataFrame({"n": [1]}))
    marker = Path(request.marker)
    match request.kind:
        case "reader":
            raise AnsoError("The river is dry; ask for another day")
        case "defect":
            raise ZeroDivisionError("our own mistake")
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "killed_once" if not marker.exists():
            marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        case "flood":
            marker.touch()
            while True:
                run.log("drip " * 1000)
        case "garbled":
            run.log("a\0b \udcff")
            raise AnsoError("no text: \0 \udcff")
        case "slow":
            marker.touch()
            for step in range(600):
                run.progress(step / 600, f"Step {step}")
                time.sleep(0.1)
