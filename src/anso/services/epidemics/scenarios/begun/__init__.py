"""Where projections begin: what is known of each place's epidemic on the day of issue.

`basis` lays out the counts and draws the filter towards them, `people` gives ages and latitudes, `start` makes of
both the state that the model goes on from, `ratios` what follows from an infection: deaths and admissions.
"""
