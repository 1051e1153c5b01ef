"""`anso calls calibrate`: scores less reviewers' severity, from a file of scores to a file of applications."""

import os
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from anso.errors import InvalidInputError, Problem

if TYPE_CHECKING:
    import polars as pl

    from anso.alliance.calls.calibrating import Calibration

__all__ = ["calibrate"]


def calibrate(
    scores: Path,
    /,
    *,
    output: Path,
    places: int | None = None,
    reviewers: Path | None = None,
    seed: int = 0,
) -> None:
    """Calibrate scores for severe and lenient reviewers; one row an application, the best first.

    Parameters
    ----------
    scores
        A CSV (or Parquet) file with the columns application, reviewer, score, and where there are any criterion and
        weight; an empty score is missing
    output
        Write application, raw, adjusted and se to this file (CSV, or Parquet by its name), with reviews and rank
    places
        Also write each application's probability of being among so many best, and between which ranks it lies
    reviewers
        Also write each reviewer's severity and agreement with the others to this file
    seed
        What the draws for these probabilities start from; the same seed gives the same
    """
    # Read when NumPy is first imported: its matrices here are so small that threads only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from anso.cli.calls.assign import write
    from anso.cli.hub.score import refuse_unwritable

    for file in (output, reviewers):
        refuse_unwritable(file)
    if places is not None and places < 1:
        raise InvalidInputError(
            [Problem("--places", f"{places} is below 1; give a whole number of 1 or more")]
        )
    from anso.alliance.calls.calibrating import calibrate as calibrated
    from anso.alliance.calls.calibrating.reading import read_scores
    from anso.cli.terminal import print_pairs

    begun = perf_counter()
    given = read_scores(scores)
    if given.ignored:
        print(f"{scores}: the columns {', '.join(given.ignored)} are not used.", file=sys.stderr)
    found = calibrated(
        given.applications, given.reviewers, given.scores, weights=given.weights, places=places, seed=seed
    )
    write(applications_table(found), output)
    if reviewers is not None:
        write(reviewers_table(found), reviewers)
    print_pairs(
        {
            "applications": f"{len(found.applications):,}",
            "reviewers": f"{len(found.reviewers):,}",
            "scores": f"{found.reviews.sum():,}",
            "mean": f"{found.mean:.4g}",
            "standard deviations": f"{found.variances.application**0.5:.3g} of applications, "
            f"{found.variances.reviewer**0.5:.3g} of reviewers' severity, {found.variances.noise**0.5:.3g} of noise",
            "agreement (ICC)": f"{found.panel.agreement:.2f} of one score, "
            f"{found.panel.consistency:.2f} once severity is out, {found.panel.of_means:.2f} of an application's mean",
            "seconds": f"{perf_counter() - begun:.2f}",
            "output": output,
        }
    )
    for note in found.notes:
        print(note, file=sys.stderr)


def applications_table(found: "Calibration") -> "pl.DataFrame":
    """One row an application, by adjusted score; what is not known is empty."""
    import polars as pl

    columns: dict[str, object] = {
        "application": found.applications,
        "raw": found.raw,
        "adjusted": found.adjusted,
        "se": found.se,
        "reviews": found.reviews,
        "rank": found.rank,
    }
    if found.standing is not None:
        columns |= {
            "p_above": found.standing.p_above,
            "rank_low": found.standing.rank_low,
            "rank_high": found.standing.rank_high,
        }
    return pl.DataFrame(columns, nan_to_null=True).sort(["adjusted", "application"], descending=[True, False])


def reviewers_table(found: "Calibration") -> "pl.DataFrame":
    """One row a reviewer, the most severe first."""
    import polars as pl

    columns: dict[str, object] = {
        "reviewer": found.reviewers,
        "reviews": found.given,
        "severity": found.severity,
        "severity_se": found.severity_se,
        "residual_sd": found.residual_sd,
        "correlation": found.correlation,
    }
    return pl.DataFrame(columns, nan_to_null=True).sort(["severity", "reviewer"], descending=[True, False])
