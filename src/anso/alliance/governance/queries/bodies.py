"""Bodies, who sits on them and who did."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from anso.alliance.governance.models import Body, Term
from anso.errors import NotFoundError

__all__ = ["bodies", "body_called", "seated", "terms_over"]

OFFICES = [office.value for office in Term.Office]


def bodies() -> QuerySet[Body]:
    return Body.objects.all()


def body_called(code: str) -> Body:
    found = Body.objects.filter(code=code).first()
    if found is None:
        raise NotFoundError(_("There is no body %(code)s.") % {"code": code})
    return found


def seated(body: Body, on: date | None = None) -> list[Term]:
    """Who sits on a body on a day, by office."""
    terms = body.terms.holding(on).select_related("institution")
    return sorted(terms, key=lambda term: (OFFICES.index(term.office), term.holder))


def terms_over(body: Body, on: date | None = None) -> list[Term]:
    """Terms that have ended, the latest first."""
    return list(
        body.terms.filter(ends__lte=on or timezone.localdate())
        .select_related("institution")
        .order_by("-ends")
    )
