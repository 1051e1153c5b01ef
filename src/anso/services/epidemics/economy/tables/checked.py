"""Whether numbers can be an input-output table; everything wrong is named, small faults are mended and said.

In: labels and arrays as somebody gave them. Out: a `Table`, or an error with every problem found.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anso.errors import InvalidInputError, Problem
from anso.services.epidemics.economy.tables.table import Table

__all__ = ["checked"]

Numbers = NDArray[np.float64]

NEGLIGIBLE = 1e-3
"""Share of a table's flows that negative ones may make up, to be taken as 0."""
UNBALANCED = 0.01
"""Share by which a sector's stated output may differ from what it sells."""
MOST_TOLD = 5
POWER_STEPS = 200


def checked(
    title: str,
    regions: Sequence[str],
    sectors: Sequence[str],
    flows: ArrayLike,
    final: ArrayLike,
    *,
    output: ArrayLike | None = None,
    unit: str = "",
    synthetic: bool = False,
    notes: Sequence[str] = (),
) -> Table:
    """The table, if it can be one. `final` has a column a region or one more; one column alone is not told apart."""
    size = len(regions) * len(sectors)
    problems = [*_labels("region", regions), *_labels("sector", sectors)]
    matrix, bought = _numbers("flows", flows, problems), _numbers("final demand", final, problems)
    _stop(problems)
    if bought.ndim == 1:
        bought = bought[:, None]
    if matrix.shape != (size, size):
        shape = " x ".join(map(str, matrix.shape))
        problems.append(
            Problem(
                "flows",
                f"{shape} numbers, where {len(regions)} regions with {len(sectors)} sectors each need {size} x {size}",
            )
        )
    if bought.ndim != 2 or len(bought) != size:
        problems.append(Problem("final demand", f"{len(bought)} rows for {size} sectors"))
    _stop(problems)

    rows = [f"{region} {sector}" for region in regions for sector in sectors]
    problems += [*_missing("flows", matrix, rows), *_missing("final demand", bought, rows)]
    _stop(problems)
    told = list(notes)
    matrix = _without_negatives(matrix, rows, problems, told)
    table = Table(
        title, tuple(regions), tuple(sectors), matrix, _by_region(bought, len(regions)), unit, synthetic
    )
    problems += [*_outputs(table, rows), *_balance(table, output, rows)]
    _stop(problems)
    if not _is_productive(table):
        problems.append(
            Problem("flows", "sectors use up more than they make, so that no output could satisfy any demand")
        )
    _stop(problems)
    told += _left_as_they_are(table)
    return Table(
        title, table.regions, table.sectors, table.flows, table.final, unit, synthetic, notes=tuple(told)
    )


def _stop(problems: list[Problem]) -> None:
    if problems:
        raise InvalidInputError(problems)


def _labels(kind: str, labels: Sequence[str]) -> Iterator[Problem]:
    if not labels:
        yield Problem(kind, "the table has none")
    seen: set[str] = set()
    for label in labels:
        if not label.strip():
            yield Problem(kind, "one has no name")
        elif label in seen:
            yield Problem(f"{kind} {label}", "named twice; each may occur once")
        seen.add(label)


def _numbers(what: str, values: ArrayLike, problems: list[Problem]) -> Numbers:
    try:
        return np.ascontiguousarray(values, dtype=float)
    except (TypeError, ValueError):
        problems.append(Problem(what, "holds something that is no number"))
        return np.zeros(0)


def _missing(what: str, values: Numbers, rows: Sequence[str]) -> Iterator[Problem]:
    bad = np.argwhere(~np.isfinite(values))
    for row, column in bad[:MOST_TOLD]:
        where = rows[column] if what == "flows" else f"column {column + 1}"
        yield Problem(f"{what}, row {rows[row]}, {where}", f"{values[row, column]} is no amount of money")
    if len(bad) > MOST_TOLD:
        yield Problem(what, f"{len(bad) - MOST_TOLD} more numbers are missing or infinite")


