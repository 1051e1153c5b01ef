"""A submission's values: numbers within their range, ascending with their levels, summing to 1 where they must."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from anso.errors import Problem
from anso.hub.checks.registry import NotAsked, check
from anso.hub.checks.report import Fault, at_rows, limited
from anso.hub.checks.submission.state import Submission
from anso.hub.definition.records import ValueRange
from anso.release.forecast import PMF_TOLERANCE, ROUNDING, VALUE

SUBJECT = "submission"


@check(SUBJECT, "value_col_valid", "Every value is a number of its output type's range", needs=("colnames",))
def value_col_valid(submission: Submission) -> Iterable[Problem]:
    values = submission.read.values
    bad = ~np.isfinite(values)
    faults = list(_no_numbers(submission, np.flatnonzero(bad)))
    for group, task in enumerate(submission.round.model_tasks):
        for name, output_type in task.output_type.items():
            rows = submission.belongs(group, name)
            rows = rows[~bad[rows]]
            target = task.target_metadata[0]
            counts = target.target_units.casefold().startswith("count")
            faults += _out_of_range(
                values, rows, output_type.value, f"{name} of {target.value}", counts=counts
            )
    return limited(faults)


def _no_numbers(submission: Submission, rows: NDArray[np.int64]) -> Iterator[Fault]:
    found: dict[str, list[int]] = {}
    for row in rows.tolist():
        raw = submission.read.raw(VALUE, row)
        said = (
            "is empty; state a number or leave the row out"
            if raw is None
            else f"{str(raw)[:40]!r} is no finite number"
        )
        found.setdefault(said, []).append(row)
    for said, same in found.items():
        yield at_rows(said, same, column=VALUE)


def _out_of_range(
    values: NDArray[np.float64], rows: NDArray[np.int64], allowed: ValueRange, what: str, *, counts: bool
) -> Iterator[Fault]:
    part = values[rows]
    why = " (counts cannot be negative)" if counts and allowed.minimum == 0 else ""
    tests = [
        (
            allowed.minimum is not None and part < allowed.minimum,
            f"is below {allowed.minimum}, the least that a {what} may be{why}",
        ),
        (
            allowed.maximum is not None and part > allowed.maximum,
            f"is above {allowed.maximum}, the most that a {what} may be",
        ),
        (
            allowed.type == "integer" and part != np.floor(part),
            f"is no whole number, as a {what} is; round it",
        ),
    ]
    for test, said in tests:
        if test is False:
            continue
        wrong = np.flatnonzero(test)
        if len(wrong) > MANY:
            example = f"{part[wrong[0]]:.10g}, and likewise every value of these rows,"
            yield at_rows(f"{example} {said}", rows[wrong], column=VALUE)
            continue
        for value in dict.fromkeys(part[wrong].tolist()):
            yield at_rows(f"{value:.10g} {said}", rows[wrong[part[wrong] == value]], column=VALUE)


MANY = 1000
"""More values out of range than this are told together, by one example."""


@check(
    SUBJECT,
    "value_col_non_desc",
    "Values do not descend as quantile levels or cdf thresholds ascend",
    needs=("colnames",),
)
def value_col_non_desc(submission: Submission) -> Iterable[Problem]:
    present = [name for name in ("quantile", "cdf") if submission.is_type(name).any()]
    if not present:
        raise NotAsked("there are no quantiles and no cdf")
    return limited([fault for name in present for fault in _descents(submission, name)], what="descents")


def _descents(submission: Submission, name: str) -> Iterator[Fault]:
    values = submission.read.values
    for group, task in enumerate(submission.round.model_tasks):
        rows = submission.belongs(group, name)
        rows = rows[_sound(values[rows], name)]
        if not len(rows):
            continue
        place = {
            text: number
            for number, text in enumerate(
                _in_order(task.output_type[name].levels, task.output_type[name].level_texts)
            )
        }
        ranks = np.array([place.get(text, -1) for text in submission.ids.texts] + [-1])[
            submission.ids.codes[rows]
        ]
        keys = submission.task_keys(rows)
        order = np.lexsort((rows, ranks, keys))
        before, after = rows[order][:-1], rows[order][1:]
        slack = ROUNDING * np.maximum(1.0, np.abs(values[before]))
        falls = (keys[order][1:] == keys[order][:-1]) & (values[after] < values[before] - slack)
        for low, high in sorted(
            zip(before[falls].tolist(), after[falls].tolist(), strict=True), key=lambda pair: pair[1]
        ):
            yield at_rows(
                f"{values[high]:.10g} at {name} {submission.ids.text(high)} is below {values[low]:.10g} "
                f"at {submission.ids.text(low)} (row {low + 1}); {name}s of one forecast ascend",
                [high],
                column=VALUE,
            )


def _in_order(levels: tuple[object, ...], texts: tuple[str, ...]) -> list[str]:
    """The ids as they ascend: numbers by their size, names as the hub lists them."""
    if all(isinstance(level, int | float) for level in levels):
        return sorted(texts, key=float)
    return list(texts)


@check(SUBJECT, "value_col_sum1", "The probabilities of a pmf sum to 1", needs=("colnames",))
def value_col_sum1(submission: Submission) -> Iterable[Problem]:
    rows = np.flatnonzero(submission.is_type("pmf"))
    if not len(rows):
        raise NotAsked("there is no pmf")
    values = submission.read.values
    _, first, number, stated = np.unique(
        submission.task_keys(rows), return_index=True, return_inverse=True, return_counts=True
    )
    # A pmf that lacks a category, or states one twice or wrongly, cannot sum to 1: other checks say that.
    ids = np.zeros(submission.read.rows, dtype=np.int64)
    for group, task in enumerate(submission.round.model_tasks):
        if "pmf" in task.output_type:
            ids[submission.belongs(group, "pmf")] = len(task.output_type["pmf"].levels)
    faulty = np.bincount(number, weights=~_sound(values[rows], "pmf"), minlength=len(first)) > 0
    sums = np.bincount(number, weights=np.nan_to_num(values[rows]), minlength=len(first))
    far = np.abs(sums - 1) > PMF_TOLERANCE + ROUNDING
    wrong = np.flatnonzero(far & ~faulty & (stated == ids[rows[first]]))
    faults = [
        at_rows(
            f"sum to {sums[one]:.10g}, not to 1: {submission.told(int(rows[first[one]]))}; divide each by their sum",
            rows[number == one],
            column=VALUE,
        )
        for one in wrong[np.argsort(first[wrong])][:MOST].tolist()
    ]
    if len(wrong) > MOST:
        faults.append(at_rows(f"{len(wrong) - MOST:,} further pmfs do not sum to 1"))
    return faults


MOST = 20


def _sound(values: NDArray[np.float64], name: str) -> NDArray[np.bool_]:
    """Which values can be of such an output at all: numbers, and of a pmf or a cdf probabilities."""
    if name == "quantile":
        return np.isfinite(values)
    sound: NDArray[np.bool_] = (values >= 0) & (values <= 1)
    return sound
