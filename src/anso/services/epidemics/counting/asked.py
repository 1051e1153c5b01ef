"""Whose counts, of which places, on which day: the part of the request that the products here share."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import ValidationInfo, field_validator
from pydantic.config import JsonDict

from anso.errors import BadValueError
from anso.product import Field, FieldWords, MayBePrivate, RegionCode, Upload, UploadRule
from anso.services.epidemics.counting import asked_words as words

__all__ = ["CountsRequest"]

NEWEST_PACKAGED = date(2020, 6, 8)
FIFTY = 50
ENDINGS = (".csv", ".csv.gz", ".tsv", ".txt", ".xlsx", ".parquet")
WITH_A_FILE: JsonDict = {"when": {"source": ["file"]}}
"""A form shows the field for that source alone."""


class CountsRequest(MayBePrivate):
    """Whose counts to believe, and the day to stand on."""

    source: Literal["covid-2020", "who", "owid", "ecdc", "hub", "file"] = Field(
        "covid-2020",
        description="Who counts: covid-2020 (packaged, January to 8 June 2020), live who, owid or ecdc, "
        "a hub of this installation, or a file of your own",
    )
    issued: date = Field(NEWEST_PACKAGED, description="Day of issue; only what was known before it is used")
    region: RegionCode = Field("world", description="Region whose countries are looked at")
    countries: int = Field(
        FIFTY,
        ge=1,
        le=250,
        description="How many countries: those most affected (of a hub or a file every place is taken)",
    )
    hub: str = Field(
        "",
        max_length=100,
        description="With source hub: the short name of the hub whose counts are taken",
        json_schema_extra={"when": {"source": ["hub"]}},
    )
    file: Annotated[Upload, UploadRule(ENDINGS)] | None = Field(
        None,
        description="With source file: a table of counts, a row a place and day or week",
        json_schema_extra=WITH_A_FILE,
    )
    columns: str = Field(
        "",
        max_length=2000,
        description="With source file: which column is what, such as location=Country, date=Day, cases=New cases; "
        "guessed from their names where nothing is said",
        json_schema_extra=WITH_A_FILE | {"widget": "text"},
    )
    counted: Literal["new", "cumulative"] = Field(
        "new",
        description="With source file: whether its numbers are new counts of each period or totals so far",
        json_schema_extra=WITH_A_FILE,
    )
    said: ClassVar[Mapping[str, FieldWords]] = words.FIELDS

    @field_validator("hub")
    @classmethod
    def _hub_that_is_there(cls, hub: str, info: ValidationInfo) -> str:
        source = info.data.get("source")
        if source != "hub":
            if hub and source is not None:
                raise BadValueError(words.only_with("hub", source))
            return hub
        from anso.hub.keeping import Shelf

        slugs = Shelf().slugs()
        if hub not in slugs:
            raise BadValueError(words.no_hub(hub, slugs))
        return hub

    @field_validator("file")
    @classmethod
    def _file_with_its_source(cls, file: Upload | None, info: ValidationInfo) -> Upload | None:
        source = info.data.get("source")
        if source == "file" and file is None:
            raise BadValueError(words.FILE_NEEDED)
        if file is not None and source not in ("file", None):
            raise BadValueError(words.only_with("file", source))
        return file

    @field_validator("columns")
    @classmethod
    def _columns_that_can_be_read(cls, columns: str, info: ValidationInfo) -> str:
        from anso.services.epidemics.counting.table.mapping import stated

        source = info.data.get("source")
        if columns and source not in ("file", None):
            raise BadValueError(words.only_with("file", source))
        stated(columns)
        return columns
