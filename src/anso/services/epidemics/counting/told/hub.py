"""What the target data of a hub told: weekly counts of any targets and places, with their versions if kept."""

import math
from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from anso import places
from anso.errors import InvalidInputError, NotFoundError, Problem
from anso.hub.keeping import Hub, Shelf
from anso.hub.keeping.locations import Location, is_country, read_locations
from anso.language import LANGUAGES
from anso.product import Run
from anso.services.epidemics.counting.counted import Where
from anso.services.epidemics.counting.told.people import with_people
from anso.services.epidemics.counting.told.told import DAYS, Told

__all__ = ["told_by_hub"]

AS_OF, TARGET, LOCATION, VALUE = "as_of", "target", "location", "value"
DATES = ("target_end_date", "date", "week_end", "time_value", "origin_date")
JOINT = " · "
ALL = ("all", "total", "overall", "all ages", "0-130", "pooled", "both")
"""What a further column says of the whole, as against its parts."""
KINDS = {
    "admissions": ("hosp", "admission"),
    "deaths": ("death", "mort"),
    "cases": ("case", "infection"),
    "tests": ("test",),
    "vaccinations": ("vaccin", "dose"),
}
"""Parts of a target's name, in the order in which they decide: "hospitalised cases" are admissions."""
NOT_COUNTS = ("rate", "prop", "percent", "share", "%")


def told_by_hub(slug: str, issued: date, region: str, run: Run) -> Told:
    """Every place of the hub; countries outside the region are left out."""
    hub = Shelf().open(slug)
    run.log(f"Reading the counts of {hub.name}")
    try:
        versions = hub.vintages()
    except NotFoundError as error:
        raise InvalidInputError(
            [
                Problem(
                    "hub",
                    f"{hub.name} keeps no observations yet, so that nothing can be forecast from it ({error})",
                )
            ]
        ) from error
    weeks = in_shape(versions, hub)
    known = weeks.filter(pl.col("date") < issued, pl.col(AS_OF).is_null() | (pl.col(AS_OF) <= issued))
    if known.is_empty():
        raise InvalidInputError(
            [Problem("issued", f"{hub.name} has no counts that were known before {issued}; {_span(weeks)}")]
        )
    told = where(known[LOCATION].unique().sort().to_list(), read_locations(hub.folder), issued, run)
    kept = {
        code: place
        for code, place in told.items()
        if not place.country or code in places.region(region).countries
    }
    known = known.filter(pl.col(LOCATION).is_in(list(kept)))
    if known.is_empty():
        raise InvalidInputError(
            [Problem("region", f"{hub.name} has no counts for {places.region(region).name} before {issued}")]
        )
    targets = known[TARGET].unique().sort().to_list()
    return Told(
        title=hub.name,
        days=pl.DataFrame(schema=DAYS),
        cumulative=False,
        weeks=known,
        places=kept,
        kinds={target: kind_of(target) for target in targets},
        versions=AS_OF in versions.columns,
        synthetic=hub.synthetic,
    )


def in_shape(versions: pl.DataFrame, hub: Hub) -> pl.DataFrame:
    """`DAYS` from a hub's time series: targets that are asked by more than their name are named with it."""
    said = hub.definition.target_data
    stated = said.date_col if said is not None else None
    end = next((name for name in (stated, *DATES) if name and name in versions.columns), None)
    if end is None or LOCATION not in versions.columns:
        raise InvalidInputError(
            [
                Problem(
                    "hub",
                    f"the observations of {hub.name} have no column {'location' if end else 'target_end_date'}; "
                    f"they have {', '.join(versions.columns)}",
                )
            ]
        )
    only = hub.definition.targets
    target = (
        pl.col(TARGET).cast(pl.String)
        if TARGET in versions.columns
        else pl.lit(only[0] if len(only) == 1 else "count")
    )
    unit = said.observable_unit if said is not None and said.observable_unit else hub.definition.task_columns
    others = [
        name
        for name in unit
        if name in versions.columns
        and name not in (TARGET, LOCATION, end, AS_OF, VALUE, "horizon", "reference_date")
    ]
    for name in others:
        versions = _whole_of(versions, name)
    parts = [name for name in others if versions[name].n_unique() > 1]
    named = pl.concat_str([target, *(pl.col(name).cast(pl.String) for name in parts)], separator=JOINT)
    as_of = pl.col(AS_OF).cast(pl.Date) if AS_OF in versions.columns else pl.lit(None, pl.Date).alias(AS_OF)
    table = versions.select(
        as_of, pl.col(LOCATION).cast(pl.String), named.alias(TARGET), pl.col(end).cast(pl.Date).alias("date"),
        pl.col(VALUE).cast(pl.Float64),
    )  # fmt: skip
    return table.filter(
        pl.col(VALUE).is_finite(), pl.all_horizontal(pl.col(LOCATION, TARGET, "date").is_not_null())
    )


def kind_of(target: str) -> str:
    """What a hub's target counts, by its name; nothing where it is no count of these."""
    name = target.lower()
    if any(part in name for part in NOT_COUNTS):
        return ""
    return next((kind for kind, parts in KINDS.items() if any(part in name for part in parts)), "")


def where(codes: Sequence[str], said: Mapping[str, Location], issued: date, run: Run) -> dict[str, Where]:
    """The places of a hub, by its own names unless they are countries.

    Without names, two letters are countries only where all codes are: among states, CA is no country.
    """
    unnamed = Location("", math.nan)
    all_codes = all(is_country(code, "") for code in codes)
    found = {}
    for code in codes:
        own = said.get(code, unnamed)
        country = is_country(code, own.name) if own.name else all_codes
        names = places.country(code).names if country else dict.fromkeys(LANGUAGES, own.name or code)
        found[code] = Where(code, names, country, own.people)
    return with_people(found, issued, run)


def _whole_of(versions: pl.DataFrame, column: str) -> pl.DataFrame:
    """The rows of the whole, where a further column names it."""
    whole = pl.col(column).cast(pl.String).str.to_lowercase().is_in(ALL)
    return versions.filter(whole) if versions.select(whole.any()).item() else versions


def _span(weeks: pl.DataFrame) -> str:
    first, last = weeks.select(pl.min("date"), pl.max("date").alias("last")).row(0)
    told: date | None = weeks.select(pl.min(AS_OF)).item()
    known = f", and the first of them were told on {told}" if told else ""
    return f"its weeks end from {first} to {last}{known}"
