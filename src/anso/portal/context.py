"""What every page needs: its navigation, the same page in the other languages, the reader's theme."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from anso.alliance.people.rules import holds
from anso.product import CORRIDORS, products

__all__ = ["site", "translations"]

NAMES = {"en": "English", "zh-hans": "中文", "ru": "Русский", "fr": "Français"}
TAGS = {"zh-hans": "zh-Hans"}


@dataclass(frozen=True)
class NavItem:
    title: Any
    url: str
    current: str
    """What `aria-current` says: this very page, something below it, or nothing."""
    corridor: str = ""


@dataclass(frozen=True)
class Translation:
    """This page in one language."""

    code: str
    tag: str
    name: str
    url: str
    current: bool


def site(request: HttpRequest) -> dict[str, Any]:
    """The context of `base.html`."""
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "nav": list(_navigation(request.path)),
        "language_tag": TAGS.get(language, language),
        "text_direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "translations": translations(lambda code: translate_url(request.get_full_path(), code)),
        "chosen_theme": getattr(request.user, "theme", "") if hasattr(request, "user") else "",
        "keeps_calls": hasattr(request, "user") and holds(request.user, "secretariat"),
    }


def translations(address_in: Callable[[str], str]) -> list[Translation]:
    """The same page in every language, at the address that is given for its code."""
    language = get_language() or settings.LANGUAGE_CODE
    return [
        Translation(
            code=code,
            tag=TAGS.get(code, code),
            name=NAMES[code],
            url=address_in(code),
            current=code == language,
        )
        for code, _name in settings.LANGUAGES
    ]


def _navigation(path: str) -> list[NavItem]:
    """Places, the corridors that have a product, and the alliance's own pages where they are installed."""
    items: list[tuple[Any, str, dict[str, str], str]] = [
        (_("Places"), "portal:places", {}, ""),
        *(
            (CORRIDORS[slug].title, "portal:corridor", {"slug": slug}, slug)
            for slug in corridors_with_products()
        ),
        (_("Products"), "portal:products", {}, ""),
        (_("Forecast hubs"), "hubs:list", {}, ""),
        (_("Network"), "network:overview", {}, "alliance"),
        (_("Governance"), "governance:overview", {}, "alliance"),
        (_("Calls"), "calls:list", {}, "alliance"),
        (_("Projects"), "projects:list", {}, "alliance"),
        (_("Events"), "events:list", {}, "alliance"),
    ]
    found = []
    for title, name, kwargs, corridor in items:
        try:
            url = reverse(name, kwargs=kwargs)
        except NoReverseMatch:
            continue
        current = "page" if path == url else "true" if path.startswith(url) else ""
        found.append(NavItem(title, url, current, corridor))
    return found


@cache
def corridors_with_products() -> tuple[str, ...]:
    """The corridors of the alliance's work that have a product, in their own order."""
    with_products = {product.corridor for product in products().values()}
    return tuple(slug for slug in CORRIDORS if slug in with_products and slug != "alliance")
