"""Rules, results and the steps of a count in the reader's words."""

from anso.alliance.governance.words.problems import definition_problem, vote_problem
from anso.alliance.governance.words.results import StepWords, answer, headline, steps_in_words
from anso.alliance.governance.words.rules import (
    MAJORITY_WORDS,
    METHODS,
    QUORUM_WORDS,
    TIES,
    majority_in_words,
    share_in_words,
)

__all__ = [
    "MAJORITY_WORDS",
    "METHODS",
    "QUORUM_WORDS",
    "TIES",
    "StepWords",
    "answer",
    "definition_problem",
    "headline",
    "majority_in_words",
    "share_in_words",
    "steps_in_words",
    "vote_problem",
]
