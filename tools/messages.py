"""The interface's words in its four languages: gather them from the code, and compile the translations.

`python tools/messages.py` gathers every marked string of the package's Python files and templates into
`src/anso/locale/<language>/LC_MESSAGES/django.po`, keeps the translations that are there, drops those no
longer used, and compiles the `.mo` files that the site reads. It needs no gettext programs.
`--check` writes nothing and fails when a string is untranslated or the compiled files are out of step.
"""

import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "anso"
LOCALE = PACKAGE / "locale"
LANGUAGES = {"zh_Hans": "zh_Hans_CN", "ru": "ru", "fr": "fr"}
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "_": None,
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

# Dates would make two compilations of the same words differ.
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)


def empty(language: str | None = None) -> Catalog:
    return Catalog(
        locale=language and LANGUAGES[language],
        project="anso",
        charset="utf-8",
        creation_date=UNDATED,
        revision_date=UNDATED,
        fuzzy=False,
    )


def gathered() -> Catalog:
    """Every marked string, with the files that use it."""
    from django.utils.translation.template import templatize

    catalog = empty()
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix not in (".py", ".html", ".txt") or "migrations" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            if "templates" not in path.parts:
                continue
            source = templatize(source, origin=str(path))
        where = path.relative_to(ROOT).as_posix()
        for _line, message, _comments, context in extract(
            "python", io.BytesIO(source.encode()), keywords=KEYWORDS, comment_tags=()
        ):
            singular = message[0] if isinstance(message, tuple) else message
            if singular:
                flags = ("python-format",) if re.search(r"%\(\w+\)[sd]|%[sd]", singular) else ()
                catalog.add(message, locations=[(where, 0)], flags=flags, context=context)
    return catalog


def read(language: str) -> Catalog:
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGES[language], charset="utf-8")


def updated(language: str, template: Catalog) -> Catalog:
    """The template with the translations that are there; nothing is guessed from similar strings."""
    known = read(language)
    catalog = empty(language)
    for message in template:
        if message.id:
            old = known.get(message.id, context=message.context)
            catalog.add(
                message.id,
                string=old.string if old else None,
                locations=sorted({(name, 0) for name, _ in message.locations}),
                flags=message.flags,
                context=message.context,
            )
    return catalog


def problems(catalog: Catalog) -> list[str]:
    """What is untranslated, or holds other placeholders than its original."""
    found = []
    for message in catalog:
        if not message.id:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string or ("",))
        if not all(strings):
            found.append(f"{catalog.locale}: untranslated: {ids[0]!r}")
            continue
        allowed = [sorted(PLACEHOLDER.findall(text)) for text in ids]
        found += [
            f"{catalog.locale}: placeholders differ: {ids[0]!r} -> {text!r}"
            for text in strings
            if sorted(PLACEHOLDER.findall(text)) not in allowed
        ]
    return found


def compiled(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def written(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=110, sort_output=True, omit_header=True)
    plural = f'"Plural-Forms: {catalog.plural_forms}\\n"'
    head = f'msgid ""\nmsgstr ""\n"Language: {catalog.locale}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n{plural}\n\n'
    return head.encode() + buffer.getvalue()


def check() -> list[str]:
    """Everything wrong with the translations as they are committed."""
    found, template = [], gathered()
    for language in LANGUAGES:
        catalog = updated(language, template)
        found += problems(catalog)
        mo = LOCALE / language / "LC_MESSAGES" / "django.mo"
        if not mo.exists() or mo.read_bytes() != compiled(catalog):
            found.append(f"{language}: the compiled messages are out of step; run python tools/messages.py")
    return found


def main() -> None:
    if not settings.configured:
        settings.configure(USE_I18N=True, INSTALLED_APPS=[])
        django.setup()
    if "--check" in sys.argv:
        found = check()
        print("\n".join(found) or "all messages are translated")
        raise SystemExit(bool(found))
    template = gathered()
    for language in sys.argv[1:] or LANGUAGES:
        catalog = updated(language, template)
        folder = LOCALE / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "django.po").write_bytes(written(catalog))
        (folder / "django.mo").write_bytes(compiled(catalog))
        print(f"{language}: {len(catalog)} messages, {len(problems(catalog))} problems")


if __name__ == "__main__":
    main()
