"""What is wrong with a ballot or a vote is said in the reader's words, whatever can be wrong."""

import re
from typing import Any

import pytest
from tests.alliance.governance.conftest import Board
from tests.alliance.governance.helpers import cast, opened

from anso.alliance.governance.actions.ballots import definition_of
from anso.alliance.governance.counting.problems import DEFINITION_PROBLEMS, VOTE_PROBLEMS, wrong_vote
from anso.alliance.governance.words import definition_problem, vote_problem
from anso.errors import InvalidInputError

GIVEN: dict[str, Any] = {
    "zone": "'Mars'",
    "unknown": "oak",
    "offered": "ash, elm",
    "n": 3,
    "most": 2,
    "least": 4,
}


def plain(sentence: str) -> str:
    return re.sub("[^a-z0-9' -]", "", sentence.lower().replace("’", "'"))


@pytest.mark.parametrize("code", sorted(DEFINITION_PROBLEMS))
def test_every_problem_of_a_definition_has_a_sentence_that_says_what_the_code_means(code: str) -> None:
    said = definition_problem({"type": code, "msg": "no words", "ctx": GIVEN})
    assert plain(said) == plain(DEFINITION_PROBLEMS[code].format(**GIVEN))
    assert said.endswith(".")


@pytest.mark.parametrize("code", sorted(VOTE_PROBLEMS))
def test_every_problem_of_a_vote_has_a_sentence(code: str) -> None:
    said = vote_problem(wrong_vote(code, **GIVEN))
    assert plain(said).replace(" options are", "") == plain(VOTE_PROBLEMS[code].format(**GIVEN)).replace(
        " options are", ""
    )


def test_voter_reads_what_is_wrong_with_their_vote(board: Board) -> None:
    ballot = opened(board.body)
    with pytest.raises(InvalidInputError) as refused:
        cast(ballot, board.chair, "yes", "no")
    assert str(refused.value) == "choice: 2 options are named; name at most 1."


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"zone": "Mars/Olympus"}, "zone: 'Mars/Olympus' is no time zone; give one such as Asia/Shanghai."),
        ({"question": ""}, "question: This must be given."),
        ({"opens": "2020-11-09T08:00"}, "opens: Say which time zone this is in."),
        (
            {"closes": "2020-11-09T07:00Z"},
            "The deadline lies before the opening.",
        ),
        (
            {"majority": {"numerator": 3, "denominator": 2}},
            "majority: Nothing can reach a share beyond the whole; give one such as 1/2.",
        ),
    ],
)
def test_keeper_reads_what_is_wrong_with_a_definition(given: dict[str, Any], told: str) -> None:
    said = {
        "question": "Shall we?",
        "majority": {"numerator": 1, "denominator": 2},
        "opens": "2020-11-09T08:00Z",
        "closes": "2020-11-09T09:00Z",
    }
    with pytest.raises(InvalidInputError) as refused:
        definition_of(said | given)
    assert str(refused.value) == told
