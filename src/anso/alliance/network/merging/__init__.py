"""Two records of one institution: found (`suggest`), held side by side, their references moved, and all of it undone."""
