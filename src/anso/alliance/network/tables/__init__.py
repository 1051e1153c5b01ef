"""Institutions as tables: columns, files read and written, and what each row of a file would do before it does it."""
