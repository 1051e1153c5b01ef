"""Where the epidemic stands today: R and growth with intervals, P(R > 1) and its word, delay of reports corrected.

The folders stand in the order in which data passes: `delays` completes the newest counts, `course` draws a filter
towards them, `nowcast.nowcast` gathers tables from both, `stating` says and draws them, `product` publishes. Nothing is
imported here: declaring the product reads no numeric library.
"""
