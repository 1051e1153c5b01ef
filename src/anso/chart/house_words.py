"""What charts of any service say alike: counts on an axis, and days, as each language writes them.

`SHORT_COUNT` and `LARGE_COUNT` are label expressions for an axis of counts, to be given in English as they
stand here. When a chart is said in another language, they and the date formats below are exchanged for that
language's own: Chinese counts in 万 and 亿, and begins a date with its year.
"""

from collections.abc import Iterable

from anso.language import LANGUAGES, NO_BREAK

__all__ = ["HOUSE_WORDS", "LARGE_COUNT", "SHORT_COUNT"]

Localised = dict[str, str]
Step = tuple[float, str]


def _expression(steps: Iterable[Step], below: str) -> str:
    """The value in units of the first step that it reaches, with the name of the unit."""
    parts = [
        f"abs(datum.value) >= {size:g} ? format(datum.value / {size:g}, '~g') + {name}"
        for size, name in steps
    ]
    return " : ".join([*parts, below])


def _french(size: float, word: str) -> Step:
    ending = f"(abs(datum.value) >= {2 * size:g} ? 's' : '')"
    return size, f"'{NO_BREAK}{word}' + {ending}"


GROUPED = "format(datum.value, ',~g')"
MYRIADS: tuple[Step, ...] = ((1e12, "'万亿'"), (1e8, "'亿'"), (1e4, "'万'"))
RUSSIAN: tuple[Step, ...] = (
    (1e12, f"'{NO_BREAK}трлн'"),
    (1e9, f"'{NO_BREAK}млрд'"),
    (1e6, f"'{NO_BREAK}млн'"),
)

SHORT_COUNT = "format(datum.value, '~s')"
"""For a narrow axis: `20k`, `1.5M`."""
LARGE_COUNT = _expression(((1e9, "' billion'"), (1e6, "' million'")), "format(datum.value, ',')")
"""For populations and money: `250 million`."""

SHORT_COUNTS: Localised = {
    "en": SHORT_COUNT,
    "zh": _expression(MYRIADS, GROUPED),
    "ru": _expression((*RUSSIAN, (1e3, f"'{NO_BREAK}тыс.'")), GROUPED),
    "fr": _expression(((1e9, f"'{NO_BREAK}Md'"), (1e6, f"'{NO_BREAK}M'")), GROUPED),
}
LARGE_COUNTS: Localised = {
    "en": LARGE_COUNT,
    "zh": _expression(MYRIADS, GROUPED),
    "ru": _expression(RUSSIAN, GROUPED),
    "fr": _expression((_french(1e9, "milliard"), _french(1e6, "million")), GROUPED),
}
CHINESE_DATES = {
    "%-d %B %Y": "%Y年%-m月%-d日",
    "%-d %b %Y": "%Y年%-m月%-d日",
    "%B %Y": "%Y年%-m月",
    "%b %Y": "%Y年%-m月",
    "%-d %B": "%-m月%-d日",
    "%-d %b": "%-m月%-d日",
}

HOUSE_WORDS: dict[str, dict[str, str]] = {
    language: {SHORT_COUNT: SHORT_COUNTS[language], LARGE_COUNT: LARGE_COUNTS[language]}
    | (CHINESE_DATES if language == "zh" else {})
    for language in LANGUAGES
}
"""By language: what stands in a specification, and what is put in its place."""
