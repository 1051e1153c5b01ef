"""/healthz, /readyz and /metrics: what they say and to whom."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError
from django.utils import timezone

from anso.config import config
from anso.portal import health, heartbeat


@pytest.fixture
def token(monkeypatch):
    monkeypatch.setenv("ANSO_METRICS_TOKEN", "let-me-in")
    config.cache_clear()
    yield "let-me-in"
    monkeypatch.delenv("ANSO_METRICS_TOKEN")
    config.cache_clear()


def test_healthz_answers_without_the_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (
        200,
        b"ok\n",
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )


@pytest.mark.django_db
def test_readyz_tells_each_check(client):
    heartbeat.beat()
    answer = client.get("/readyz")
    told = answer.json()
    assert (answer.status_code, told["ready"], told["degraded"]) == (200, True, False)
    assert {name: check["ok"] for name, check in told["checks"].items()} == {
        "database": True,
        "migrations": True,
        "releases": True,
        "worker": True,
    }


@pytest.mark.django_db
def test_readyz_without_a_worker_is_degraded_and_still_ready(client):
    with time_machine.travel(timezone.now() - timedelta(minutes=5)):
        heartbeat.beat()
    answer = client.get("/readyz")
    told = answer.json()
    assert (answer.status_code, told["ready"], told["degraded"]) == (200, True, True)
    assert told["checks"]["worker"]["says"] == "heard of 300 s ago"


@pytest.mark.django_db
def test_readyz_before_any_worker_says_how_to_start_one(client):
    check = client.get("/readyz").json()["checks"]["worker"]
    assert check["says"] == "no worker has been heard of; start `anso worker`"


@pytest.mark.django_db
def test_readyz_is_503_when_a_needed_check_fails_and_keeps_the_cause_to_the_log(client, monkeypatch, caplog):
    def broken() -> health.Check:
        raise DatabaseError("password of anso@db.internal is wrong")

    monkeypatch.setattr(health, "database", broken)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (503, False)
    assert answer.json()["checks"]["database"]["says"] == "failed with DatabaseError; the log says more"
    assert b"db.internal" not in answer.content


@pytest.mark.django_db
def test_readyz_is_503_while_migrations_wait(client, monkeypatch):
    monkeypatch.setattr(health, "_applied", False)
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: [("portal.0003", False)])
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["migrations"]["says"] == "1 not applied yet; run `anso manage migrate`"


@pytest.mark.django_db
def test_metrics_are_for_this_machine_alone_when_no_token_is_set(client):
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.1").status_code == 403
    assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 403


@pytest.mark.django_db
def test_metrics_ask_for_the_token_when_one_is_set(client, token):
    assert client.get("/metrics").status_code == 403
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 403
    right = client.get("/metrics", REMOTE_ADDR="192.0.2.1", headers={"Authorization": f"Bearer {token}"})
    assert right.status_code == 200
    assert right["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_health_pages_only_read(client, path):
    assert client.post(path).status_code == 405
