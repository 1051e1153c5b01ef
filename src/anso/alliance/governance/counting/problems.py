"""What can be wrong with a definition or a vote, each by a code; said in English here, in the reader's words by `words`.

This room knows no Django, so that a record is counted again anywhere; who shows its errors to people looks the code up.
"""

from typing import Any

from pydantic_core import PydanticCustomError

from anso.errors import InvalidInputError, Problem

__all__ = ["DEFINITION_PROBLEMS", "VOTE_PROBLEMS", "WrongVoteError", "wrong_definition", "wrong_vote"]

DEFINITION_PROBLEMS = {
    "option_code": "an option's code is made of small letters, figures and inner hyphens, at most 40",
    "no_zone": "{zone} is no time zone; give one such as Asia/Shanghai",
    "beyond_the_whole": "nothing can reach a share beyond the whole; give one such as 1/2",
    "question_with_options": "a question is answered with yes, no or an abstention and has no options of its own",
    "too_few_options": "give at least two options",
    "same_code": "two options have the same code",
    "no_majority": "say which majority decides",
    "needless_majority": "a majority is asked for questions, absolute majorities and approval only",
    "several_seats": "several seats are filled by approval or by the single transferable vote",
    "too_many_seats": "there must be more options than seats",
    "most_below_least": "the most choices are fewer than the least",
    "least_above_options": "more choices are asked for than there are options",
    "ranked_status_quo": "a ranked count cannot stop at a tie; let the chair or a lot decide",
    "closes_before_opening": "the deadline lies before the opening",
}
VOTE_PROBLEMS = {
    "not_on_the_ballot": "{unknown}: not on this ballot, which offers {offered}",
    "named_twice": "an option is named twice; name each once",
    "too_many_named": "{n} options are named; name at most {most}",
    "too_few_named": "{n} named; name at least {least}, or none to abstain",
}


class WrongVoteError(InvalidInputError):
    """A vote that this ballot does not take; `code` is one of `VOTE_PROBLEMS`, `given` what its sentence names."""

    def __init__(self, code: str, given: dict[str, Any]) -> None:
        self.code, self.given = code, given
        super().__init__([Problem("choice", VOTE_PROBLEMS[code].format(**given))])

    def __reduce__(self) -> Any:
        return type(self), (self.code, self.given)


def wrong_vote(code: str, **given: Any) -> WrongVoteError:
    return WrongVoteError(code, given)


def wrong_definition(code: str, **given: Any) -> PydanticCustomError:
    return PydanticCustomError(code, DEFINITION_PROBLEMS[code], given or None)
