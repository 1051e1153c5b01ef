"""Scores less what severe and lenient reviewers put into them, by a mixed-effects model, with the doubt that is left.

`reading` takes a file, `reviews` and `design` make arrays, `equations` and `variances` fit the model, `agreement` and
`standing` say how far reviewers agree and where applications stand; `calibrate` is the one door. z-scores are not
offered: a reviewer's own standard deviation, of three or four scores, is worse than none.
"""

from anso.alliance.calls.calibrating.calibrate import calibrate
from anso.alliance.calls.calibrating.result import Calibration, Panel, Standing, Variances

__all__ = ["Calibration", "Panel", "Standing", "Variances", "calibrate"]
