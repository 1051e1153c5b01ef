"""The checks of a hub's files, subject by subject in the order they are run."""

from anso.cli.documents.marks import table

__all__ = ["checks_tables"]

SUBJECTS = {
    "hub": "The hub as a whole",
    "submission": "A model-output file",
    "metadata": "A model's metadata",
    "target dataset": "Target data as a whole",
    "target data": "A file of target data",
}


def checks_tables() -> str:
    import anso.hub.checks  # noqa: F401  # which enters the checks
    from anso.hub.checks import inspect  # noqa: F401  # which enters those of each kind of file
    from anso.hub.checks.registry import entries

    return "\n\n".join(
        f"### {title}\n\n"
        + table(
            ("check", "what holds when it passes", "builds on"),
            [
                (f"`{entry.name}`", entry.asks, ", ".join(f"`{needed}`" for needed in entry.needs))
                for entry in entries(subject)
            ],
        )
        for subject, title in SUBJECTS.items()
    )
