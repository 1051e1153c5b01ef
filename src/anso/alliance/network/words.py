"""Titles and sources of the totals that the alliance published, marked for translation.

The records hold them in English, as published; pages show them in the reader's language by
`PublishedFigure.title_in_words`. A figure that is not named here is shown as it was published.
"""

from django.utils.translation import gettext_noop

__all__ = ["PUBLISHED"]

PUBLISHED = (
    gettext_noop("Founding members"),
    gettext_noop("Members endorsed by the board in 2019"),
    gettext_noop("Members endorsed in November 2020"),
    gettext_noop("Members at the end of 2020"),
    gettext_noop("Annual report 2020"),
)
