"""The table of commands. Each group is imported when it is used, so that the command itself starts at once."""

from cyclopts import App, Group, Parameter

__all__ = ["COMMANDS", "app"]

COMMANDS: dict[str, dict[str, str]] = {
    "Services": {
        "products": "What the services offer",
        "run": "Ask a product for a release, and wait for it",
        "release": "Releases: list, show, verify, sweep, delete",
        "places": "Countries, provinces and regions",
        "schedule": "Products that run by the clock",
        "hub": "Forecast hubs: check, score and combine forecasts",
        "epidemics": "Forecasts of epidemics, as they would have been made",
        "outlooks": "Seasonal outlooks: calibrate, combine and verify",
        "drift": "Emergency at sea: simulate where objects and oil go",
    },
    "The site": {
        "up": "Prepare everything, then serve the portal with its worker",
        "prepare": "Home, tables and static files, before the parts are started one by one",
        "serve": "Serve the portal alone",
        "worker": "Work through the jobs that were asked for",
        "jobs": "The newest jobs",
        "index": "The portal's index of releases",
        "manage": "Django's own commands, such as migrate and createsuperuser",
    },
    "Keeping": {
        "backup": "Write records, releases, uploads and secrets to one file",
        "restore": "Bring back what a backup holds",
        "audit": "The trail of acts",
        "calls": "Calls: assign reviewers, calibrate scores, select under quotas, rehearse",
        "ballots": "Ballots: prove that no vote was altered, count a record again",
        "docs": "The generated parts of the documentation",
        "version": "The version of this program",
    },
}


def running_version() -> str:
    from importlib.metadata import version

    return version("anso")


app = App(
    name="anso",
    help="Forecasts and assessments for countries, and the work of an alliance of science organisations.",
    help_epilogue="Settings are ANSO_… variables of the environment. With --debug, failures show where they happened.",
    help_format="plaintext",
    version=running_version,
    version_flags=["--version"],
    default_parameter=Parameter(negative=""),
)
for _place, (_title, _commands) in enumerate(COMMANDS.items()):
    _group = Group(_title, sort_key=_place)
    for _order, (_name, _summary) in enumerate(_commands.items()):
        app.command(f"anso.cli.{_name}:app", name=_name, help=_summary, group=_group, sort_key=_order)
app["--help"].group = app["--version"].group = Group("Options", sort_key=len(COMMANDS))
