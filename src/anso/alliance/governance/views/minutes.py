"""Pages of minutes: writing, approving, publishing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from anso.alliance.governance import actions
from anso.alliance.governance.forms import MinutesForm
from anso.alliance.governance.models import Meeting, Minutes
from anso.alliance.governance.views.common import attempt, of_meeting, shown, signed_in

__all__ = ["settle", "write"]


@require_http_methods(["GET", "HEAD", "POST"])
@of_meeting("governance.keep")
def write(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    there: Minutes | None = getattr(meeting, "minutes", None)
    form = MinutesForm(request.POST or None, initial={"text": there.text if there else skeleton(meeting)})
    if request.method == "POST" and attempt(
        form,
        lambda: actions.write_minutes(
            actor=signed_in(request), meeting=meeting, text=form.cleaned_data["text"]
        ),
    ):
        messages.success(request, gettext("The minutes were saved as a draft."))
        return redirect(meeting)
    return shown(
        request, "governance/minutes_form.html", {"meeting": meeting, "form": form, "minutes": there}
    )


def skeleton(meeting: Meeting) -> str:
    """Something to begin from: the items of the agenda as headings."""
    return "\n\n".join(f"## {item}" for item in meeting.items.all())


@require_POST
@of_meeting("governance.read_inside")
def settle(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Approve or publish; the actions decide who may."""
    minutes = get_object_or_404(Minutes.objects.select_related("meeting__body"), meeting=meeting)
    if request.POST.get("act") == "publish":
        actions.publish_minutes(actor=signed_in(request), minutes=minutes)
        messages.success(request, gettext("The minutes are published."))
    else:
        actions.approve_minutes(actor=signed_in(request), minutes=minutes)
        messages.success(request, gettext("The minutes are approved."))
    return redirect(meeting)
