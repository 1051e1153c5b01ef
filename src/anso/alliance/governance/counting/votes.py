"""One vote: the codes of the options it names. Ranked votes name them in order; an abstention names none."""

from collections.abc import Sequence

from anso.alliance.governance.counting.definition import Definition
from anso.errors import InvalidInputError, Problem

__all__ = ["Vote", "clean_vote"]

Vote = tuple[str, ...]


def clean_vote(definition: Definition, named: Sequence[str]) -> Vote:
    """The vote in its one spelling; refuses what the ballot does not offer.

    What is not ranked has no order: it is put into that of the ballot paper, which says nothing of its voter.
    """
    chosen = tuple(named)
    unknown = sorted(set(chosen) - set(definition.codes))
    if unknown:
        told = f"{', '.join(unknown)}: not on this ballot, which offers {', '.join(definition.codes)}"
        raise InvalidInputError([Problem("choice", told)])
    if len(set(chosen)) < len(chosen):
        raise InvalidInputError([Problem("choice", "an option is named twice; name each once")])
    least, most = definition.least_choices, definition.most_choices
    if len(chosen) > most:
        raise InvalidInputError([Problem("choice", f"{len(chosen)} options are named; name at most {most}")])
    if chosen and len(chosen) < least:
        told = f"{len(chosen)} named; name at least {least}, or none to abstain"
        raise InvalidInputError([Problem("choice", told)])
    if definition.is_ranked:
        return chosen
    return tuple(code for code in definition.codes if code in chosen)
