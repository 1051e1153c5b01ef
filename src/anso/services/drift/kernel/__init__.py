"""The compiled engine: what moves one particle, over many, on all cores.

In: fields as flat arrays, particles as arrays. Out: the same particles, later. Nothing here knows of files,
units or names. Importing a module of this folder imports numba; nothing else in the room does at import.
"""
