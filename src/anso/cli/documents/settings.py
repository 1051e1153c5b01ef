"""The table of settings."""

from pydantic.fields import FieldInfo

from anso.cli.documents.marks import table
from anso.config import Config, variable

__all__ = ["settings_table"]


def settings_table() -> str:
    return table(
        ("variable", "what it sets", "default"),
        [
            (f"`{variable(name)}`", field.description or "", default_of(field))
            for name, field in Config.model_fields.items()
        ],
    )


def default_of(field: FieldInfo) -> str:
    if field.default_factory is not None:
        return "the user's data folder"
    if field.default in ("", None):
        return ""
    return f"`{str(field.default).lower() if isinstance(field.default, bool) else field.default}`"
