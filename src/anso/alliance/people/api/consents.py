"""What one agreed to, agreeing, and taking it back."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from anso.alliance.people import actions, queries
from anso.alliance.people.api.callers import oneself
from anso.alliance.people.api.router import router

__all__: list[str] = []


class ConsentOut(Schema):
    """A document as it reads now, and whether one agrees to it."""

    document: str
    title: str
    text: str
    version: str
    required: bool = Field(description="An account cannot be kept without it")
    given_at: datetime | None = Field(description="Empty where one has not agreed to this version")


@router.get("/me/consents", response=list[ConsentOut], summary="What you agreed to")
def list_consents(request: HttpRequest) -> Any:
    """Every document, in its present version. Needs a token or a session."""
    return shown(request)


@router.put("/me/consents/{document}", response=list[ConsentOut], summary="Agree to a document")
def give_consent(request: HttpRequest, document: str) -> Any:
    """As it reads now."""
    person = oneself(request)
    actions.give_consent(actor=person, user=person, code=document)
    return shown(request)


@router.delete("/me/consents/{document}", response=list[ConsentOut], summary="Take a consent back")
def withdraw_consent(request: HttpRequest, document: str) -> Any:
    """In whichever version it was given; what an account cannot be kept without stays."""
    person = oneself(request)
    actions.withdraw_consent(actor=person, user=person, code=document)
    return shown(request)


def shown(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {
            "document": state.document.code,
            "title": state.document.title,
            "text": state.document.text,
            "version": state.document.version,
            "required": state.document.required,
            "given_at": state.given.given_at if state.given else None,
        }
        for state in queries.consents_of(oneself(request))
    ]
