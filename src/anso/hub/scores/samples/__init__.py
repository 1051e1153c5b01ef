"""Sample forecasts: the continuous ranked probability score and its kin, one task or several at once."""

from anso.hub.scores.samples.joint import score_joint_samples
from anso.hub.scores.samples.score import score_samples

__all__ = ["score_joint_samples", "score_samples"]
