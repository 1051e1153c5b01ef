"""Pages of voters: the ballot paper, the receipt, proxies.

A receipt is the answer to the vote itself and is kept nowhere: not in the session, not in a message, for either
would lie in the database beside its voter's name.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from anso.alliance.governance import actions
from anso.alliance.governance.electorate import rights_of
from anso.alliance.governance.forms import VoteForm
from anso.alliance.governance.models import Ballot, Proxy, RollEntry
from anso.alliance.governance.views.ballots import rules_of
from anso.alliance.governance.views.common import attempt, of_ballot, shown, signed_in

__all__ = ["change_proxy", "vote"]

LONGEST_NUMBER = 9


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@of_ballot("governance.vote")
def vote(request: HttpRequest, ballot: Ballot) -> HttpResponse:
    received_at = timezone.now()
    voter = signed_in(request)
    rights = rights_of(voter, ballot)
    chosen = request.POST.get("entry") or request.GET.get("entry", "")
    right = next(
        (right for right in rights if right.is_free and str(right.entry.number) == chosen),
        next((right for right in rights if right.is_free), None),
    )
    form = VoteForm(ballot.definition, request.POST or None)
    receipts: list[str] = []
    if request.method == "POST" and right is not None and str(right.entry.number) == chosen:
        entry = right.entry

        def cast() -> None:
            receipts.append(
                actions.cast_vote(
                    actor=voter,
                    ballot=ballot,
                    entry=entry,
                    choice=form.cleaned_data["vote"],
                    received_at=received_at,
                )
            )

        if attempt(form, cast):
            more = [right for right in rights_of(voter, ballot) if right.is_free]
            context = {"ballot": ballot, "receipt": receipts[0], "asked": ballot.definition, "more": more}
            return render(request, "governance/receipt.html", context)
    context = {"ballot": ballot, "form": form, "right": right, "rights": rights} | rules_of(ballot)
    return shown(request, "governance/vote.html", context)


@require_POST
@of_ballot("governance.vote")
def change_proxy(request: HttpRequest, ballot: Ballot) -> HttpResponse:
    """Give a vote to another on the roll, or take it back."""
    voter = signed_in(request)
    giver = get_object_or_404(RollEntry, ballot=ballot, number=number_of(request, "giver"))
    if request.POST.get("act") == "take-back":
        proxy = get_object_or_404(Proxy.objects.select_related("giver"), giver=giver, ended_at__isnull=True)
        actions.take_back_proxy(actor=voter, proxy=proxy)
        messages.success(request, gettext("The proxy was taken back."))
    else:
        holder = get_object_or_404(RollEntry, ballot=ballot, number=number_of(request, "holder"))
        actions.give_proxy(actor=voter, giver=giver, holder=holder)
        messages.success(request, gettext("%(name)s votes for you.") % {"name": holder.name})
    return redirect(ballot)


def number_of(request: HttpRequest, field: str) -> int:
    """A number on the roll as it was sent; 0, which nobody has, for anything else."""
    sent = request.POST.get(field, "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < LONGEST_NUMBER else 0
