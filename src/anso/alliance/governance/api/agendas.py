"""The agenda of a meeting: its items in their order, and the papers for them, with their files."""

from datetime import datetime
from typing import Any, Literal

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Schema, Status, UploadedFile
from ninja.params.functions import File, Form
from pydantic import Field

from anso.alliance import files
from anso.alliance.governance import actions, queries
from anso.alliance.governance.api.callers import keeper
from anso.alliance.governance.api.router import router
from anso.alliance.governance.models import AgendaItem, Paper
from anso.alliance.uploads import refused_files
from anso.errors import InvalidInputError, Problem

__all__ = ["ItemOut", "item_out"]


class PaperOut(Schema):
    """A paper, which the caller may read."""

    id: int
    title: str
    text: str
    link: str
    audience: str = Field(description="body, members or everyone")
    added: datetime
    file: str = Field(description="Name of its file, if it has one")
    bytes: int | None
    sha256: str = Field(description="Of its file")
    url: str
    file_url: str


class ItemOut(Schema):
    """An item of an agenda."""

    id: int
    position: int
    title: str
    kind: str
    minutes: int | None
    note: str
    papers: list[PaperOut] = Field(description="Those that the caller may read")


class ItemIn(Schema):
    """An item for the agenda."""

    title: str
    kind: Literal["information", "discussion", "decision"] = "discussion"
    minutes: int | None = Field(None, ge=1, le=600, description="Minutes planned")
    note: str = ""


class PlaceIn(Schema):
    """Where an item goes; those between move up or down."""

    position: int = Field(ge=1, description="1 is the first")


class PaperIn(Schema):
    """A paper: its text, a link to where it lies, or a file; one of them at least."""

    title: str
    text: str = Field("", description="Markdown")
    link: str = ""
    audience: Literal["body", "members", "everyone"] = "body"


@router.post("/meetings/{code}/items", response={201: ItemOut}, summary="Put an item on an agenda")
def add_item(request: HttpRequest, code: str, given: ItemIn) -> Any:
    """At its end. For the body's secretariat."""
    meeting = queries.meeting_for(request.user, code)
    item = actions.add_item(actor=keeper(request, meeting), meeting=meeting, **given.model_dump())
    return Status(201, item_out(request, item, []))


@router.patch("/meetings/{code}/items/{item_id}", response=ItemOut, summary="Move an item of an agenda")
def move_item(request: HttpRequest, code: str, item_id: int, given: PlaceIn) -> Any:
    """Give an item another place. For the body's secretariat."""
    item = item_of(request, code, item_id)
    moved = actions.move_item(actor=keeper(request, item), item=item, to=given.position)
    return item_out(request, moved, list(moved.papers.all()))


@router.delete("/meetings/{code}/items/{item_id}", response={204: None}, summary="Take an item off an agenda")
def remove_item(request: HttpRequest, code: str, item_id: int) -> Any:
    """With its papers, before the meeting is convened. For the body's secretariat."""
    item = item_of(request, code, item_id)
    actions.remove_item(actor=keeper(request, item), item=item)
    return Status(204, None)


@router.post(
    "/meetings/{code}/items/{item_id}/papers",
    response={201: PaperOut},
    summary="Lay a paper before a meeting",
)
def add_paper(
    request: HttpRequest,
    code: str,
    item_id: int,
    given: PaperIn = Form(...),  # noqa: B008  # as ninja is told, here and below
    file: UploadedFile | None = File(None, description="PDF, DOCX, XLSX, PPTX, PNG, JPEG or plain text"),  # noqa: B008
) -> Any:
    """A paper for an item, sent as a form; who may read it is said with it. For the body's secretariat."""
    item = item_of(request, code, item_id)
    actor = keeper(request, item)
    refused = refused_files(request).get("file")
    if refused:
        raise InvalidInputError([Problem("file", refused)])
    paper = actions.add_paper(
        actor=actor,
        item=item,
        **given.model_dump(),
        file_name=file.name or "" if file else "",
        file=files.source_of(file) if file else None,
    )
    return Status(201, paper_out(request, paper))


@router.get("/papers/{number}", response=PaperOut, summary="One paper")
def read_paper(request: HttpRequest, number: int) -> Any:
    """A paper, for those who may read it."""
    return paper_out(request, queries.paper_for(request.user, number))


@router.delete("/papers/{number}", response={204: None}, summary="Take a paper back")
def remove_paper(request: HttpRequest, number: int) -> Any:
    """Before the meeting is convened; its file goes too. For the body's secretariat."""
    paper = queries.paper_for(request.user, number)
    actions.remove_paper(actor=keeper(request, paper), paper=paper)
    return Status(204, None)


@router.get("/papers/{number}/file", response={200: None}, summary="The file of a paper")
def read_paper_file(request: HttpRequest, number: int) -> FileResponse:
    """The very bytes that were given, for those who may read the paper."""
    paper = queries.paper_with_file(request.user, number)
    return files.attachment(paper.sha256, paper.file_name, paper.media_type)


def item_of(request: HttpRequest, code: str, item_id: int) -> AgendaItem:
    meeting = queries.meeting_for(request.user, code)
    keeper(request, meeting)  # else whoever asks learns which numbers there are
    return get_object_or_404(AgendaItem.objects.select_related("meeting__body"), pk=item_id, meeting=meeting)


def item_out(request: HttpRequest, item: AgendaItem, papers: list[Paper]) -> dict[str, Any]:
    return {
        "id": item.pk,
        "position": item.position,
        "title": item.title,
        "kind": item.kind,
        "minutes": item.minutes,
        "note": item.note,
        "papers": [paper_out(request, paper) for paper in papers],
    }


def paper_out(request: HttpRequest, paper: Paper) -> dict[str, Any]:
    address = reverse("api:read_paper_file", args=[paper.pk]) if paper.sha256 else ""
    return {
        "id": paper.pk,
        "title": paper.title,
        "text": paper.text,
        "link": paper.link,
        "audience": paper.audience,
        "added": paper.added_at,
        "file": paper.file_name,
        "bytes": paper.bytes,
        "sha256": paper.sha256,
        "url": request.build_absolute_uri(reverse("governance:paper", args=[paper.pk])),
        "file_url": request.build_absolute_uri(address) if address else "",
    }
