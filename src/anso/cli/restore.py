"""`anso restore`."""

from pathlib import Path

from cyclopts import App

from anso.cli.site import prepare_django
from anso.cli.terminal import TerminalReporter

__all__ = ["app"]

app = App(name="restore")


@app.default
def restore(file: Path, /, *, replace: bool = False) -> int:
    """Bring back what a backup holds, into an empty ANSO_HOME, and prove that it is whole.

    Parameters
    ----------
    file
        The backup
    replace
        Lose what is in the home now
    """
    from anso.cli.keeping import restore as bring_back
    from anso.cli.up.preparation import migrate
    from anso.config import config
    from anso.product import store_for

    with TerminalReporter("Restore") as reporter:
        listing = bring_back(config(), file, replace=replace, progress=reporter.progress)
        problems = [
            f"{release_id}: {problem}"
            for private in (False, True)
            for release_id in store_for(private=private).ids()
            for problem in store_for(private=private).open(release_id).verify()
        ]
        reporter.progress(0.9, "Index")
        prepare_django()
        migrate(lambda _fraction, _name: None)
        from anso.portal.index.sync import sync

        sync()
    for problem in problems:
        print(problem)
    print(
        f"Restored what anso {listing.version} held at {listing.made}: the records and "
        f"{len(listing.releases) + len(listing.private_releases)} releases, in {config().home}"
    )
    return 1 if problems else 0
