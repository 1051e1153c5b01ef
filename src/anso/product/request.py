"""What is asked of a product: a frozen model whose fields' descriptions are the help on every face."""

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["MayBePrivate", "Request"]


class Request(BaseModel):
    """Base of every request. A field named `issued` is the day the result is made for, as then known."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_default=True, str_strip_whitespace=True, allow_inf_nan=False
    )


class MayBePrivate(Request):
    """A request whose asker may keep the release to themselves."""

    private: bool = Field(
        default=False, description="Keep the release to yourself: listed for nobody else, and yours to delete"
    )
