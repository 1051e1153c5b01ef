"""How the site is: for load balancers (`/healthz`, `/readyz`) and for Prometheus (`/metrics`).

`/healthz` says that this process answers. `/readyz` says whether it can serve: the database answers, the
migrations are applied, the release store can be read; each check is told in JSON, and one that fails makes
the answer 503. The worker is told of as well, but a site without it still serves every page, so its
silence is a warning (`degraded`) and no reason to take the site away from its readers.
"""

import hmac
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

import structlog
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from anso.config import config
from anso.portal import heartbeat
from anso.portal.limits import is_this_machine
from anso.portal.middleware import metrics
from anso.release import Store

__all__ = ["Check", "readiness", "urlpatterns"]

WORKER_SILENT_AFTER_SECONDS = 60.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Check:
    """One thing looked at."""

    ok: bool
    says: str
    required: bool = True
    """A check that is not required cannot make the site unready."""


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    checks = readiness()
    ready = all(check.ok for check in checks.values() if check.required)
    answer = {
        "ready": ready,
        "degraded": not all(check.ok for check in checks.values()),
        "checks": {name: asdict(check) for name, check in checks.items()},
    }
    return JsonResponse(answer, status=200 if ready else 503)


@never_cache
@require_safe
def show_metrics(request: HttpRequest) -> HttpResponse:
    """The counts, for those who show the token; without a token set, for this machine alone."""
    token = config().metrics_token
    if token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        allowed = hmac.compare_digest(given.encode(), token.encode())
        mend = "Send the header: Authorization: Bearer, and the value of ANSO_METRICS_TOKEN."
    else:
        allowed = is_this_machine(request)
        mend = "Ask from the machine itself, or set ANSO_METRICS_TOKEN and send it as a bearer token."
    if not allowed:
        return HttpResponse(f"The metrics are not public. {mend}\n", status=403, content_type="text/plain")
    body, media_type = metrics.exposition()
    return HttpResponse(body, content_type=media_type)


def readiness() -> dict[str, Check]:
    """Every check by its name; a failing one is logged with its cause, which the public answer leaves out."""
    return {
        name: guarded(name, look)
        for name, look in (
            ("database", database),
            ("migrations", migrations),
            ("releases", releases),
            ("worker", worker),
        )
    }


def guarded(name: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except (DatabaseError, OSError, ValueError, RuntimeError) as error:
        log.warning("a readiness check failed", check=name, exc_info=error)
        return Check(
            ok=False, says=f"failed with {type(error).__name__}; the log says more", required=name != "worker"
        )


def database() -> Check:
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return Check(ok=True, says=f"answers in {(time.perf_counter() - began) * 1000:.1f} ms")


_applied = False


def migrations() -> Check:
    """Applied migrations stay applied while the process lives, so that a good answer is kept."""
    global _applied  # noqa: PLW0603  (one fact about the process)
    if not _applied:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            return Check(ok=False, says=f"{len(waiting)} not applied yet; run `anso manage migrate`")
        _applied = True
    return Check(ok=True, says="all applied")


def releases() -> Check:
    store = Store(config().releases_url)
    if store.local is not None and not store.local.exists():
        return Check(ok=True, says="no release has been published yet")
    return Check(ok=True, says=f"readable, {len(store.products())} products")


def worker() -> Check:
    heard = heartbeat.age_seconds()
    if heard is None:
        return Check(ok=False, says="no worker has been heard of; start `anso worker`", required=False)
    says = f"heard of {heard:.0f} s ago"
    return Check(ok=heard <= WORKER_SILENT_AFTER_SECONDS, says=says, required=False)


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", show_metrics, name="metrics"),
]
