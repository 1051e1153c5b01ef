"""The API put together: its operations, its document, its documentation."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

import anso
from anso.alliance.calls import api as calls
from anso.alliance.events import api as events
from anso.alliance.governance import api as governance
from anso.alliance.network import api as network
from anso.alliance.people import api as people
from anso.alliance.projects import api as projects
from anso.alliance.teams import api as teams
from anso.portal.api import docs, found, hubs, jobs, places, products, releases, tables
from anso.portal.api.answers import error_response, governed
from anso.portal.api.openapi import with_products
from anso.portal.api.parsing import SoundParser

__all__ = ["api"]


class SiteAPI(NinjaAPI):
    """Ninja, with each product's operation in its document and our sentences for every error."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        prefix = path_prefix if path_prefix is not None else self.get_root_path(path_params or {})
        document = super().get_openapi_schema(path_prefix=prefix, path_params=path_params)
        with_products(document, prefix)
        return document

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        return error_response(request, exc)

    def get_openapi_operation_id(self, operation: Any) -> str:
        return str(operation.view_func.__name__)


api = SiteAPI(
    title="ANSO",
    version=getattr(anso, "__version__", "1"),
    description="Releases, places, products and jobs of the Alliance of International Science Organizations. "
    "Times are in UTC; texts are objects by language, with English always among them.",
    urls_namespace="api",
    docs=docs.Documentation(),
    parser=SoundParser(),
)
api.add_decorator(governed, mode="view")
for part in (
    products,
    jobs,
    releases,
    tables,
    found,
    places,
    hubs,
    people,
    network,
    governance,
    calls,
    projects,
    teams,
    events,
):
    for path in part.router.path_operations.values():
        for operation in path.operations:
            if "GET" in operation.methods:
                operation.methods.append("HEAD")
    api.add_router("", part.router)
