"""Run a product for a request and publish its release; nothing is visible until all of it is."""

from anso.config import config
from anso.errors import AnsoError
from anso.product.parse import request_content
from anso.product.progress import Reporter, Silent
from anso.product.registry import Product
from anso.product.request import Request
from anso.product.run import Run
from anso.release.manifest import Manifest
from anso.release.reader import Release
from anso.release.store import Store
from anso.release.writer import ReleaseWriter

__all__ = ["execute", "store_for"]


def execute(
    product: Product,
    request: Request,
    *,
    store: Store | None = None,
    reporter: Reporter | None = None,
    owner: str | None = None,
) -> Release:
    """The published release. `owner` is whose it is when the request asks for privacy."""
    private = bool(getattr(request, "private", False))
    if private and not owner:
        raise AnsoError(f"{product.slug}: a private release needs an owner; sign in, or ask for a public one")
    reports = reporter or Silent()
    with ReleaseWriter(store or store_for(private=private)) as writer:
        run = Run(product.slug, request, writer, reports)
        product.function(request, run)
        run.progress(1.0, "Publishing")
        issued = run.finish()
        return writer.publish(
            Manifest(
                product=product.slug,
                title=product.title,
                corridor=product.corridor,
                issued=issued,
                request=request_content(request),
                finding=run.found,
                holds=run.held,
                places=tuple(sorted(run.place_codes)),
                inputs=tuple(run.inputs[key] for key in sorted(run.inputs)),
                code=product.code,
                synthetic=run.synthetic,
                owner=owner if private else None,
                alerts=tuple(run.alerts),
            )
        )


def store_for(*, private: bool) -> Store:
    """The installation's public releases, or its private ones, which lie apart."""
    return Store(config().private_releases_url if private else config().releases_url)
