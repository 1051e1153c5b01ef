"""Totals that were published, beside our own records: read by everybody, kept by the secretariat."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Schema, Status
from pydantic import Field

from anso.alliance.network import actions, queries
from anso.alliance.network.api.callers import required
from anso.alliance.network.api.kept import found, said
from anso.alliance.network.api.router import router

__all__: list[str] = []


class FigureOut(Schema):
    """A total as it was published."""

    code: str
    title: str
    value: int
    as_of: date
    source: str


class FigureIn(Schema):
    """What is on record of a total; what is left out stays."""

    title: str | None = None
    value: int | None = Field(None, ge=0)
    as_of: date | None = None
    source: str | None = Field(None, description="Where it was published")


class NewFigureIn(Schema):
    """A total to put on record."""

    code: str
    title: str
    value: int = Field(ge=0)
    as_of: date
    source: str = Field(description="Where it was published")


@router.get("/figures", response=list[FigureOut], summary="Published totals")
def list_figures(request: HttpRequest) -> Any:  # noqa: ARG001  # ninja gives it
    """As they were published, which need not be what is on record here."""
    return list(queries.published_figures())


@router.post("/figures", response={201: FigureOut}, summary="Add a published total")
def add_figure(request: HttpRequest, given: NewFigureIn) -> Any:
    """With its day and where it was published. For the secretariat."""
    return Status(201, actions.add_figure(actor=required(request), **said(request, given)))


@router.patch("/figures/{code}", response=FigureOut, summary="Change a published total")
def change_figure(request: HttpRequest, code: str, given: FigureIn) -> Any:
    """What is left out stays. For the secretariat."""
    figure = found(request, queries.published_figures(), "change", code=code)
    return actions.change_figure(actor=required(request), figure=figure, **said(request, given))


@router.delete("/figures/{code}", response={204: None}, summary="Remove a published total")
def remove_figure(request: HttpRequest, code: str) -> Any:
    """One entered by mistake. For administrators."""
    figure = found(request, queries.published_figures(), "delete", code=code)
    actions.remove_figure(actor=required(request), figure=figure)
    return Status(204, None)
