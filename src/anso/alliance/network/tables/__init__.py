"""Records as tables, for spreadsheets: what goes out as a file, and what each row of a file that comes in would do.

`table` says what a table is, `kinds` holds one for each kind of record, `cells` reads and writes single cells.
A file is read (`reading`), every row is told its fate (`fates`), and if somebody says so it is written by the verbs
(`actions.importing`); `writing` makes the files that are taken away.
"""
