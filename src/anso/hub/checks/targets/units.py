"""Which columns make one observation, by target-data.json or else all but the value; which one names the target."""

from anso.hub.checks.targets.state import TargetFile
from anso.release.forecast import OUTPUT_TYPE, OUTPUT_TYPE_ID

__all__ = ["AS_OF", "key_columns", "number_of", "target_column"]

AS_OF = "as_of"


def key_columns(file: TargetFile) -> list[str]:
    """The columns of a file whose values together stand once."""
    stated = file.hub.definition.target_data
    if stated is None:
        values = {"observation", "value"} if file.target_type == "time-series" else {"oracle_value", AS_OF}
        return [name for name in file.names if name not in values]
    kind = stated.time_series if file.target_type == "time-series" else stated.oracle_output
    unit = [*(kind.observable_unit or stated.observable_unit or ())]
    if file.target_type == "time-series" or kind.versioned:
        unit.append(AS_OF)
    if file.target_type == "oracle-output":
        unit += [OUTPUT_TYPE, OUTPUT_TYPE_ID]
    return [name for name in dict.fromkeys(unit) if name in file.names]


def target_column(file: TargetFile) -> str | None:
    """The column that names the target, if the hub has one."""
    return next(
        (target.column for target in file.hub.definition.target_metadata.values() if target.column), None
    )


def number_of(text: str) -> float:
    """The number that a text states; not a number where it states none."""
    try:
        return float(text)
    except ValueError:
        return float("nan")