def _without_negatives(
    flows: Numbers, rows: Sequence[str], problems: list[Problem], told: list[str]
) -> Numbers:
    negative = flows < 0
    if not negative.any():
        return flows
    share = float(-flows[negative].sum() / np.abs(flows).sum())
    row, column = divmod(int(flows.argmin()), flows.shape[1])
    worst = f"row {rows[row]}, column {rows[column]}"
    if share > NEGLIGIBLE:
        problems.append(
            Problem(
                f"flows, {worst}",
                f"{flows.min():g} is below 0; negative flows make up {share:.1%} of the table, where {NEGLIGIBLE:.1%} is the most that is mended",
            )
        )
        return flows
    told.append(
        f"{int(negative.sum())} negative flows ({share:.2g} of all, the largest in {worst}) were taken as 0"
    )
    return np.where(negative, 0.0, flows)


def _by_region(final: Numbers, regions: int) -> Numbers:
    """A column a consuming region. Several columns a region (households, government, investment) are summed."""
    columns = final.shape[1]
    if columns in (regions, regions + 1):
        return final
    if columns > 1 and columns % regions == 0:
        return np.asarray(final.reshape(len(final), regions, columns // regions).sum(axis=2))
    if columns > 1:
        raise InvalidInputError(
            [
                Problem(
                    "final demand",
                    f"{columns} columns cannot be told to {regions} regions; give as many for each",
                )
            ]
        )
    # Who consumes is not told: it is nobody's demand that a shock could strike.
    return np.concatenate([np.zeros((len(final), regions)), final], axis=1)


def _outputs(table: Table, rows: Sequence[str]) -> Iterator[Problem]:
    output = table.output
    slack = NEGLIGIBLE * max(float(output.mean()), 0.0)
    negative = np.flatnonzero(output < -slack)
    for row in negative[:MOST_TOLD]:
        yield Problem(f"sector {rows[row]}", f"sells {output[row]:g} in all; output cannot be below 0")
    idle = np.flatnonzero((output <= 0) & (table.flows.sum(axis=0) > slack))
    for row in idle[:MOST_TOLD]:
        yield Problem(f"sector {rows[row]}", "buys inputs but sells nothing")
    if not (output > 0).any():
        yield Problem("flows", "no sector sells anything")


def _balance(table: Table, output: ArrayLike | None, rows: Sequence[str]) -> Iterator[Problem]:
    if output is None:
        return
    stated = np.asarray(output, dtype=float).ravel()
    if len(stated) != table.size:
        yield Problem("output", f"{len(stated)} numbers for {table.size} sectors")
        return
    apart = np.abs(stated - table.output)
    bad = np.flatnonzero(~(apart <= UNBALANCED * np.maximum(np.abs(stated), table.output.mean())))
    for row in bad[np.argsort(-apart[bad])][:MOST_TOLD]:
        yield Problem(
            f"sector {rows[row]}",
            f"its output is stated as {stated[row]:g}, but it sells {table.output[row]:g}; the two must agree within {UNBALANCED:.0%}",
        )


def _is_productive(table: Table) -> bool:
    """Whether the Leontief inverse exists and has no negative number: the largest root of A lies below 1.

    A's root is found by powers of it (Hawkins & Simon 1949, Econometrica 17:245, for the condition).
    """
    if (table.value_added >= 0).all() and (table.final.sum(axis=1)[table.output > 0] > 0).all():
        return True
    level = np.full(table.size, 1.0)
    root = 0.0
    for _ in range(POWER_STEPS):
        following = table.per_output * (table.flows @ level)
        root = float(following.max())
        if root < 1:
            return True
        level = following / root
    return root < 1


def _left_as_they_are(table: Table) -> Iterator[str]:
    idle = int((table.output <= 0).sum())
    if idle:
        yield f"{idle} of {table.size} sectors sell nothing; they neither lose nor cause any loss"
    short = int((table.value_added < 0).sum())
    if short:
        yield f"{short} of {table.size} sectors buy more than they sell; their value added counts as 0"
