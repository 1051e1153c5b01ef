"""Where the epidemic stands today: R and growth with intervals, P(R > 1) and its word, delay of reports corrected.

The folders stand in the order in which data passes: `delays` completes the newest counts, `course` draws a filter
towards them, `nowcast` gathers tables from both, `stating` says and draws them, `product` publishes.
"""

from anso.services.epidemics.nowcasting.nowcast import Nowcast, nowcast

__all__ = ["Nowcast", "nowcast"]
