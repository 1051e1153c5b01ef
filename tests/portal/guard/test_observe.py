"""Request numbers, the log line of a request, and the metrics."""

import io
import json
import logging
import re

import prometheus_client
import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch
from prometheus_client.parser import text_string_to_metric_families

from anso.config import Config, config
from anso.errors import InvalidInputError
from anso.portal import heartbeat, logs
from anso.portal.middleware import metrics
from anso.portal.middleware.observe import ObserveMiddleware, safe_path


@pytest.fixture
def lines(monkeypatch):
    """The log as it is written where no terminal is: a list of parsed lines."""
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    logs.set_up(Config(log="info"))
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    monkeypatch.undo()
    logs.set_up(config())


def answered(request, response=None):
    return ObserveMiddleware(lambda _request: response or HttpResponse("hello"))(request)


def matched(request, view="portal:place", **kwargs):
    request.resolver_match = ResolverMatch(lambda: None, (), kwargs, url_name=view)
    return request


def test_request_id_of_a_proxy_is_kept():
    response = answered(RequestFactory().get("/", headers={"X-Request-ID": "abc-123_DEF.9"}))
    assert response["X-Request-ID"] == "abc-123_DEF.9"


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "with space in it", "line\nbreak-line"])
def test_request_id_that_is_not_valid_is_replaced(given):
    response = answered(RequestFactory().get("/", HTTP_X_REQUEST_ID=given))
    assert re.fullmatch(r"[0-9a-f]{32}", response["X-Request-ID"])


def test_request_is_one_line_with_its_number_and_no_more_than_it_should_say(lines):
    request = RequestFactory().get("/places/PK/", headers={"X-Request-ID": "number-1"})
    answered(matched(request, code="PK"))
    (line,) = lines()
    assert line.pop("ms") >= 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", line.pop("timestamp"))
    assert line == {
        "message": "request",
        "level": "info",
        "logger": "anso.request",
        "request_id": "number-1",
        "method": "GET",
        "path": "/places/PK/",
        "status": 200,
        "user": None,
        "bytes": 5,
        "view": "portal:place",
    }


def test_length_of_what_no_cache_may_store_is_not_logged(lines):
    answered(RequestFactory().post("/"), HttpResponse("a receipt", headers={"Cache-Control": "no-store"}))
    assert [line["bytes"] for line in lines()] == [None]


def test_request_that_failed_is_an_error_line(lines):
    answered(RequestFactory().get("/"), HttpResponse(status=500))
    assert [(line["level"], line["status"]) for line in lines()] == [("error", 500)]


def test_lines_of_libraries_carry_the_number_of_the_request(lines):
    def view(_request):
        logging.getLogger("some.library").warning("took %d s", 3)
        return HttpResponse()

    ObserveMiddleware(view)(RequestFactory().get("/", headers={"X-Request-ID": "number-2"}))
    library, request = lines()
    assert (library["message"], library["request_id"]) == ("took 3 s", "number-2")
    assert request["request_id"] == "number-2"


def test_lines_hide_values_named_like_secrets(lines):
    logging.getLogger("x").warning("hm", extra={"password": "p", "api_token": "t", "place": "PK"})
    (line,) = lines()
    assert (line["password"], line["api_token"], line["place"]) == ("(hidden)", "(hidden)", "PK")


def test_lines_keep_the_trace_of_an_exception(lines):
    logging.getLogger("x").error("failed", exc_info=ValueError("no such day"))
    (line,) = lines()
    assert line["exception"][0]["exc_value"] == "no such day"


def test_lines_never_show_local_variables(lines):
    def check(_password):
        raise ValueError("wrong")

    try:
        check("hunter2")
    except ValueError:
        logging.getLogger("x").exception("failed")
    assert "hunter2" not in json.dumps(lines())
    assert lines()[0]["exception"][0]["frames"][-1]["name"] == "check"


def test_set_up_refuses_a_level_it_does_not_know():
    with pytest.raises(InvalidInputError, match="ANSO_LOG: 'loud' is no level; the levels are debug, info"):
        logs.set_up(Config(log="loud"))


@pytest.mark.parametrize(
    ("path", "kwargs", "expected"),
    [
        ("/search/?q=rice&page=2", {}, "/search/?q=rice&page=2"),
        ("/x/?token=abc&q=1&api_key=2", {}, "/x/?token=...&q=1&api_key=2"),
        ("/x/?code=abc&state=def", {}, "/x/?code=...&state=..."),
        ("/confirm-email/MQ:abc/", {"key": "MQ:abc"}, "/confirm-email/.../"),
        ("/reset/key/1-abc-def/", {"uidb36": "1", "key": "abc-def"}, "/reset/key/...-.../"),
    ],
)
def test_safe_path_leaves_out_what_lets_somebody_in(path, kwargs, expected):
    assert safe_path(matched(RequestFactory().get(path), **kwargs)) == expected


def value(text: str, name: str, **labels: str) -> float:
    found = [
        sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    ]
    return sum(found)


@pytest.mark.django_db
def test_metrics_count_requests_by_view_method_and_status():
    before = metrics.exposition()[0].decode()
    answered(matched(RequestFactory().get("/"), "test:counted"))
    answered(matched(RequestFactory().post("/"), "test:counted"), HttpResponse(status=404))
    after = metrics.exposition()[0].decode()
    counted = {
        (method, status): value(
            after, "anso_requests_total", view="test:counted", method=method, status=status
        )
        - value(before, "anso_requests_total", view="test:counted", method=method, status=status)
        for method, status in (("GET", "200"), ("POST", "404"))
    }
    assert counted == {("GET", "200"): 1.0, ("POST", "404"): 1.0}
    assert value(after, "anso_request_seconds_count", view="test:counted", method="GET") == 1.0


@pytest.mark.django_db
def test_metrics_add_up_what_other_processes_counted(tmp_path):
    import os
    import subprocess
    import sys

    text = (
        "import django; django.setup()\n"
        "from anso.portal.middleware import metrics\n"
        "metrics.observe_request(view='test:other', method='GET', status=200, seconds=0.2)"
    )
    for _ in range(2):
        subprocess.run([sys.executable, "-c", text], check=True, env=os.environ)
    shown = metrics.exposition()[0].decode()
    assert value(shown, "anso_requests_total", view="test:other") == 2.0
    assert value(shown, "anso_request_seconds_bucket", view="test:other", le="0.1") == 0.0
    assert value(shown, "anso_request_seconds_bucket", view="test:other", le="0.25") == 2.0


@pytest.mark.django_db
def test_metrics_tell_of_jobs_and_of_the_worker():
    from anso.portal.jobs.models import Job

    for number, state in enumerate(("queued", "done", "done")):
        Job.objects.create(product="countries.profile", given={}, fingerprint=str(number), state=state)
    heartbeat.beat()
    shown = metrics.exposition()[0].decode()
    assert value(shown, "anso_jobs", state="done") == 2.0
    assert value(shown, "anso_jobs", state="queued") == 1.0
    assert 0.0 <= value(shown, "anso_queue_age_seconds") < 60.0
    assert 0.0 <= value(shown, "anso_worker_heartbeat_age_seconds") < 60.0


def test_metrics_of_an_unknown_method_share_one_label():
    metrics.observe_request(view="test:method", method="BREW", status=405, seconds=0)
    registry = prometheus_client.CollectorRegistry()
    prometheus_client.multiprocess.MultiProcessCollector(registry, path=str(metrics.METRICS_FOLDER))
    shown = prometheus_client.generate_latest(registry).decode()
    assert value(shown, "anso_requests_total", view="test:method", method="other") == 1.0
