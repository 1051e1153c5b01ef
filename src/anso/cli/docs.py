"""`anso docs`: the parts of the documentation that are made from the code."""

from cyclopts import App

__all__ = ["app"]

app = App(name="docs")


@app.command
def write() -> None:
    """Write the generated tables of docs/, and tokens.css."""
    from anso.cli.documents import write_documents

    changed = write_documents()
    for path in changed:
        print(f"wrote {path}")
    if not changed:
        print("Everything was in step already.")


@app.command
def check() -> int:
    """Exit code 1 when a generated part is not what the code says."""
    from anso.cli.documents import out_of_step

    stale = out_of_step()
    for path in stale:
        print(f"{path} is out of step with the code; `anso docs write` mends it")
    if not stale:
        print("The documentation is in step with the code.")
    return 1 if stale else 0
