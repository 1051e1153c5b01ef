"""Two records of one institution: found (`suggest`), held side by side, objected to by other apps (`objections`), their
references moved, and all of it undone."""
