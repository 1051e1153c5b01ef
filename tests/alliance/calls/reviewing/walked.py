"""What the walk over every address visits of reviewing: a stage at work in which `owner` reviews one application."""

from tests.alliance.calls.reviewing.helpers import assigned, call_at_work, expert, opened, pooled, screened

from anso.alliance.calls import actions
from anso.alliance.calls.models import Conflict, PoolInvitation, Reviewer
from anso.alliance.calls.reviewer_letters import invitation_link
from anso.alliance.network.models import Affiliation
from anso.alliance.people.models import User

__all__ = ["make_reviewing"]


def make_reviewing(owner: User) -> dict[str, str]:
    """Somebody else, who is in conflict with it, stands in the same pool; a third was asked by mail."""
    Affiliation.objects.create(person=owner, institution_text="House of reviews")
    call = call_at_work()
    reviewer, other = pooled(call, owner, expert("judge-in-conflict"))
    (application,) = screened(call, "judged")
    opened(call)
    review = assigned(reviewer, application)
    actions.declare_conflict(actor=other.person, application=application)
    asked = actions.invite_reviewer(actor=None, call=call, email="asked@elsewhere.example")
    assert isinstance(asked, PoolInvitation)
    return {
        "judged": call.code,
        "judged_number": application.number,
        "review": str(review.pk),
        "reviewer": str(reviewer.pk),
        "judge": str(Reviewer.objects.get(person=other.person).pk),
        "declared": str(Conflict.objects.get(kind="declared", application=application).pk),
        "pool_token": invitation_link(asked).rstrip("/").rpartition("/")[2],
    }
