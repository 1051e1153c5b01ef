"""Duplicates: found, merged, and merges undone."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja.params.functions import Form

from anso.alliance.network import actions
from anso.alliance.network.api.callers import known, required
from anso.alliance.network.api.router import router
from anso.alliance.network.api.schemas import MergeOut, PairOut
from anso.alliance.network.merging.references import counts
from anso.alliance.network.merging.suggest import suggest
from anso.alliance.network.models import Institution, Merge
from anso.alliance.people.rules import require

__all__: list[str] = []


@router.get("/institutions/duplicates", response=list[PairOut], summary="Records that probably are one")
def list_duplicates(request: HttpRequest) -> Any:
    """Pairs of institutions that look alike, the likeliest first. For the secretariat."""
    require(request.user, "network.merge_institutions")
    found = suggest(list(Institution.objects.all()))
    return [
        {
            "one": pair.first.code,
            "other": pair.second.code,
            "likeness": pair.likeness,
            "reasons": pair.reasons,
        }
        for pair in found
    ]


@router.post("/institutions/{code}/merge", response=MergeOut, summary="Merge a duplicate into it")
def merge_institution(
    request: HttpRequest, code: str, gone: str = Form(description="Code of the other")
) -> Any:
    """Everything that refers to the other moves to this one. For the secretariat."""
    require(request.user, "network.merge_institutions")
    survivor = known(request, code)
    made = actions.merge_institutions(actor=required(request), survivor=survivor, gone=known(request, gone))
    return {"id": made.pk, "survivor": survivor.code, "gone": gone, "refers": dict(counts(survivor))}


@router.post("/merges/{merge_id}/undo", response=list[str], summary="Undo a merge")
def undo_merge(request: HttpRequest, merge_id: int) -> Any:
    """Both records are back; gives what was changed since and stays. For the secretariat."""
    require(request.user, "network.merge_institutions")
    return actions.undo_merge(actor=required(request), merge=get_object_or_404(Merge, pk=merge_id))
