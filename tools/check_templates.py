"""Compile every template there is, so that a misspelt tag is found before a visitor finds it."""

import os
import sys
from pathlib import Path

import django
from django.template import TemplateSyntaxError, engines
from django.template.backends.django import DjangoTemplates

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "anso"
ENDINGS = {".html", ".txt", ".xml", ".ics"}


def template_names() -> list[tuple[Path, str]]:
    return [
        (path, path.relative_to(folder).as_posix())
        for folder in sorted(SOURCES.rglob("templates"))
        for path in sorted(folder.rglob("*"))
        if path.suffix in ENDINGS
    ]


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anso.portal.settings")
    django.setup()
    engine = next(engine for engine in engines.all() if isinstance(engine, DjangoTemplates))
    broken = 0
    names = template_names()
    for path, name in names:
        try:
            engine.from_string(path.read_text(encoding="utf-8"))
        except TemplateSyntaxError as error:
            broken += 1
            print(f"{path.relative_to(ROOT)}: {error}")
        else:
            found = Path(str(engine.get_template(name).template.origin.name))
            if found != path:
                broken += 1
                print(
                    f"{path.relative_to(ROOT)}: is hidden by {found.relative_to(ROOT)}, which has the same name"
                )
    print(f"{len(names)} templates, {broken} of them broken")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
