"""`anso places`: look up countries, provinces and regions by any code or name."""

from cyclopts import App

from anso.cli.terminal import print_json, print_table

__all__ = ["app"]

app = App(name="places")


@app.command(name="find")
def find_places(text: str, /, *, limit: int = 10, json: bool = False) -> int:
    """Places by any code or name, in any of the six languages, the best match first.

    Parameters
    ----------
    text
        A code or a name, or how it begins
    limit
        How many at the most
    json
        Print JSON
    """
    from anso import places

    found = places.search(text, limit)
    if json:
        print_json([{"code": place.code, "kind": place.kind, "names": dict(place.names)} for place in found])
    else:
        print_table(
            ("code", "kind", "name"),
            [(place.code, place.kind, place.name) for place in found],
            f"No place is called {text!r} or anything near it.",
        )
    return 0 if found else 2
