"""Lets Django find the generated Vega bundle among the static files."""

from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from anso.portal.assets.vega import VEGA, vega_file

__all__ = ["GeneratedFinder"]


class GeneratedFinder(BaseFinder):
    """Finds one file, and makes it when it is asked for first."""

    def check(self, **_kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:
        found = [str(vega_file())] if path == VEGA else []
        return found if find_all else (found[0] if found else [])

    def list(self, _ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        yield VEGA, FileSystemStorage(location=vega_file().parent)
