"""One vote: the codes of the options it names. Ranked votes name them in order; an abstention names none."""

from collections.abc import Sequence

from anso.alliance.governance.counting.definition import Definition
from anso.alliance.governance.counting.problems import wrong_vote

__all__ = ["Vote", "clean_vote"]

Vote = tuple[str, ...]


def clean_vote(definition: Definition, named: Sequence[str]) -> Vote:
    """The vote in its one spelling; refuses what the ballot does not offer.

    What is not ranked has no order: it is put into that of the ballot paper, which says nothing of its voter.
    """
    chosen = tuple(named)
    unknown = sorted(set(chosen) - set(definition.codes))
    if unknown:
        raise wrong_vote("not_on_the_ballot", unknown=", ".join(unknown), offered=", ".join(definition.codes))
    if len(set(chosen)) < len(chosen):
        raise wrong_vote("named_twice")
    least, most = definition.least_choices, definition.most_choices
    if len(chosen) > most:
        raise wrong_vote("too_many_named", n=len(chosen), most=most)
    if chosen and len(chosen) < least:
        raise wrong_vote("too_few_named", n=len(chosen), least=least)
    if definition.is_ranked:
        return chosen
    return tuple(code for code in definition.codes if code in chosen)
