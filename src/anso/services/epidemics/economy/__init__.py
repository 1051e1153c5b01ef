"""Economic consequences of an epidemic: an inoperability input-output model on a multi-regional table.

The folders stand in the order in which they are used: `tables` reads who buys what from whom, `sectors` counts its
industries to groups, `shocks` says what an epidemic does to each, `model` spreads it along the chains of supply,
`results` sums what is lost.
"""
