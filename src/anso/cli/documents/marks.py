"""Marks in a page between which something made from the code stands."""

import re
from collections.abc import Callable, Mapping

from anso.errors import AnsoError

__all__ = ["cell", "filled", "table"]

MADE = re.compile(r"(<!-- made: (?P<part>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def filled(page: str, parts: Mapping[str, Callable[[], str]], name: str) -> tuple[str, set[str]]:
    """The page with all its parts made anew, and which parts it has."""
    found: set[str] = set()

    def make(match: re.Match[str]) -> str:
        part = match["part"]
        if part not in parts:
            raise AnsoError(f"{name}: nothing makes {part!r}; there are {', '.join(parts)}")
        found.add(part)
        return f"{match[1]}\n{parts[part]().strip()}\n\n{match[3]}"

    return MADE.sub(make, page), found


def table(titles: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [f"| {' | '.join(titles)} |", f"|{'---|' * len(titles)}"]
    return "\n".join(lines + [f"| {' | '.join(map(cell, row))} |" for row in rows])


def cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")
