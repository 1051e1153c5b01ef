"""The total of a review: the weighted mean of its criteria, each brought from its own scale onto 0 to 10.

`total = sum(w_k * 10 * (s_k - least_k) / (most_k - least_k)) / sum(w_k)`: the lowest anchors give 0, the highest 10,
whatever the scales, so that stages with other scales can be laid beside each other.
"""

from collections.abc import Mapping, Sequence

from anso.alliance.calls.definition import Criterion

__all__ = ["TOP", "review_total"]

TOP = 10.0


def review_total(criteria: Sequence[Criterion], scores: Mapping[str, float]) -> float:
    """The total; every criterion has its score."""
    weighted = sum(
        criterion.weight * (scores[criterion.code] - criterion.least) / (criterion.most - criterion.least)
        for criterion in criteria
    )
    return TOP * weighted / sum(criterion.weight for criterion in criteria)
