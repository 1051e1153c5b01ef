"""How to cite a release: a line of text, and an entry for BibTeX."""

from dataclasses import dataclass

from anso.portal.index.models import ReleaseEntry

__all__ = ["Citation", "citation"]

PUBLISHER = "Alliance of International Science Organizations"


@dataclass(frozen=True)
class Citation:
    text: str
    bibtex: str


def citation(entry: ReleaseEntry, site: str) -> Citation:
    """In English, whatever the reader's language: a citation is the same for everyone."""
    title = entry.title["en"]
    finding = (entry.finding or {}).get("en", "")
    url = f"{site.rstrip('/')}/releases/{entry.release_id}/"
    year = entry.issued.year
    key = f"anso-{entry.product.replace('.', '-')}-{entry.name}"
    full = f"{title}: {finding}" if finding else title
    text = f"{PUBLISHER} ({year}). {full.rstrip('.')}. Release {entry.release_id}. {url}"
    fields = {
        "author": f"{{{PUBLISHER}}}",
        "title": f"{{{_plain(full.rstrip('.'))}}}",
        "year": str(year),
        "month": str(entry.issued.month),
        "publisher": PUBLISHER,
        "version": entry.release_id,
        "url": url,
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return Citation(text, f"@misc{{{key},\n{lines}\n}}")


def _plain(text: str) -> str:
    """Characters that TeX would read as commands, spelled so that it prints them."""
    for character in "\\{}":
        text = text.replace(character, "")
    for character in "&%$#_":
        text = text.replace(character, f"\\{character}")
    return text
