"""Moments to the second, in a zone that is named: deadlines and receipts must leave nothing to guess."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.words import day

__all__ = ["in_both_zones", "in_zone"]


def in_zone(moment: datetime, zone: str) -> str:
    """`31 March 2021, 23:59:59 (Asia/Shanghai)`."""
    local = moment.astimezone(ZoneInfo(zone))
    return gettext("%(day)s, %(time)s (%(zone)s)") % {
        "day": day(local.date()),
        "time": f"{local:%H:%M:%S}",
        "zone": zone,
    }


def in_both_zones(moment: datetime, zone: str) -> tuple[str, ...]:
    """In a call's zone, and then in the reader's where it is another."""
    own = timezone.get_current_timezone_name()
    return (in_zone(moment, zone),) if own == zone else (in_zone(moment, zone), in_zone(moment, own))
