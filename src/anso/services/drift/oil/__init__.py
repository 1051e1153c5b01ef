"""Oil on the sea: what of it evaporates, disperses, takes up water and beaches.

In: an oil, what was spilt, wind and time. Out: masses of each particle and their sum, which is always what was spilt.
"""
