"""A network with a record of every kind that goes out as a table, told in the scripts and signs of its members."""

from datetime import date
from typing import Any

from anso.alliance.network import actions
from anso.alliance.people.models import User

__all__ = ["fill"]

HARD = "=1+1; “نهادِ می‌خواهم”, Ильмень\r\nsecond line"
"""What spoils files: a formula, quotes, separators, a joiner of Persian, two lines."""


def fill(person: User, said: str = HARD) -> dict[str, Any]:
    """One record of every kind; `said` stands wherever people write freely."""
    tides = actions.add_institution(actor=None, code="tides", name="Institute of Tides", country="LK")
    waves = actions.add_institution(actor=None, code="waves", name="中国海浪研究所", country="CN")
    held = actions.apply_for_membership(actor=None, institution=tides, evidence=said, on=date(2019, 5, 1))
    for verb, on in (
        (actions.screen_membership, date(2019, 6, 1)),
        (actions.endorse_membership, date(2019, 6, 1)),
        (actions.suspend_membership, date(2019, 7, 1)),
        (actions.reinstate_membership, date(2019, 8, 1)),
        (actions.end_membership, date(2019, 9, 1)),
    ):
        verb(actor=None, membership=held, evidence=said, on=on)
    actions.record_membership(
        actor=None, institution=tides, step="applied", on=date(2020, 1, 1), evidence=said
    )
    actions.record_membership(
        actor=None, institution=waves, step="named", on=date(2018, 11, 4), evidence="Report"
    )
    association = actions.add_association(
        actor=None, number="13A", name="Seas", host=tides, summary=said, since=date(2018, 1, 1)
    )
    actions.join_association(actor=None, association=association, institution=tides, evidence=said)
    actions.join_association(actor=None, association=association, institution=waves, on=date(2019, 1, 1))
    actions.leave_association(
        actor=None, association=association, institution=waves, on=date(2019, 2, 1), evidence=said
    )
    actions.join_association(actor=None, association=association, institution=waves, on=date(2020, 1, 1))
    partner = actions.add_partner(actor=None, name="Union of Seas", acronym="US", country="CH")
    memorandum = actions.record_memorandum(
        actor=None, partner=partner, title="On the sea", signed=date(2019, 1, 1), scope=said
    )
    contact = actions.add_contact(
        actor=None,
        institution=tides,
        name="Ann Contact",
        email="ann@tides.example",
        phone="+94 11 1",
        person=person,
    )
    actions.add_contact(actor=None, partner=partner, name="Bea", position=said.split("\r")[0])
    ambassador = actions.appoint_ambassador(
        actor=None,
        name="Cy",
        person=person,
        institution=waves,
        field="Tides",
        since=date(2019, 1, 1),
        evidence=said,
    )
    return {
        "tides": tides,
        "waves": waves,
        "association": association,
        "partner": partner,
        "memorandum": memorandum,
        "contact": contact,
        "ambassador": ambassador,
    }
