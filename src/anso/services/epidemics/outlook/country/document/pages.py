"""From words and pictures to a PDF, by Typst: the one layout of a sheet, in each language that can be set.

In come texts and PNG pictures; out come the bytes of a PDF. Typst brings its own Latin and Cyrillic letters, so
that these pages are the same everywhere; Chinese ones are made where the machine has a font for them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from anso.chart.tokens import COLOURS
from anso.language import LANGUAGES

__all__ = ["Number", "Page", "Paragraph", "Picture", "languages_to_print", "printed"]

LAYOUT = Path(__file__).parent / "sheet.typ"
LETTERS = "Libertinus Serif"
CHINESE = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC", "Source Han Sans SC")


@dataclass(frozen=True)
class Number:
    """What stands in large letters, with what it is and how sure."""

    label: str
    value: str
    note: str
    colour: str


@dataclass(frozen=True)
class Picture:
    title: str
    alt: str
    png: bytes


@dataclass(frozen=True)
class Paragraph:
    title: str
    text: str


@dataclass(frozen=True)
class Page:
    """One sheet in one language."""

    language: str
    kicker: str
    day: str
    title: str
    finding: str
    holds: str
    source: str
    numbers: Sequence[Number]
    pictures: Sequence[Picture]
    paragraphs: Sequence[Paragraph]


@cache
def chinese_font() -> str | None:
    import typst

    there = set(typst.Fonts(include_system_fonts=True).families())
    return next((family for family in CHINESE if family in there), None)


def languages_to_print() -> list[str]:
    """Those whose letters can be set on this machine."""
    return [language for language in LANGUAGES if language != "zh" or chinese_font()]


def printed(page: Page) -> bytes:
    import typst

    fonts = [LETTERS] if page.language != "zh" else [LETTERS, str(chinese_font())]
    with TemporaryDirectory() as name:
        folder = Path(name)
        pictures = []
        for number, picture in enumerate(page.pictures):
            (folder / f"{number}.png").write_bytes(picture.png)
            pictures.append({"title": picture.title, "alt": picture.alt, "file": f"{number}.png"})
        content: Mapping[str, object] = asdict(replace(page, pictures=())) | {
            "pictures": pictures,
            "fonts": fonts,
            "colours": {token: light for token, (light, _dark) in COLOURS.items()},
        }
        (folder / "page.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        (folder / LAYOUT.name).write_text(LAYOUT.read_text(encoding="utf-8"), encoding="utf-8")
        made = typst.compile(
            str(folder / LAYOUT.name), root=str(folder), ignore_system_fonts=page.language != "zh"
        )
    return bytes(made)
