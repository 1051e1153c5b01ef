"""Counts equal to independent ones, to published examples, and true to what a fair count must keep."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.alliance.governance.counting.elections import (
    CODES,
    Papers,
    definition,
    ranked_papers,
    run_off_by_hand,
    schulze_by_hand,
    transfer_by_hand,
)

from anso.alliance.governance.counting import Outcome, Share, Turnout, clean_vote, count
from anso.alliance.governance.counting.outcome import Step
from anso.alliance.governance.counting.shares import MAJORITIES
from anso.alliance.governance.counting.ties import lot_order
from anso.errors import InvalidInputError

ELECTIONS = 1000
HUNDRED = Turnout(entitled=100, present=100)


def spread(counts: dict[str, int]) -> Papers:
    """`{"ash birch": 3}` is three papers that rank ash before birch."""
    return [tuple(vote.split()) for vote, often in counts.items() for _ in range(often)]


def elected(
    method: str, papers: Papers, codes: tuple[str, ...] = CODES, seed: str = "s", **given: object
) -> Outcome:
    return count(definition(method, codes, **given), papers, Turnout(max(len(papers), 1)), seed=seed)


def test_instant_runoff_equals_an_independent_count_on_random_elections() -> None:
    random = Random(1)
    for number in range(ELECTIONS):
        codes = CODES[: random.randint(2, 6)]
        papers = ranked_papers(random, codes, 30)
        order = lot_order(codes, str(number))
        winners = elected("instant-runoff", papers, codes, str(number)).winners
        assert winners == ((run_off_by_hand(papers, codes, order),) if any(papers) else ()), (number, papers)


def test_schulze_equals_an_independent_count_on_random_elections() -> None:
    random = Random(2)
    for number in range(ELECTIONS):
        codes = CODES[: random.randint(2, 5)]
        papers = ranked_papers(random, codes, 12)
        winners = elected("schulze", papers, codes, str(number)).winners
        expected = schulze_by_hand(papers, codes, lot_order(codes, str(number))) if any(papers) else None
        assert winners == ((expected,) if expected else ()), (number, papers)


def test_single_transferable_vote_equals_an_independent_count_on_random_elections() -> None:
    random = Random(3)
    for number in range(ELECTIONS):
        codes = CODES[: random.randint(3, 6)]
        seats = random.randint(2, len(codes) - 1)
        papers = ranked_papers(random, codes, 40)
        found = elected("single-transferable-vote", papers, codes, str(number), seats=seats).winners
        order = lot_order(codes, str(number))
        expected = transfer_by_hand(papers, codes, seats, order) if any(papers) else set()
        assert (set(found), len(found)) == (expected, len(expected)), (number, papers)


def test_single_choice_equals_an_independent_count_on_random_elections() -> None:
    random = Random(4)
    for number in range(ELECTIONS):
        papers: Papers = [
            random.choice([(), *((code,) for code in CODES)]) for _ in range(random.randint(1, 25))
        ]
        votes = sorted(((papers.count((code,)), code) for code in CODES), reverse=True)
        found = elected("plurality", papers)
        alone = votes[0][0] > votes[1][0]
        assert found.winners == ((votes[0][1],) if alone else ()), (number, papers)
        decided = sum(bool(paper) for paper in papers)
        absolute = elected("absolute", papers)
        assert absolute.winners == ((votes[0][1],) if votes[0][0] * 2 > decided else ()), (number, papers)
        if decided and not absolute.winners:
            going_on = {code for often, code in votes if often >= max(votes[1][0], 1)}
            assert set(absolute.runoff) == going_on


def test_multiple_choice_equals_an_independent_count_on_random_elections() -> None:
    random = Random(5)
    for number in range(ELECTIONS):
        seats, most = random.randint(1, 3), random.randint(1, 6)
        papers = [tuple(random.sample(CODES, random.randint(0, most))) for _ in range(random.randint(1, 25))]
        order = lot_order(CODES, str(number))
        approvals = {code: sum(code in paper for paper in papers) for code in CODES}
        best = sorted(CODES, key=lambda code: (-approvals[code], order.index(code)))
        expected = {code for code in best[:seats] if approvals[code]}
        found = elected("approval", papers, seed=str(number), seats=seats, choices_at_most=most, tie="lot")
        assert set(found.winners) == expected, (number, papers)


def test_questions_equal_an_independent_count_on_random_votes() -> None:
    random = Random(6)
    for number in range(ELECTIONS):
        votes = random.choices(["yes", "no", ""], k=random.randint(1, 40))
        entitled = len(votes) + random.randint(0, 10)
        present = random.randint(len(votes), entitled)
        yes, no = votes.count("yes"), votes.count("no")
        name = random.choice(sorted(MAJORITIES))
        needs = {  # as a secretary would reckon
            "simple": yes > no,
            "cast": 2 * yes > len(votes),
            "present": 2 * yes > present,
            "absolute": 2 * yes > entitled,
            "two-thirds": yes > 0 and yes >= 2 * no,
            "two-thirds-cast": 3 * yes >= 2 * len(votes),
            "two-thirds-present": 3 * yes >= 2 * present,
            "two-thirds-entitled": 3 * yes >= 2 * entitled,
            "three-quarters": yes > 0 and yes >= 3 * no,
            "unanimous": yes == len(votes),
        }
        asked = definition("question", majority=MAJORITIES[name])
        found = count(asked, [(vote,) if vote else () for vote in votes], Turnout(entitled, present))
        assert (found.status == "adopted") == needs[name], (number, name, votes)


def test_tennessee_is_won_by_nashville_in_pairs_and_by_knoxville_in_run_offs() -> None:
    """The standing example of election methods: the four cities of Tennessee, 42, 26, 15 and 17 voters of 100."""
    cities = ("memphis", "nashville", "chattanooga", "knoxville")
    papers = spread(
        {
            "memphis nashville chattanooga knoxville": 42,
            "nashville chattanooga knoxville memphis": 26,
            "chattanooga knoxville nashville memphis": 15,
            "knoxville chattanooga nashville memphis": 17,
        }
    )
    assert elected("schulze", papers, cities).winners == ("nashville",)
    assert elected("instant-runoff", papers, cities).winners == ("knoxville",)
    assert elected("plurality", [paper[:1] for paper in papers], cities).winners == ("memphis",)


def test_schulze_finds_what_its_paper_finds() -> None:
    """Schulze (2011), example 1: 45 voters, five alternatives, E wins; strongest paths from his table."""
    papers = spread(
        {
            "a c b e d": 5,
            "a d e c b": 5,
            "b e d a c": 8,
            "c a b e d": 3,
            "c a e b d": 7,
            "c b a d e": 2,
            "d c e b a": 7,
            "e b a d c": 8,
        }
    )
    found = elected("schulze", papers, ("a", "b", "c", "d", "e"))
    pairs, paths = (next(step.tally for step in found.steps if step.act == act) for act in ("pairs", "paths"))
    assert found.winners == ("e",)
    assert [pairs[f"a>{other}"] for other in "bcde"] == [20, 26, 30, 22]
    assert [paths[f"a>{other}"] for other in "bcde"] == [28, 28, 30, 24]
    assert [paths[f"e>{other}"] for other in "abcd"] == [25, 28, 28, 31]


def test_surplus_goes_on_by_weight() -> None:
    """Worked by hand: 100 votes, two seats, quota 34; 60 for ash leave a surplus of 26 at 26/60 a paper."""
    papers = spread({"ash birch": 45, "ash cedar": 15, "birch": 10, "cedar": 30})
    found = elected("single-transferable-vote", papers, ("ash", "birch", "cedar"), seats=2)
    tallies = [step.tally for step in found.steps if step.act == "tally"]
    assert tallies[0] == {"ash": 60, "birch": 10, "cedar": 30, "exhausted": 0}
    assert tallies[1] == {
        "ash": 34,
        "birch": 10 + Fraction(45 * 26, 60),
        "cedar": 30 + Fraction(15 * 26, 60),
        "exhausted": 0,
    }
    assert found.winners == ("ash", "cedar")


def test_votes_are_conserved_to_the_last_fraction() -> None:
    papers = ranked_papers(Random(9), CODES, 200)
    found = elected("single-transferable-vote", papers, seats=4)
    whole = sum(bool(paper) for paper in papers)
    # What an eliminated candidate held has gone on, so every stage adds up.
    assert {sum(step.tally.values()) for step in found.steps if step.act == "tally"} == {whole}


ballots = st.lists(
    st.permutations(CODES[:4]).flatmap(lambda p: st.integers(0, 4).map(lambda n: tuple(p[:n]))),
    min_size=1,
    max_size=25,
)
RANKED = ["instant-runoff", "schulze", "single-transferable-vote"]


@pytest.mark.parametrize("method", RANKED)
@settings(max_examples=60, deadline=None)
@given(papers=ballots, random=st.randoms(use_true_random=False))
def test_ranked_count_does_not_know_whose_vote_comes_first(
    method: str, papers: Papers, random: Random
) -> None:
    mixed = random.sample(papers, len(papers))
    assert elected(method, papers, CODES[:4]) == elected(method, mixed, CODES[:4])


@pytest.mark.parametrize("method", RANKED)
@settings(max_examples=60, deadline=None)
@given(papers=ballots, renamed=st.permutations(CODES[:4]))
def test_ranked_count_treats_options_alike_where_nobody_is_equal(
    method: str, papers: Papers, renamed: list[str]
) -> None:
    found = elected(method, papers, CODES[:4])
    if any(step.act == "tie" for step in found.steps):
        return
    names = dict(zip(CODES, renamed, strict=False))
    other = elected(method, [tuple(names[code] for code in paper) for paper in papers], CODES[:4])
    assert other.winners == tuple(names[code] for code in found.winners)


@pytest.mark.parametrize("method", ["instant-runoff", "schulze"])
@settings(max_examples=60, deadline=None)
@given(papers=ballots)
def test_first_choice_of_more_than_half_is_elected(method: str, papers: Papers) -> None:
    majority = [("dogwood", "ash")] * (len(papers) + 1)
    assert elected(method, papers + majority, CODES[:4]).winners == ("dogwood",)


@pytest.mark.parametrize("method", RANKED)
@settings(max_examples=40, deadline=None)
@given(papers=ballots, blank=st.integers(1, 9))
def test_votes_that_name_nothing_change_no_winner(method: str, papers: Papers, blank: int) -> None:
    assert (
        elected(method, [*papers, *[()] * blank], CODES[:4]).winners
        == elected(method, papers, CODES[:4]).winners
    )


def test_motion_with_as_many_for_as_against_falls_unless_the_chair_says_otherwise() -> None:
    papers: Papers = [("yes",), ("yes",), ("no",), ("no",), ()]
    assert count(definition("question"), papers, HUNDRED).status == "rejected"
    chaired = definition("question", tie="chair")
    undecided = count(chaired, papers, HUNDRED)
    assert (undecided.status, undecided.undecided) == ("undecided", ("no", "yes"))
    assert count(chaired, papers, HUNDRED, chair=("yes", "no")).status == "adopted"
    assert count(chaired, papers, HUNDRED, chair=("no", "yes")).status == "rejected"


def test_chair_cannot_carry_what_one_more_vote_would_not() -> None:
    papers: Papers = [("yes",), ("no",)]
    asked = definition("question", tie="chair", majority=MAJORITIES["absolute"])
    assert count(asked, papers, HUNDRED, chair=("yes", "no")).status == "rejected"


def test_lot_is_drawn_from_the_seed_and_from_nothing_else() -> None:
    papers: Papers = [("ash",), ("birch",)]
    drawn = {
        seed: elected("plurality", papers, ("ash", "birch"), str(seed), tie="lot").winners
        for seed in range(40)
    }
    assert drawn == {seed: lot_order(("ash", "birch"), str(seed))[:1] for seed in range(40)}
    # By sha256sum: "0:ash" gives 5db24d…, "0:birch" gives 3a902c…, which stands first.
    assert drawn[0] == ("birch",)
    assert set(drawn.values()) == {("ash",), ("birch",)}


def test_equals_in_a_run_off_are_told_apart_by_an_earlier_stage() -> None:
    # Stage 1: ash 4, birch 3, cedar 2, dogwood 1. Stage 2: cedar 3, birch 3: birch had more before.
    papers = spread({"ash": 4, "birch": 3, "cedar": 2, "dogwood cedar": 1})
    found = elected("instant-runoff", papers, CODES[:4])
    assert [step.options for step in found.steps if step.act == "eliminate"] == [("dogwood",), ("cedar",)]
    assert [(step.options[0], step.note) for step in found.steps if step.act == "tie"] == [
        ("cedar", "earlier")
    ]


def test_quorum_that_is_missed_decides_nothing() -> None:
    asked = definition("question", quorum={"numerator": 1, "denominator": 2})
    assert count(asked, [("yes",)] * 4, Turnout(9)).status == "no-quorum"
    assert count(asked, [("yes",)] * 5, Turnout(9)).status == "adopted"
    assert count(asked, [()] * 4 + [("yes",)], Turnout(10)).status == "adopted"


@given(st.integers(0, 40), st.integers(1, 40), st.integers(0, 6), st.integers(1, 6), st.booleans())
def test_least_number_that_reaches_a_share_is_least(
    part: int, whole: int, top: int, bottom: int, more: bool
) -> None:
    if top > bottom or (more and top == bottom):
        with pytest.raises(ValidationError, match="beyond the whole"):
            Share(numerator=top, denominator=bottom, more_than=more)
        return
    share = Share(numerator=top, denominator=bottom, more_than=more)
    assert share.reached(part, whole) == (part >= share.least(whole))


@pytest.mark.parametrize(
    ("given_to", "told"),
    [
        ({"method": "plurality", "options": []}, "at least two options"),
        ({"method": "instant-runoff", "tie": "status-quo"}, "cannot stop at a tie"),
        ({"method": "plurality", "seats": 2}, "several seats are filled by approval"),
        ({"method": "approval", "seats": 6}, "more options than seats"),
        ({"method": "question", "majority": None}, "which majority decides"),
        ({"method": "question", "closes": "2020-11-09T08:00:00Z"}, "deadline lies before the opening"),
        ({"method": "question", "closes": "2020-11-09T09:00:00"}, "timezone"),
        ({"method": "question", "zone": "Europe/Atlantis"}, "no time zone"),
    ],
)
def test_definition_that_contradicts_itself_is_refused(given_to: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        definition(str(given_to.pop("method")), **given_to)


@pytest.mark.parametrize(
    ("method", "vote", "told"),
    [
        ("plurality", ("ash", "birch"), "2 options are named; name at most 1"),
        ("plurality", ("oak",), "oak: not on this ballot"),
        ("approval", ("ash", "ash"), "named twice"),
        ("approval", ("ash",), "1 named; name at least 2"),
    ],
)
def test_vote_that_the_ballot_does_not_offer_is_refused(
    method: str, vote: tuple[str, ...], told: str
) -> None:
    least = {"choices_at_least": 2} if method == "approval" else {}
    with pytest.raises(InvalidInputError, match=told):
        clean_vote(definition(method, **least), vote)


def test_unranked_vote_has_one_spelling() -> None:
    asked = definition("approval")
    assert clean_vote(asked, ("elm", "ash")) == clean_vote(asked, ("ash", "elm")) == ("ash", "elm")
    assert clean_vote(definition("schulze"), ("elm", "ash")) == ("elm", "ash")


def test_steps_come_back_from_json_as_they_were() -> None:
    found = elected("single-transferable-vote", ranked_papers(Random(7), CODES), seats=3)
    assert tuple(Step.read(said) for said in found.plain()["steps"]) == found.steps
