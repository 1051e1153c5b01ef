"""`anso backup`."""

from pathlib import Path

from cyclopts import App

from anso.cli.terminal import TerminalReporter

__all__ = ["app"]

app = App(name="backup")


@app.default
def backup(file: Path, /, *, with_releases: bool = False) -> int:
    """Write records, releases, uploads and secrets to one file, while the site runs.

    Parameters
    ----------
    file
        The file to write, such as anso-2020-06-08.tar; compressed when it ends in .gz
    with_releases
        Copy releases out of an object store too
    """
    from anso.cli.keeping import take_backup
    from anso.config import config

    with TerminalReporter("Backup") as reporter:
        listing, altered = take_backup(
            config(), file, with_releases=with_releases, progress=reporter.progress
        )
    count = len(listing.releases) + len(listing.private_releases)
    print(
        f"{file} holds the records, {count} releases and {len(listing.files)} files in all, "
        f"{file.stat().st_size / 1e6:.1f} MB. It also holds the site's secrets: keep it where only you can read it."
    )
    for store in listing.left_out:
        print(
            f"The releases in {store} are not in it: they have copies of their own there. --with-releases copies them too."
        )
    for sentence in altered:
        print(sentence)
    return 1 if altered else 0
