"""The scenarios of a set, compared by what each would cost.

The files stand in the order in which data passes: `projected` (the set's infections in the struck countries), `losses`
(what was assessed, as tables by scenario), `words`, `assumed`, `charts`, `writing` (the release).
"""
