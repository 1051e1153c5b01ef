"""Plates of a hub: its charts as `parts/plate.html` shows them, a picture first and then the live chart.

In come the chart's name and what it is asked for; out go the addresses of its pictures and of its
specification. They are the same in every language but for what their query says.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from anso.portal.drawn import WIDE, Drawn
from anso.portal.hubs.asked import address
from anso.portal.templatetags.anso import reader_language

__all__ = ["HubPlate", "plate_of"]


@dataclass(frozen=True)
class HubPlate(Drawn):
    """One chart, for one question."""

    slug: str
    chart: str
    title: str
    alt: str
    height: int
    pairs: tuple[tuple[str, str], ...]
    csv: str = ""
    is_map: bool = False
    by: str = ""
    sources: tuple[str, ...] = ()
    width: int = WIDE

    @property
    def api_url(self) -> str:
        return self._address("json")

    @property
    def csv_links(self) -> list[dict[str, str]]:
        return [{"table": self.chart, "url": self.csv}] if self.csv else []

    def _picture(self, suffix: str, theme: str, width: int) -> str:
        return self._address(suffix, ("theme", theme), ("width", str(width)))

    def _address(self, suffix: str, *more: tuple[str, str]) -> str:
        with override(settings.LANGUAGE_CODE):
            base = reverse("hubs:picture", kwargs={"slug": self.slug, "chart": self.chart, "suffix": suffix})
        spoken = reader_language()
        language = [] if spoken == "en" else [("language", spoken)]
        return address(base, [*self.pairs, *more, *language])


def plate_of(
    slug: str,
    chart: str,
    pairs: Iterable[tuple[str, str]],
    *,
    title: str,
    alt: str,
    generation: str,
    height: int = 420,
    csv: str = "",
) -> HubPlate:
    """The plate; the generation in its addresses lets caches keep pictures for as long as they are true."""
    return HubPlate(slug, chart, title, alt, height, (*pairs, ("of", generation)), csv)
