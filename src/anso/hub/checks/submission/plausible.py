"""What hubverse calls optional checks: dates that lie as far apart as their horizon says, counts below population.

A hub sets their arguments in hub-config/validations.yml. Where it sets none, they are taken from what the
definition says: the unit of a step ahead, targets that are counts, the table of locations.
"""

import contextlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from anso.errors import Problem
from anso.hub.checks.registry import NotAsked, check
from anso.hub.checks.report import Fault, at_rows, limited
from anso.hub.checks.submission.state import Submission, row_keys
from anso.hub.definition import ModelTask
from anso.release.forecast import HORIZON, VALUE, origin_column

SUBJECT = "submission"

ENDS = ("target_end_date", "target_date")
"""hubverse's standard names of the date that a horizon reaches."""
DIFFERENCE = re.compile(r"(day|week|month)s?\((\d*)L?\)")
R_TEXT = re.compile(r"=\s*['\"]([^'\"]+)['\"]")
DAYS = {"day": 1, "week": 7}

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Step:
    """How far one horizon reaches."""

    unit: str
    units: int = 1

    def after(self, day: date, horizon: int) -> date:
        if self.unit != "month":
            return day + timedelta(days=DAYS[self.unit] * self.units * horizon)
        months = day.year * 12 + day.month - 1 + self.units * horizon
        first = date(months // 12, months % 12 + 1, 1)
        last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return min(first + timedelta(days=day.day - 1), last)


@check(
    SUBJECT,
    "horizon_timediff",
    "Target dates lie as far from the reference date as their horizon says",
    needs=("colnames", "match_round_id"),
)
def horizon_timediff(submission: Submission) -> Iterable[Problem]:
    arguments = submission.hub.optional.get("opt_check_tbl_horizon_timediff", {})
    columns = submission.read.columns
    origin = str(arguments.get("t0_colname") or origin_column(columns) or "")
    end = str(arguments.get("t1_colname") or next((name for name in ENDS if name in columns), ""))
    horizon = str(arguments.get("horizon_colname") or HORIZON)
    if not {origin, end, horizon} <= columns.keys():
        raise NotAsked("the hub's tasks have no reference date, horizon and target date together")
    stated = _step(arguments.get("timediff"))
    faults: list[Fault] = []
    for group, task in enumerate(submission.round.model_tasks):
        unit = task.target_metadata[0].time_unit
        if not task.target_metadata[0].is_step_ahead or (unit is None and stated is None):
            continue
        rows = np.flatnonzero(submission.matched.groups == group)
        names, step = (origin, horizon, end), stated or Step(str(unit))
        offset = 0 if stated is not None else _configured_offset(task, names, step)
        faults += _apart(submission, rows, names, step, offset)
    return limited(faults)


def _apart(
    submission: Submission, rows: Rows, names: tuple[str, str, str], step: Step, offset: int | None
) -> Iterator[Fault]:
    coded = [submission.coded(name) for name in names]
    keys, first, number = np.unique(
        row_keys(coded, rows, submission.read.rows), return_index=True, return_inverse=True
    )
    found: dict[int, tuple[date, int, date, int]] = {}
    for one in range(len(keys)):
        texts = [str(column.text(int(rows[first[one]]))) for column in coded]
        # What holds no date or number is said by valid_vals.
        with contextlib.suppress(ValueError, OverflowError):
            start, ahead, end = date.fromisoformat(texts[0]), int(texts[1]), date.fromisoformat(texts[2])
            found[one] = (start, ahead, end, (end - step.after(start, ahead)).days)
    if offset is None:
        offset = _usual({one: parts[3] for one, parts in found.items()}, number)
    for one in sorted((one for one in found if found[one][3] != offset), key=lambda one: int(first[one])):
        start, ahead, end, _ = found[one]
        right = step.after(start, ahead) + timedelta(days=offset)
        said = f"{end} is not horizon {ahead} from {names[0]} {start}, which is {right}; mend the date or the horizon"
        yield at_rows(said, rows[number == one], column=names[2])


def _configured_offset(task: ModelTask, names: tuple[str, str, str], step: Step) -> int | None:
    """How many days after a whole number of steps the hub's target dates lie, if its definition tells.

    Hubs differ in the day a week ends on: a Monday's forecast of one week ahead may end on its Saturday. Lists of
    target dates often hold more or fewer days than are reached, so that several offsets would fit; a definition
    tells an offset other than none only where its target dates are just those that are reached.
    """
    if not set(names) <= task.task_ids.keys():
        return None
    try:
        starts = [date.fromisoformat(text) for text in task.task_ids[names[0]].texts]
        ends = {date.fromisoformat(text) for text in task.task_ids[names[2]].texts}
        reached = {step.after(start, int(text)) for start in starts for text in task.task_ids[names[1]].texts}
    except (ValueError, OverflowError):
        return None
    if not reached or not ends:
        return None
    if reached <= ends:
        return 0
    days = (min(ends) - min(reached)).days
    return days if {day + timedelta(days=days) for day in reached} == ends else None


def _usual(offsets: dict[int, int], number: NDArray[np.int64]) -> int:
    """The offset of most rows."""
    rows = np.bincount(number)
    times: Counter[int] = Counter()
    for one, days in offsets.items():
        times[days] += int(rows[one])
    return max(times, key=lambda days: (times[days], -abs(days)), default=0)


@check(SUBJECT, "col_timediff", "Two date columns lie as far apart as the hub says", needs=("colnames",))
def col_timediff(submission: Submission) -> Iterable[Problem]:
    arguments = submission.hub.optional.get("opt_check_tbl_col_timediff")
    if arguments is None:
        raise NotAsked("the hub does not ask for it in validations.yml")
    names = str(arguments.get("t0_colname")), str(arguments.get("t1_colname"))
    step = _step(arguments.get("timediff")) or Step("week", 2)
    if not set(names) <= submission.read.columns.keys():
        raise NotAsked(f"there are no columns {names[0]} and {names[1]}")
    coded = [submission.coded(name) for name in names]
    keys = row_keys(coded, None, submission.read.rows)
    faults = []
    for key, first in zip(*np.unique(keys, return_index=True), strict=True):
        texts = [column.text(int(first)) for column in coded]
        try:
            start, end = date.fromisoformat(str(texts[0])), date.fromisoformat(str(texts[1]))
            right = step.after(start, 1)
        except (ValueError, OverflowError):
            continue
        if end != right:
            said = f"{end} should be {right}, {step.units} {step.unit}s after {names[0]} {start}"
            faults.append(at_rows(said, np.flatnonzero(keys == key), column=names[1]))
    return limited(faults)


@check(SUBJECT, "counts_lt_popn", "Counts are below the population of their place", needs=("colnames",))
def counts_lt_popn(submission: Submission) -> Iterable[Problem]:
    arguments = submission.hub.optional.get("opt_check_tbl_counts_lt_popn", {})
    populations = submission.hub.populations
    location = str(arguments.get("location_col") or "location")
    if not populations or location not in submission.read.columns:
        raise NotAsked(
            "the hub has no table of locations with their population (auxiliary-data/locations.csv)"
        )
    chosen = _targets(arguments.get("targets"))
    column = submission.coded(location)
    people = np.array([populations.get(text, np.inf) for text in column.texts] + [np.inf])[column.codes]
    values = submission.read.values
    above = (values >= people) & np.isfinite(values)
    faults: list[Fault] = []
    for group, task in enumerate(submission.round.model_tasks):
        if not any(
            target.value in chosen if chosen else target.target_units.casefold().startswith("count")
            for target in task.target_metadata
        ):
            continue
        for name in set(task.output_type) - {"pmf", "cdf"}:
            rows = submission.belongs(group, name)
            for place in np.unique(column.codes[rows[above[rows]]]).tolist():
                same = rows[above[rows] & (column.codes[rows] == place)]
                largest = values[same].max()
                said = f"up to {largest:,.0f}, and {column.texts[place]} has {people[same[0]]:,.0f} people; mend the scale"
                faults.append(at_rows(said, same, column=VALUE))
    return limited(sorted(faults, key=lambda fault: fault.rows))


def _targets(given: object) -> set[str]:
    """The targets that validations.yml names: sets of keys, as YAML or as R writes them (`list(target = 'x')`)."""
    if isinstance(given, str):
        return set(R_TEXT.findall(given))
    parts = given if isinstance(given, list) else [given]
    return {str(value) for part in parts if isinstance(part, dict) for value in part.values()}


def _step(given: object) -> Step | None:
    """A time difference as validations.yml writes it: `!r lubridate::weeks(1)`."""
    found = DIFFERENCE.search(str(given)) if given else None
    return Step(found[1], int(found[2] or 1)) if found else None
