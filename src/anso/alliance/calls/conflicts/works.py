"""Works named in a text: DOIs, each with the year that its line gives, and the ORCID iDs of those who wrote them."""

import re

__all__ = ["orcids_in", "works_in"]

DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>,;]+")
"""After Crossref's recommendation for matching DOIs; commas and semicolons end one in a list."""
YEAR = re.compile(r"(?<![\d./])(?:19|20)\d{2}(?![\d/])")
ORCID = re.compile(r"\b\d{4}-\d{4}-\d{4}-\d{3}[\dX]\b")


def works_in(text: str) -> dict[str, int | None]:
    if "10." not in text:
        return {}
    found: dict[str, int | None] = {}
    for line in text.splitlines():
        dois = [doi.rstrip(".)]}'").lower() for doi in DOI.findall(line)]
        years = [int(year) for year in YEAR.findall(DOI.sub(" ", line))] if dois else []
        for doi in dois:
            found[doi] = max(years, default=None)
    return found


def orcids_in(text: str) -> frozenset[str]:
    return frozenset(ORCID.findall(text)) if "-" in text else frozenset()
