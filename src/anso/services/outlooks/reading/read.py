"""Hindcasts from a NetCDF file or a Zarr folder of either shape.

`hindcast (model, year, lat, lon)`, with a member axis or without, or one variable a model; `obs (year, lat, lon)` on the
same grid or one of its own. Axes go by many names (`axes`), years by numbers or dates, latitudes either way round.
"""

from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np

from anso.services.outlooks.known.hindcasts import Hindcasts
from anso.services.outlooks.reading.arrays import Series, models_of, observed_of
from anso.services.outlooks.reading.gathered import gathered
from anso.services.outlooks.reading.masks import DRY_MILLIMETRES, dry
from anso.services.outlooks.reading.opened import opened, refused
from anso.services.outlooks.reading.units import kind_of

__all__ = ["Mask", "read_hindcasts"]

Mask = Literal["none", "dry"]


def read_hindcasts(path: Path, mask: Mask = "none") -> Hindcasts:
    with opened(path) as data:
        models = models_of(data, path)
        observed = observed_of(data, path, float(models[0].longitudes.mean()))
        refuse_other_kinds(models, observed, str(path))
        found = gathered(models, observed, str(path))
    constant = [name for name, said in zip(found.names, found.means, strict=True) if never_varies(said)]
    notes = [*found.notes, *(f"{name} says the same every year and tells nothing." for name in constant)]
    if mask == "dry":
        left_out = dry(found.observed, observed.units, f"{path}, {observed.name}")
        found = replace(found, observed=np.where(left_out, np.nan, found.observed))
        notes.append(
            f"{int(left_out.sum())} points with less than {DRY_MILLIMETRES:g} mm a month on average are left out."
        )
    if not found.valid().any():
        raise refused(
            str(path),
            "no point has both forecasts and enough observations (four fifths of the years, not all the same)",
        )
    return replace(found, notes=tuple(notes))


def refuse_other_kinds(models: list[Series], observed: Series, where: str) -> None:
    seen = kind_of(observed.units)
    for model in models:
        said = kind_of(model.units)
        if seen and said and seen != said:
            raise refused(
                f"{where}, {model.name}",
                f"is {said} ({model.units}), but the observations are {seen} ({observed.units}): "
                "correct the units, or give forecasts of what is observed",
            )


def never_varies(said: np.ndarray) -> bool:
    """Years x latitudes x longitudes."""
    known = np.isfinite(said)
    highest = np.where(known, said, -np.inf).max(0)
    lowest = np.where(known, said, np.inf).min(0)
    return bool((highest <= lowest).all())
