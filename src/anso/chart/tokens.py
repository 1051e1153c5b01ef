"""The colours of the house, by name, light and dark: the one place that says what they are.

The site's `tokens.css` is made from this table (`anso docs write`), and charts name colours by it.
Text colours keep a contrast of 4.5:1 on paper, sheet and sunk ground; trend colours run from growing
(1) to declining (5) with a middle that differs from "no data", and differ in lightness as well as hue.
"""

from typing import Literal

__all__ = ["COLOURS", "Theme", "tokens_css"]

Theme = Literal["light", "dark"]

COLOURS: dict[str, tuple[str, str]] = {
    # name: (light, dark)
    "paper": ("#fbfaf6", "#11181c"),
    "sheet": ("#ffffff", "#182127"),
    "sunk": ("#f3f0e8", "#0c1215"),
    "rule": ("#e2ddd0", "#2b373e"),
    "edge": ("#8a8578", "#75828a"),
    "ink": ("#1a262d", "#ece8dd"),
    "ink-2": ("#4d5a61", "#b7bdbb"),
    "ink-3": ("#5f6b73", "#9aa5a8"),
    "accent": ("#0f5c73", "#6fb7cc"),
    "accent-ink": ("#ffffff", "#0c1a1f"),
    "focus": ("#b36b00", "#f0b03f"),
    "health": ("#a8452a", "#e08a6c"),
    "food": ("#5f6d24", "#b3c06b"),
    "climate": ("#24648a", "#7db4d6"),
    "green": ("#2f7359", "#7cc0a4"),
    "alliance": ("#5b4a86", "#b3a4dd"),
    "extreme": ("#7a1f2b", "#f0808d"),
    "severe": ("#a8452a", "#ea9068"),
    "moderate": ("#8a5a00", "#dda63f"),
    "minor": ("#4c6b30", "#9fc380"),
    "good": ("#2f6f8f", "#86c5dc"),
    "land": ("#e9e5da", "#232d33"),
    "nodata": ("#f1eee6", "#1c252a"),
    "border": ("#fbfaf6", "#11181c"),
    "trend-1": ("#b8502f", "#ee8f68"),
    "trend-2": ("#e7a977", "#a8674a"),
    "trend-3": ("#c9c2ae", "#515a5e"),
    "trend-4": ("#8db8c7", "#47788c"),
    "trend-5": ("#2f6f8f", "#86c5dc"),
    "band-95": ("#eedcd2", "#3a2b26"),
    "band-50": ("#dfb5a3", "#6b4437"),
}


def tokens_css() -> str:
    """The style sheet's colour tokens: light by default, dark by the reader's preference or choice."""

    def block(theme: int) -> str:
        return " ".join(f"--{name}: {colours[theme]};" for name, colours in COLOURS.items())

    return (
        "/* Made by `anso docs write` from anso/chart/tokens.py. */\n"
        f":root {{ color-scheme: light; {block(0)} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root:not([data-theme=light]) {{ color-scheme: dark; {block(1)} }} }}\n"
        f":root[data-theme=dark] {{ color-scheme: dark; {block(1)} }}\n"
    )
