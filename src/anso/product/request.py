"""What is asked of a product: a frozen model whose fields' descriptions are the help on every face."""

from collections.abc import Mapping
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from anso.product.fields import FieldWords

__all__ = ["MayBePrivate", "Request"]


class Request(BaseModel):
    """Base of every request. A field named `issued` is the day the result is made for, as then known."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_default=True, str_strip_whitespace=True, allow_inf_nan=False
    )
    said: ClassVar[Mapping[str, FieldWords]] = {}
    """Labels and help of the fields in other languages than English."""


class MayBePrivate(Request):
    """A request whose asker may keep the release to themselves."""

    private: bool = Field(
        default=False, description="Keep the release to yourself: listed for nobody else, and yours to delete"
    )
    said: ClassVar[Mapping[str, FieldWords]] = {
        "private": FieldWords(
            label={"zh": "私有", "ru": "Только для меня", "fr": "Privée"},
            help={
                "zh": "成果仅供您本人使用：不对他人列出，您可随时删除",
                "ru": "Оставить выпуск себе: другим он не показан, и удалить его можете вы",
                "fr": "Garder la publication pour vous\u00a0: elle n’est montrée à personne d’autre, et vous pouvez la supprimer",
            },
        )
    }
