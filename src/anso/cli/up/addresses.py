"""The addresses that the site's own resolver knows."""

import re
from collections.abc import Iterator
from functools import cache

from django.conf import settings
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.urls.resolvers import LocalePrefixPattern, RegexPattern, RoutePattern
from django.utils import translation

from anso.cli.site import prepare_django

__all__ = ["in_default_language", "known_addresses", "route_of", "routes_with_arguments"]

NO_PAGES = ("admin/",)
"""The staff's own site, which leads every visitor to the sign-in."""


def known_addresses() -> list[str]:
    """Those without arguments, in every language they exist in; the home page first."""
    prepare_django()
    found: dict[str, None] = {"/": None}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for route, has_arguments in routes():
                if not has_arguments and not route.startswith(NO_PAGES):
                    found[f"/{route}"] = None
    return list(found)


def routes_with_arguments() -> set[str]:
    """Their routes, such as `places/<str:code>/`."""
    with translation.override(settings.LANGUAGE_CODE):
        return {
            route for route, has_arguments in routes() if has_arguments and not route.startswith(NO_PAGES)
        }


@cache
def route_of(address: str) -> str:
    """The route that answers an address, its language in front where that is not the default one."""
    path = address.partition("?")[0]
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            return plain(resolve(path).route)
        except Resolver404:
            return ""


def in_default_language(route: str) -> bool:
    return not route.startswith(tuple(f"{language}/" for language, _name in settings.LANGUAGES))


def routes() -> Iterator[tuple[str, bool]]:
    """Every route in the active language, and whether it takes arguments."""
    yield from below(get_resolver(), "", has_arguments=False)


def below(resolver: URLResolver, prefix: str, *, has_arguments: bool) -> Iterator[tuple[str, bool]]:
    for entry in resolver.url_patterns:
        part, takes = part_of(entry)
        if isinstance(entry, URLResolver):
            yield from below(entry, prefix + part, has_arguments=has_arguments or takes)
        else:
            yield prefix + part, has_arguments or takes


def part_of(entry: URLPattern | URLResolver) -> tuple[str, bool]:
    pattern = entry.pattern
    if isinstance(pattern, RoutePattern):
        return str(pattern), bool(pattern.converters)
    if isinstance(pattern, RegexPattern):
        text = plain(str(pattern))
        return text, bool(re.search(r"[(\[*+?\\]", text))
    if isinstance(pattern, LocalePrefixPattern):
        return str(pattern), False
    raise TypeError(f"{type(pattern).__name__} is a kind of address that --check does not know")


def plain(route: str) -> str:
    return route.replace("^", "").replace("$", "").replace(r"\Z", "")
