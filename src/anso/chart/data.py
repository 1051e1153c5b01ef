"""What a chart refers to: tables of its own release and shapes of places, by name instead of by copy."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from anso.chart.words import with_words

__all__ = ["provinces", "table", "to_spec", "world"]


def table(name: str, columns: Sequence[str] = (), **where: str) -> Any:
    """Rows of a table of the chart's own release, as Altair data: these columns, where these values hold."""
    import altair as alt

    terms = ([f"columns={','.join(columns)}"] if columns else []) + [
        f"{key}={quote(value)}" for key, value in where.items()
    ]
    return alt.UrlData(
        f"anso:table/{name}" + (f"?{'&'.join(terms)}" if terms else ""), format=alt.DataFormat(type="json")
    )


def world() -> Any:
    """The shapes of all countries; features are identified by alpha-2 code."""
    import altair as alt

    return alt.topo_feature("anso:shapes/world", "countries")


def provinces(country: str) -> Any:
    """The shapes of a country's provinces; features are identified by province code."""
    import altair as alt

    return alt.topo_feature(f"anso:shapes/provinces/{country}", "provinces")


def to_spec(chart: Any, words: Mapping[str, Mapping[str, str]] | None = None) -> dict[str, Any]:
    """The specification of an Altair chart, or a specification as it is; configuration is left to the theme.

    `words` are its translations: for each word of it or of its data, how it is said in each language.
    """
    spec = dict(chart) if isinstance(chart, Mapping) else chart.to_dict()
    bare = {key: value for key, value in spec.items() if key not in ("config", "usermeta")}
    return with_words(bare, words) if words else bare
