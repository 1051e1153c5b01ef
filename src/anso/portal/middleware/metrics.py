"""What is counted about the site, for Prometheus.

Requests are counted by every server process in a file of its own under HOME/metrics, and added up when
they are read; what the records say (jobs, releases) is asked of the database at that moment.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import models
from django.utils import timezone

from anso.config import config
from anso.portal import heartbeat

__all__ = ["METRICS_FOLDER", "clear", "exposition", "observe_request"]

METRICS_FOLDER = Path(os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(config().home / "metrics")))
METRICS_FOLDER.mkdir(parents=True, exist_ok=True)

import prometheus_client  # noqa: E402  (reads the variable above when it is imported)
from prometheus_client import values  # noqa: E402
from prometheus_client.core import GaugeMetricFamily, Metric  # noqa: E402
from prometheus_client.multiprocess import MultiProcessCollector  # noqa: E402
from prometheus_client.registry import Collector  # noqa: E402

# Some library may have imported the client before us, when it chose to count in memory alone.
values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

REQUESTS = prometheus_client.Counter(
    "anso_requests", "Requests answered.", ["view", "method", "status"], registry=None
)
LATENCY = prometheus_client.Histogram(
    "anso_request_seconds",
    "Time to answer a request, in seconds.",
    ["view", "method"],
    buckets=SECONDS,
    registry=None,
)


def observe_request(*, view: str, method: str, status: int, seconds: float) -> None:
    """Count one answered request."""
    method = method if method in METHODS else "other"
    REQUESTS.labels(view, method, str(status)).inc()
    LATENCY.labels(view, method).observe(seconds)


def exposition() -> tuple[bytes, str]:
    """All metrics in the text format, and its media type."""
    registry = prometheus_client.CollectorRegistry(auto_describe=False)
    MultiProcessCollector(registry, path=str(METRICS_FOLDER))  # type: ignore[no-untyped-call]
    registry.register(RecordsCollector())
    return prometheus_client.generate_latest(registry), prometheus_client.CONTENT_TYPE_LATEST


def clear() -> None:
    """Begin the counts anew; called by whoever starts the server, before its processes exist."""
    for file in METRICS_FOLDER.glob("*.db"):
        file.unlink(missing_ok=True)


class RecordsCollector(Collector):
    """What the records say at the moment of asking."""

    def collect(self) -> Iterator[Metric]:
        jobs = apps.get_model("jobs", "Job")
        by_state = GaugeMetricFamily("anso_jobs", "Jobs, by state.", labels=["state"])
        for state, count in _counts(jobs, "state"):
            by_state.add_metric([state], count)
        yield by_state
        yield GaugeMetricFamily(
            "anso_queue_age_seconds",
            "How long the job at the head of the queue has waited, in seconds.",
            value=_queue_age(jobs),
        )
        releases = GaugeMetricFamily(
            "anso_releases", "Releases in the index, by product.", labels=["product"]
        )
        for product, count in _counts(apps.get_model("index", "ReleaseEntry"), "product"):
            releases.add_metric([product], count)
        yield releases
        heard = heartbeat.age_seconds()
        if heard is not None:
            yield GaugeMetricFamily(
                "anso_worker_heartbeat_age_seconds", "Since the worker was last heard of.", value=heard
            )


def _counts(model: type[models.Model], field: str) -> list[tuple[str, int]]:
    rows = model._default_manager.order_by(field).values_list(field).annotate(n=models.Count("pk"))
    return [(str(value), int(count)) for value, count in rows]


def _queue_age(jobs: type[models.Model]) -> float:
    asked = jobs._default_manager.filter(state="queued").aggregate(first=models.Min("created_at"))["first"]
    return (timezone.now() - asked).total_seconds() if asked else 0.0
