"""Papers and their files: who may read them, which fields take them, which kept files are still wanted."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from anso.alliance.governance.models import Paper
from anso.alliance.governance.paper_files import PAPER_FILE
from anso.alliance.governance.queries.meetings import agenda_for, meeting_for
from anso.alliance.people.rules import Visitor
from anso.errors import NotFoundError
from anso.product import UploadRule

__all__ = ["files_named", "paper_for", "paper_with_file", "upload_rules"]


def paper_for(user: Visitor, number: int) -> Paper:
    found = Paper.objects.select_related("item__meeting__body").filter(pk=number).first()
    if found is None or found.pk not in {
        paper.pk for agenda in agenda_for(user, found.item.meeting) for paper in agenda.papers
    }:
        raise NotFoundError(_("There is no such paper, or it is not for everybody."))
    meeting_for(user, found.item.meeting.code)
    return found


def paper_with_file(user: Visitor, number: int) -> Paper:
    found = paper_for(user, number)
    if not found.sha256:
        raise NotFoundError(_("This paper has no file."))
    return found


def upload_rules() -> dict[str, dict[str, UploadRule]]:
    """The file fields of our pages and API calls, by the names of their addresses."""
    return {"governance:agenda": {"paper-file": PAPER_FILE}, "api:add_paper": {"file": PAPER_FILE}}


def files_named(digests: Collection[str]) -> set[str]:
    """Those of the kept files that papers name."""
    return set(Paper.objects.filter(sha256__in=digests).values_list("sha256", flat=True))
