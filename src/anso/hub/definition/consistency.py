"""What the parts of tasks.json say of each other: names that must exist, values that must fit.

In come rounds whose own form is right; out come problems with their JSON path. The rules are those that
hubverse's hubAdmin applies beyond its JSON schema.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from anso.errors import Problem
from anso.hub.definition.records import LEVEL_TYPES, ModelTask, OutputType, Round
from anso.hub.definition.values import as_text

__all__ = ["inconsistencies"]

RESERVED = ("model_id", "output_type", "output_type_id", "value")
"""Columns of every submission, which no task id may be called."""

Said = tuple[str, str]


def inconsistencies(rounds: Sequence[Round], derived: Sequence[str], file: str) -> list[Problem]:
    """Every contradiction between rounds, tasks and names."""
    said = [*_of_hub(rounds, derived)]
    for number, one in enumerate(rounds):
        said += [(f"rounds[{number}]{path}", text) for path, text in _of_round(one)]
    return [Problem(f"{file}, {path}", text) for path, text in said]


def _of_hub(rounds: Sequence[Round], derived: Sequence[str]) -> Iterator[Said]:
    for name, times in Counter(name for one in rounds for name in one.ids).items():
        if times > 1:
            yield "rounds", f"the round id {name} is in {times} rounds; keep it in one"
    known = {name for one in rounds for name in one.task_columns}
    yield from _unknown("derived_task_ids", derived, known)


def _of_round(one: Round) -> Iterator[Said]:
    columns = one.task_columns
    yield from _unknown(".derived_task_ids", one.derived_task_ids or (), columns)
    yield from _of_due(one)
    for name in sorted({text for text in one.ids if one.round_id_from_variable and not _is_round_id(text)}):
        yield (
            ".model_tasks",
            f"{one.round_id} {name!r} is no round id; give a date such as 2022-11-05, or letters, digits and _",
        )
    if not one.round_id_from_variable and not _is_round_id(one.round_id):
        yield ".round_id", f"{one.round_id!r} should be a date such as 2022-11-05, or letters, digits and _"
    for number, task in enumerate(one.model_tasks):
        path = f".model_tasks[{number}]"
        yield from ((f"{path}{below}", text) for below, text in _of_task(one, task))
        ids = one.variable and one.variable in task.task_ids and set(task.task_ids[one.variable].texts)
        if ids and ids != set(one.ids):
            yield (
                f"{path}.task_ids.{one.variable}",
                "names other rounds than the first group of tasks does; name the same in all groups",
            )


def _of_due(one: Round) -> Iterator[Said]:
    due = one.submissions_due
    if due.relative_to is not None and due.relative_to not in one.task_columns:
        yield (
            ".submissions_due.relative_to",
            f"{due.relative_to!r} is no task id; name one of {', '.join(one.task_columns)}",
        )
    elif due.relative_to is not None:
        texts = {
            text
            for task in one.model_tasks
            if due.relative_to in task.task_ids
            for text in task.task_ids[due.relative_to].texts
        }
        if wrong := sorted(text for text in texts if not _is_date(text)):
            yield ".submissions_due.relative_to", f"{due.relative_to} holds {wrong[0]!r}, which is no date"
    if due.start > due.end:  # type: ignore[operator]  # both are dates, or both are days
        yield ".submissions_due", f"start ({due.start}) comes after end ({due.end}); exchange them"


def _of_task(one: Round, task: ModelTask) -> Iterator[Said]:
    for name in RESERVED:
        if name in task.task_ids:
            yield f".task_ids.{name}", "is a column of every submission already; call the task id otherwise"
    if one.variable and one.variable not in task.task_ids:
        yield ".task_ids", f"{one.variable}, which names the round, is missing; add it"
    for name, task_id in task.task_ids.items():
        both = sorted(set(map(as_text, task_id.required or ())) & set(map(as_text, task_id.optional or ())))
        if both:
            yield f".task_ids.{name}", f"{', '.join(both)} is both required and optional; keep it in one"
    for name, output_type in task.output_type.items():
        yield from (
            (f".output_type.{name}{below}", text) for below, text in _of_output(name, output_type, task)
        )
    yield from _of_targets(task)


def _of_output(name: str, output_type: OutputType, task: ModelTask) -> Iterator[Said]:
    levels, samples = output_type.output_type_id, output_type.output_type_id_params
    if name == "sample":
        if levels is not None:
            yield ".output_type_id", "is not for samples; take it out and give output_type_id_params"
        if samples is None:
            yield ".output_type_id_params", "is missing; add it"
            return
        if samples.min_samples_per_task > samples.max_samples_per_task:
            yield (
                ".output_type_id_params",
                "min_samples_per_task is more than max_samples_per_task; exchange them",
            )
        if samples.type == "character" and samples.max_length is None:
            yield ".output_type_id_params.max_length", "is missing; say how long a sample's name may be"
        yield from _unknown(
            ".output_type_id_params.compound_taskid_set", samples.compound_taskid_set or (), task.task_ids
        )
        return
    if samples is not None:
        yield ".output_type_id_params", "is for samples alone; take it out"
    if levels is None:
        yield ".output_type_id", "is missing; add it"
    elif name in LEVEL_TYPES and not levels.required:
        yield ".output_type_id.required", "should name at least one id"
    elif name not in LEVEL_TYPES and levels.required is not None:
        yield ".output_type_id.required", f"should be null: a {name} has no ids"
    if name == "quantile":
        for level in output_type.levels:
            if isinstance(level, bool | str) or not 0 <= level <= 1:
                yield ".output_type_id.required", f"{level!r} is no level; give numbers from 0 to 1"
    low, high = output_type.value.minimum, output_type.value.maximum
    if low is not None and high is not None and low > high:
        yield ".value", f"minimum ({low:g}) is above maximum ({high:g}); exchange them"


def _of_targets(task: ModelTask) -> Iterator[Said]:
    columns: dict[str, set[str]] = {}
    for number, target in enumerate(task.target_metadata):
        path = f".target_metadata[{number}]"
        if target.is_step_ahead and target.time_unit is None:
            yield f"{path}.time_unit", "is missing, which a step-ahead target needs; give day, week or month"
        for column, value in (target.target_keys or {}).items():
            if column not in task.task_ids:
                yield (
                    f"{path}.target_keys",
                    f"{column!r} is no task id; name one of {', '.join(task.task_ids)}",
                )
            elif value not in task.task_ids[column].texts:
                yield (
                    f"{path}.target_keys.{column}",
                    f"{value!r} is no value of task_ids.{column}; add it there",
                )
            columns.setdefault(column, set()).add(value)
        if not target.target_keys and len(task.target_metadata) > 1:
            yield (
                f"{path}.target_keys",
                "is null, which only a lone target may have; say which column names it",
            )
    for column, described in columns.items():
        bare = (
            [text for text in task.task_ids[column].texts if text not in described]
            if column in task.task_ids
            else []
        )
        if bare:
            yield (
                ".target_metadata",
                f"does not describe {', '.join(bare)} of task_ids.{column}; add an entry for it",
            )


def _unknown(path: str, names: Sequence[str], known: Collection[str]) -> Iterator[Said]:
    for name in names:
        if name not in known:
            yield path, f"{name!r} is no task id; name one of {', '.join(sorted(known))}"


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_round_id(text: str) -> bool:
    return _is_date(text) or (text.isascii() and text.replace("_", "").isalnum())
