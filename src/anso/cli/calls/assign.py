"""`anso calls assign`: reviewers for applications, from a file of pairs to a file of pairs."""

import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from anso.errors import InvalidInputError, Problem

if TYPE_CHECKING:
    import polars as pl

    from anso.alliance.calls.assigning import Assignment
    from anso.alliance.calls.assigning.reading import Asked

__all__ = ["assign"]


def assign(
    pairs: Path,
    /,
    *,
    reviews_per: int,
    load: int,
    output: Path,
    min_load: int = 0,
    fair: bool = False,
    random_limit: float | None = None,
    seed: int = 0,
    reviewers: Path | None = None,
    applications: Path | None = None,
    per_country: int | None = None,
    per_institution: int | None = None,
    keep: Path | None = None,
    seconds: float = 60.0,
) -> None:
    """Assign reviewers to applications; exit code 2, with the reason and the smallest change, when impossible.

    Parameters
    ----------
    pairs
        A CSV (or Parquet) file with the columns application, reviewer, affinity, and where there are any conflict
        and bid; a pair that is not in it is not assigned
    reviews_per
        How many reviewers each application gets
    load
        How many applications each reviewer takes at most
    output
        Write the pairs to this file (CSV, or Parquet by its name)
    min_load
        How many applications each reviewer takes at least
    fair
        Make the worst-off application as well off as it can be, then the total as large as that allows
    random_limit
        Draw the assignment so that no pair has a larger probability than this, such as 0.5
    seed
        What the draw starts from; the same seed draws the same
    reviewers
        A file with the column reviewer, and any of load, min_load, country, institution, languages
    applications
        A file with the column application, and any of reviews, language
    per_country
        At most so many reviewers of one country for an application
    per_institution
        At most so many reviewers of one institution for an application
    keep
        A file of pairs (application, reviewer) that stay as they are
    seconds
        What the search may take where it is no flow: with --fair, or rules on who sits together
    """
    refuse_unfit(
        reviews_per, load, min_load, random_limit, fair, per_country, per_institution, seconds, output
    )
    from anso.alliance.calls.assigning import assign as assigned
    from anso.alliance.calls.assigning.reading import Limits, read
    from anso.cli.terminal import print_pairs

    begun = perf_counter()
    limits = Limits(reviews_per, load, min_load, per_country, per_institution)
    asked = read(pairs, limits, reviewers=reviewers, applications=applications, keep=keep)
    for file, columns in asked.ignored.items():
        print(f"{file}: the columns {', '.join(columns)} are not used.", file=sys.stderr)
    taken = perf_counter()
    found = assigned(
        asked.problem, fair=fair, random_limit=random_limit, seed=seed, fixed=asked.kept, seconds=seconds
    )
    solved = perf_counter()
    write(table(asked, found), output)
    print_pairs(
        told(asked, found)
        | {
            "seconds": f"{solved - taken:.2f} to assign, {taken - begun:.2f} to read, {perf_counter() - solved:.2f} to write",
            "output": output,
        }
    )


def refuse_unfit(
    reviews_per: int,
    load: int,
    min_load: int,
    random_limit: float | None,
    fair: bool,
    per_country: int | None,
    per_institution: int | None,
    seconds: float,
    output: Path,
) -> None:
    """What cannot be asked for, before anything is read."""
    faults = [
        Problem(name, f"{value} is below {lowest}; give a whole number of {lowest} or more")
        for name, value, lowest in (
            ("--reviews-per", reviews_per, 1),
            ("--load", load, 0),
            ("--min-load", min_load, 0),
            ("--per-country", per_country, 1),
            ("--per-institution", per_institution, 1),
        )
        if value is not None and value < lowest
    ]
    if min_load > load >= 0:
        faults.append(
            Problem("--min-load", f"{min_load} is more than --load {load}; lower it, or raise the load")
        )
    if random_limit is not None and not 0 < random_limit <= 1:
        faults.append(
            Problem("--random-limit", f"{random_limit} is no probability; give one above 0 and up to 1")
        )
    if random_limit is not None and fair:
        faults.append(Problem("--random-limit", "goes with the best total, not with --fair; choose one"))
    if not seconds > 0:
        faults.append(Problem("--seconds", f"{seconds} is no time; give more than 0"))
    if not output.absolute().parent.is_dir():
        faults.append(Problem("--output", f"there is no folder {output.absolute().parent}"))
    elif output.is_dir():
        faults.append(Problem("--output", f"{output} is a folder; name a file in it"))
    if faults:
        raise InvalidInputError(faults)


def table(asked: "Asked", found: "Assignment") -> "pl.DataFrame":
    """One row a pair, in the order of the file."""
    import polars as pl

    rows, columns = found.pairs[:, 0], found.pairs[:, 1]
    problem = asked.problem
    data: dict[str, object] = {
        "application": [problem.applications[row] for row in rows.tolist()],
        "reviewer": [problem.reviewers[column] for column in columns.tolist()],
        "affinity": asked.pairs.affinity[rows, columns],
    }
    if asked.pairs.bids:
        data["score"] = problem.scores[rows, columns]
    if found.chances is not None:
        data["probability"] = found.chances
    return pl.DataFrame(data)


def told(asked: "Asked", found: "Assignment") -> dict[str, object]:
    """What the person at the terminal wants to know of the result."""
    problem, pairs = asked.problem, asked.pairs
    loads = found.loads
    worst = found.worst
    means = found.means
    return {
        "applications": f"{len(problem.applications):,}",
        "reviewers": f"{len(problem.reviewers):,}",
        "pairs offered": f"{pairs.offered:,}, of which {pairs.conflicts:,} in conflict",
        "pairs assigned": f"{len(found.pairs):,}"
        + (f", of which {len(asked.kept):,} kept" if asked.kept else ""),
        "objective": found.objective,
        "status": status(found),
        "total": f"{found.total:.12g}" + (" with bids" if pairs.bids else ""),
        "expected total": None if found.expected is None else f"{found.expected:.12g}",
        "worst-off": None
        if worst is None
        else f"{problem.applications[worst]}: {found.worst_score:.12g} in all, {means[worst]:.6g} a review",
        "loads": f"{loads.min()} to {loads.max()}, {loads.mean():.1f} on average",
    }


def status(found: "Assignment") -> str:
    """What is proven of the result."""
    parts = []
    if found.gap and found.objective == "worst-off":
        parts.append(f"the worst-off could have {found.gap:.4g} a review more at most")
    elif found.gap:
        parts.append(f"the total could be {found.gap:.6g} larger at most")
    if found.total_gap:
        parts.append(f"with this worst-off, the total could be {found.total_gap:.6g} larger at most")
    return f"{found.status}: {'; '.join(parts)}" if parts else found.status


def write(frame: "pl.DataFrame", output: Path) -> None:
    """Whole or not at all."""
    unfinished = output.with_name(f".{output.name}.unfinished")
    try:
        if output.suffix == ".parquet":
            frame.write_parquet(unfinished)
        else:
            frame.write_csv(unfinished)
        unfinished.replace(output)
    except OSError as error:
        raise InvalidInputError(
            [Problem("--output", f"{output} cannot be written: {error.strerror or error}")]
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
