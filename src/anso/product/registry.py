"""The products there are: declared with `@product`, found through the entry-point group `anso.products`.

A partner institute adds a service by installing a package that names its module in that group. A module
that cannot be imported is reported and left out; the others go on. That module may say in `PRODUCTS` in which
order a reader expects its products, by slug; those it does not name follow by slug.
"""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from typing import TypeVar, get_type_hints

import structlog
from pydantic import TypeAdapter

from anso.errors import NotFoundError
from anso.product.corridors import CORRIDORS
from anso.product.request import Request
from anso.product.run import Run
from anso.release.localised import Localised, in_language

__all__ = ["Product", "broken_products", "get_product", "product", "products"]

GROUP = "anso.products"
OURS = "anso."
SLUG = re.compile(r"[a-z][a-z0-9_-]*\.[a-z][a-z0-9_-]*")

log = structlog.get_logger(__name__)
RequestT = TypeVar("RequestT", bound=Request)

_declared: dict[str, "Product"] = {}
_broken: dict[str, str] = {}
_standing: dict[str, int] = {}
"""Of the products that their services put in order."""


@dataclass(frozen=True)
class Product:
    """One thing a service does for anybody."""

    slug: str
    title: Localised
    summary: Localised
    corridor: str
    request: type[Request]
    function: Callable[..., None]
    code: str
    """The package that holds it, and its version."""

    @property
    def service(self) -> str:
        return self.slug.split(".", maxsplit=1)[0]

    @property
    def may_be_private(self) -> bool:
        return "private" in self.request.model_fields

    def title_in(self, language: str) -> str:
        return in_language(self.title, language)

    def summary_in(self, language: str) -> str:
        return in_language(self.summary, language)


def product(
    slug: str, *, title: str | Mapping[str, str], summary: str | Mapping[str, str], corridor: str
) -> Callable[[Callable[[RequestT, Run], None]], Callable[[RequestT, Run], None]]:
    """Declare a product. The function's first parameter is annotated with its own `Request` model."""
    if not SLUG.fullmatch(slug):
        raise ValueError(f"product {slug!r}: a slug is SERVICE.NAME in lower-case letters")
    if corridor not in CORRIDORS:
        raise ValueError(f"product {slug}: no corridor {corridor!r}; there are {', '.join(CORRIDORS)}")

    def declare(function: Callable[[RequestT, Run], None]) -> Callable[[RequestT, Run], None]:
        hints = get_type_hints(function)
        first = next(iter(hints.values()), None)
        if not (isinstance(first, type) and issubclass(first, Request)):
            raise TypeError(
                f"product {slug}: its function's first parameter must be annotated with a Request model"
            )
        before = _declared.get(slug)
        if before is not None and before.function.__module__ != function.__module__:
            raise ValueError(f"product {slug}: {before.function.__module__} has declared one of this slug")
        texts = TypeAdapter(Localised)
        _declared[slug] = Product(
            slug=slug,
            title=texts.validate_python(title),
            summary=texts.validate_python(summary),
            corridor=corridor,
            request=first,
            function=function,
            code=_package_version(function.__module__),
        )
        return function

    return declare


def products() -> dict[str, Product]:
    """All products by slug: service by service, within each in the order in which the service names them."""
    _load()
    last = len(_standing)
    return {
        slug: _declared[slug]
        for slug in sorted(
            _declared, key=lambda slug: (_declared[slug].service, _standing.get(slug, last), slug)
        )
    }


def broken_products() -> dict[str, str]:
    """Entry points that could not be loaded, and why."""
    _load()
    return dict(_broken)


def get_product(slug: str) -> Product:
    """The product of that slug, or an error that suggests the one that was meant."""
    known = products()
    if slug not in known:
        near = difflib.get_close_matches(slug, known, n=1, cutoff=0.4)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known) or 'none'}"
        raise NotFoundError(f"There is no product {slug!r}; {hint}")
    return known[slug]


@cache
def _load() -> None:
    # Ours first: a partner may add a product, but not take the slug of one of ours.
    for entry in sorted(
        entry_points(group=GROUP), key=lambda entry: (not entry.value.startswith(OURS), entry.name)
    ):
        try:
            for standing, slug in enumerate(getattr(entry.load(), "PRODUCTS", ())):
                _standing.setdefault(slug, standing)
        except Exception as error:  # a partner's package may fail in any way; ours must not
            _broken[entry.name] = f"{type(error).__name__}: {error}"
            log.exception("products not loaded", entry=entry.name, module=entry.value)


def _package_version(module: str) -> str:
    return _version_of(module.split(".", maxsplit=1)[0])


@cache
def _version_of(package: str) -> str:
    """Kept, for all that is installed is looked through for it."""
    from importlib.metadata import PackageNotFoundError, packages_distributions, version

    # A package that is worked on in place names no files of its own; its name is the distribution's then.
    distribution = next(iter(packages_distributions().get(package, ())), package)
    try:
        return f"{distribution} {version(distribution)}"
    except PackageNotFoundError:
        return package
