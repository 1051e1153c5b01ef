"""The sample's programmes, and calls to try them with: one that is past, one that is open. Their forms are the templates'.

Calls are made by the same verbs as everybody's, and labelled synthetic: nobody is to take them for the alliance's own.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from anso.alliance.calls import actions
from anso.alliance.calls.definition import template
from anso.alliance.calls.models import Call, Programme
from anso.alliance.people.models import User
from anso.alliance.sample.giving import Row, give, not_given, rows

__all__ = ["load_calls", "load_programmes"]

BEIJING = ZoneInfo("Asia/Shanghai")
LAST_SECOND = time(23, 59, 59)


def load_programmes() -> int:
    return len(give("programme", "code", rows("calls", "programme"), programme_of))


def programme_of(row: Row) -> Programme:
    shipped = template(row["code"])
    return Programme(code=row["code"], titles=shipped.title, summaries=shipped.summary, template=row["code"])


def load_calls(actor: User | None) -> int:
    """Publish the calls whose programme is there and whose code nobody has taken; gives how many there were."""
    programmes = {programme.code: programme for programme in Programme.objects.all()}
    taken = set(Call.objects.values_list("code", flat=True))
    made = [
        row
        for row in not_given("call", "code", rows("calls", "call"))
        if row["code"] not in taken and row["programme"] in programmes
    ]
    for row in made:
        shipped = template(row["programme"]).model_dump(mode="json")
        opens_at, deadline = days_of(row)
        call = actions.make_call(
            actor=actor,
            programme=programmes[row["programme"]],
            code=row["code"],
            prefix=row["prefix"],
            opens_at=opens_at,
            deadline=deadline,
            zone=BEIJING.key,
            definition={**shipped, "title": row["title"]},
            is_synthetic=True,
        )
        actions.publish_call(actor=actor, call=call)
    return len(made)


def days_of(row: Row) -> tuple[datetime, datetime]:
    """As they were; or from this moment on, to the last second of a day in Beijing."""
    if "open_days" not in row:
        return row["opens_at"], row["deadline"]
    now = timezone.now().replace(microsecond=0)
    last = now.astimezone(BEIJING).date() + timedelta(days=row["open_days"])
    return now, datetime.combine(last, LAST_SECOND, BEIJING)
