"""`anso version`."""

from cyclopts import App

from anso.cli.app import running_version

__all__ = ["app"]

app = App(name="version")


@app.default
def show() -> None:
    """The version of this program, and of the Python that runs it."""
    import platform

    print(f"anso {running_version()}, Python {platform.python_version()}")
