"""What forecasts were worth once it is known what became true; the same for every hazard.

In come a forecast table (hubverse's convention) and observations; out goes a table with one row a forecast:
its key, the observation and the scores. `summarise` and the room `anso.hub.compare` go on from there. The
definitions, with their references, are in the documentation (docs/hub/scores.md).
"""

from anso.hub.scores.categories import climatology, probability_reliability, score_cdf, score_pmf
from anso.hub.scores.points import score_points
from anso.hub.scores.quantiles import Scored, score, scored, widths
from anso.hub.scores.samples import score_joint_samples, score_samples
from anso.hub.scores.summary import SUMMARY, summarise
from anso.hub.scores.truth import LeftOut

__all__ = [
    "SUMMARY",
    "LeftOut",
    "Scored",
    "climatology",
    "probability_reliability",
    "score",
    "score_cdf",
    "score_joint_samples",
    "score_pmf",
    "score_points",
    "score_samples",
    "scored",
    "summarise",
    "widths",
]
