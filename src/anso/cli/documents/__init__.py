"""The parts of the documentation that are made from the code, so that they cannot fall out of step.

A page holds a pair of marks, `<!-- made: settings -->` and `<!-- end -->`; what stands between them is
made here. `tokens.css` is made as a whole.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import anso
from anso.chart import tokens_css
from anso.cli.documents.checks import checks_tables
from anso.cli.documents.commands import commands_list
from anso.cli.documents.marks import filled
from anso.cli.documents.permissions import permissions_table, roles_table
from anso.cli.documents.products import products_list
from anso.cli.documents.settings import settings_table
from anso.errors import AnsoError

__all__ = ["out_of_step", "write_documents"]

PARTS: dict[str, Callable[[], str]] = {
    "settings": settings_table,
    "checks": checks_tables,
    "commands": commands_list,
    "products": products_list,
    "roles": roles_table,
    "permissions": permissions_table,
}


def checkout() -> Path:
    """The folder of the repository; the documentation is no part of an installed package."""
    root = Path(anso.__file__).parents[2]
    if not (root / "docs").is_dir():
        raise AnsoError(
            f"There is no documentation beside {Path(anso.__file__).parent}; run this in a checkout"
        )
    return root


def made_documents() -> Iterator[tuple[Path, str]]:
    """Every file that holds something made, and what it should hold."""
    root = checkout()
    used: set[str] = set()
    for path in sorted((root / "docs").rglob("*.md")):
        content = path.read_text(encoding="utf-8")
        complete, parts = filled(content, PARTS, str(path.relative_to(root)))
        used |= parts
        if parts:
            yield path, complete
    if unused := PARTS.keys() - used:
        raise AnsoError(f"No page of docs/ has a place for: {', '.join(sorted(unused))}")
    yield root / "src" / "anso" / "portal" / "static" / "tokens.css", tokens_css()


def write_documents() -> list[Path]:
    """Write what is out of step; gives the files that were written."""
    changed = out_of_step()
    for path, content in made_documents():
        if path in changed:
            path.write_text(content, encoding="utf-8")
    return changed


def out_of_step() -> list[Path]:
    return [
        path
        for path, content in made_documents()
        if not path.exists() or path.read_text(encoding="utf-8") != content
    ]
