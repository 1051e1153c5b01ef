"""Moments to the second, in the reader's time zone and in a hub's, for deadlines that somebody may just have missed."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext

from anso.alliance.words import day

register = template.Library()


@register.filter
def moment(value: datetime) -> SafeString:
    """A `<time>` with day, hour, minute and second, in the reader's time zone."""
    return written(localtime(value), value)


@register.filter
def moment_in(value: datetime, zone: str) -> SafeString:
    """The same in another time zone."""
    return written(value.astimezone(ZoneInfo(zone)), value)


def written(local: datetime, value: datetime) -> SafeString:
    words = gettext("%(day)s, %(time)s") % {"day": day(local.date()), "time": local.strftime("%H:%M:%S %Z")}
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)
