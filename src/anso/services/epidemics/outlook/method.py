"""The texts that tell how a product is made, as files beside it: one a language."""

from pathlib import Path

from anso.language import in_all

__all__ = ["method_of"]


def method_of(folder: Path) -> dict[str, str]:
    return in_all(lambda language: (folder / f"method.{language}.md").read_text(encoding="utf-8"))
