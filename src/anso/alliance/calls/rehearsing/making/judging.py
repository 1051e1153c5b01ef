"""What a made-up reviewer finds: true merit, seen through severity and noise, on each criterion's own scale.

On a scale from 0 to 1 a score is `0.5 + 0.16 (merit - severity + noise e + 0.4 f)`, with e drawn once for the pair and f
once for each criterion, both standard normal: with severities of 0.6 and a noise of about 0.9 two reviewers of one
application agree at about 0.45.
"""

from collections.abc import Sequence

from anso.alliance.calls.definition import Criterion
from anso.alliance.calls.rehearsing.making.chance import chance
from anso.alliance.calls.rehearsing.making.people import Expert

__all__ = ["scores_of"]

MIDDLE, PER_MERIT, OF_CRITERION = 0.5, 0.16, 0.4


def scores_of(
    seed: int, stage: str, number: str, merit: float, expert: Expert, criteria: Sequence[Criterion]
) -> dict[str, int]:
    """Whole numbers by criterion; the same pair in the same stage always finds the same."""
    random = chance(seed, stage, number, expert.email)
    thought = merit - expert.severity + expert.noise * random.gauss(0, 1)
    found = {}
    for criterion in criteria:
        seen = MIDDLE + PER_MERIT * (thought + OF_CRITERION * random.gauss(0, 1))
        score = round(criterion.least + seen * (criterion.most - criterion.least))
        found[criterion.code] = min(criterion.most, max(criterion.least, score))
    return found
