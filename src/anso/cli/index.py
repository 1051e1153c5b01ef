"""`anso index`: the portal's index of releases, which can be made anew from the folders at any time."""

from cyclopts import App

from anso.cli.site import prepare_django

__all__ = ["app"]

app = App(name="index")


@app.command
def sync() -> None:
    """Take up releases published since, and drop those that are gone."""
    prepare_django()
    from anso.portal.index import sync as indexing

    indexing.sync()
    print(f"{entries()} releases are in the index.")


@app.command
def rebuild() -> None:
    """Drop the index and make it anew from the folders."""
    prepare_django()
    from anso.portal.index import sync as indexing

    indexing.rebuild()
    print(f"{entries()} releases are in the index.")


def entries() -> int:
    from anso.portal.index.models import ReleaseEntry

    return ReleaseEntry.objects.count()
