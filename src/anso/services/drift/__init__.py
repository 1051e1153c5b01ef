"""Emergency at sea: where a burning ship, its oil, a boat or a person will go.

In: currents, wind and waves as CF files or addresses, a position, a time and what drifts. Out: tracks of many
particles, each one way it may go, and for oil what becomes of it. The folders stand in the order data passes:
`forcing` and `coast` are what the sea is like, `objects`, `oil` and `seeding` what drifts and from where, `kernel`
moves it, `simulating` runs the whole, `tracks` writes and reads what came out.
"""
