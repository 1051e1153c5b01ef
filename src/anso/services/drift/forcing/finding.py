"""Which variables of a file are the eastward and northward parts asked for.

In: a dataset and the kind. Out: the two variables; a sentence that lists what there is where none fit. `file.nc#a,b` names
them by hand.
"""

from anso.errors import BadValueError
from anso.services.drift.forcing.dataset import Dataset, Variable
from anso.services.drift.forcing.kinds import Kind

__all__ = ["found", "split_address"]

Pair = tuple[Variable, Variable | None]


def split_address(given: str) -> tuple[str, tuple[str, str] | None]:
    """The address, and the names after `#` if there are any."""
    address, mark, names = given.rpartition("#")
    if not mark:
        return given, None
    first, _, second = names.partition(",")
    return address, (first.strip(), second.strip())


def found(dataset: Dataset, kind: Kind, named: tuple[str, str] | None) -> Pair:
    """The pair of variables; the second is nothing for a kind of one part."""
    variables = dataset.variables
    if named:
        if missing := [name for name in named if name and name not in variables]:
            raise BadValueError(f"has no variable {' and '.join(missing)}; it has {listed(dataset)}")
        return variables[named[0]], variables[named[1]] if named[1] else None
    by_standard = {
        variable.text("standard_name").lower(): variable
        for variable in reversed(list(variables.values()))
        if variable.text("standard_name")
    }
    by_name = {name.lower(): variable for name, variable in variables.items()}
    for holder, pairs in ((by_standard, kind.standard), (by_name, (*kind.standard, *kind.names))):
        for first, second in pairs:
            if first in holder and (second in holder or not second):
                return holder[first], holder.get(second)
    lonely = next(
        (
            (first, second)
            for first, second in (*kind.standard, *kind.names)
            if (first in by_name) != (second in by_name) and second
        ),
        None,
    )
    if lonely:
        here, away = lonely if lonely[0] in by_name else lonely[::-1]
        raise BadValueError(f"has {here} but not {away}: both parts of the {kind.what} are needed")
    raise BadValueError(
        f"has no {kind.what} under a name known here; it has {listed(dataset)}. "
        f"Name the parts by hand: {dataset.address}#EASTWARD,NORTHWARD"
    )


def listed(dataset: Dataset) -> str:
    """The variables of more than one dimension, or all."""
    names = [name for name, variable in dataset.variables.items() if len(variable.dims) > 1]
    return ", ".join(names or dataset.variables) or "nothing"
