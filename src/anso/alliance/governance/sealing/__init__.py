"""How votes are written down so that none can be altered unseen, and read again by anybody. Without Django.

`papers` one vote as a line · `seals` what is hashed, and how · `record` the published file · `recount` the whole
result again, from that file alone.
"""
