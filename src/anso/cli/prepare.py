"""`anso prepare`: what must be done before the parts of the site are started one by one."""

from cyclopts import App

__all__ = ["app"]

app = App(name="prepare")


@app.default
def prepare() -> None:
    """Make or bring up to date the home, the database's tables and the static files."""
    from anso.cli.up.preparation import prepare as prepare_home
    from anso.cli.up.stage import Stage
    from anso.config import config

    with Stage() as stage:
        prepare_home(config(), stage)
        stage.say(f"{config().home} is ready.")
