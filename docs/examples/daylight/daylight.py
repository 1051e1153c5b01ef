"""How long the sun is up at the middle of a country, through a year.

In comes a country and a day; out goes the day's length then, and a table and a chart of the whole year.
Formulas: Forsythe and others (1995), "A model comparison for daylength as a function of latitude and day
of year", Ecological Modelling 80, 87-95, equations 1 to 3 with the upper rim of the sun and refraction.
"""

from datetime import date, timedelta

import altair as alt
import numpy as np
import polars as pl

from anso import places
from anso.chart import table
from anso.product import CountryCode, Field, Request, Run, product

RIM_AND_REFRACTION_DEGREES = 0.8333


class DaylightRequest(Request):
    """The country, and the day to say it for."""

    country: CountryCode = Field(description="Country, by any code or name")
    issued: date = Field(description="Day whose length is stated; the chart shows its whole year")


@product(
    "daylight.length",
    title={"en": "Length of the day", "fr": "Durée du jour"},
    summary={
        "en": "How long the sun is up in a country",
        "fr": "Combien de temps le soleil est levé dans un pays",
    },
    corridor="climate",
)
def length(request: DaylightRequest, run: Run) -> None:
    country = places.country(request.country)
    first = date(request.issued.year, 1, 1)
    days = [first + timedelta(days=number) for number in range(365)]
    hours = day_hours(country.lat, np.arange(1, 366))
    run.table(
        "year",
        pl.DataFrame({"date": days, "hours": hours}),
        title="Length of every day",
        columns={"date": "Day", "hours": "Time from sunrise to sunset (hours)"},
    )
    run.chart(
        "year",
        alt.Chart(table("year", ["date", "hours"]), height=240)
        .mark_line(color="token:climate")
        .encode(
            x=alt.X("date:T", title=None), y=alt.Y("hours:Q", title="hours", scale=alt.Scale(zero=False))
        ),
        title="Length of every day",
        alt=f"A curve from {hours.min():.1f} hours on the shortest day to {hours.max():.1f} on the longest.",
        lead=True,
    )
    today = float(day_hours(country.lat, np.array([request.issued.timetuple().tm_yday]))[0])
    run.finding(
        f"On {request.issued:%-d %B} the day is {today:.1f} hours long in the middle of {country.name}"
    )
    run.fact(
        country.code, label="Day", value=f"{today:.1f} h", note=f"on {request.issued:%-d %B}", chart="year"
    )


def day_hours(latitude: float, day_of_year: np.ndarray) -> np.ndarray:
    """Hours from sunrise to sunset; 0 in the polar night, 24 in the polar day."""
    turn = 0.2163108 + 2 * np.arctan(0.9671396 * np.tan(0.00860 * (day_of_year - 186)))  # eq. 1
    declination = np.arcsin(0.39795 * np.cos(turn))  # eq. 2
    lat = np.radians(latitude)
    above = (np.sin(np.radians(RIM_AND_REFRACTION_DEGREES)) + np.sin(lat) * np.sin(declination)) / (
        np.cos(lat) * np.cos(declination)
    )
    return 24 - 24 / np.pi * np.arccos(np.clip(above, -1, 1))  # eq. 3
