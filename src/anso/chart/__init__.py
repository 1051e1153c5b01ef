"""The house style for every chart and map: one theme, for page, print and file.

A chart is a Vega-Lite specification (made with Altair) without any configuration of its own. It names
what it needs instead of holding it: rows of a table of its release (`table`), shapes of places
(`world`, `provinces`), colours of the house (`token:health`). `resolve` puts these in for one language (`said_in`),
theme and width; `draw_svg` and `draw_png` make the picture. The page does the same in the browser, with
the colours of its style sheet.
"""

from anso.chart.data import provinces, table, to_spec, world
from anso.chart.draw import draw_png, draw_svg
from anso.chart.house_words import LARGE_COUNT, SHORT_COUNT
from anso.chart.resolve import Fetch, Reference, references, resolve
from anso.chart.theme import config_for
from anso.chart.tokens import COLOURS, Theme, tokens_css
from anso.chart.words import said_in

__all__ = [
    "COLOURS",
    "LARGE_COUNT",
    "SHORT_COUNT",
    "Fetch",
    "Reference",
    "Theme",
    "config_for",
    "draw_png",
    "draw_svg",
    "provinces",
    "references",
    "resolve",
    "said_in",
    "table",
    "to_spec",
    "tokens_css",
    "world",
]
