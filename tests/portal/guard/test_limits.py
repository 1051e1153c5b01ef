"""Allowances: how many hits are granted, to whom, over several processes, and whose address counts."""

import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, connections
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from anso.config import config
from anso.errors import InvalidInputError
from anso.portal import limits
from anso.portal.models import Allowance

START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.mark.django_db
def test_hit_grants_the_whole_allowance_at_once_and_then_refuses(clock):
    standings = [limits.hit("api", "a", 3, 60) for _ in range(4)]
    assert [standing.allowed for standing in standings] == [True, True, True, False]
    assert [standing.remaining for standing in standings] == [2, 1, 0, 0]


@pytest.mark.django_db
def test_hit_says_when_the_next_is_granted_and_when_all_are_back(clock):
    for _ in range(3):
        standing = limits.hit("api", "a", 3, 60)
    assert (standing.retry_seconds, standing.reset_seconds) == (20, 60)
    clock.shift(timedelta(seconds=5))
    refused = limits.hit("api", "a", 3, 60)
    assert (refused.allowed, refused.retry_seconds, refused.reset_seconds) == (False, 15, 55)


@pytest.mark.django_db
def test_hit_is_granted_again_after_exactly_the_time_that_was_said(clock):
    for _ in range(3):
        limits.hit("api", "a", 3, 60)
    wait = limits.hit("api", "a", 3, 60).retry_seconds
    clock.shift(timedelta(seconds=wait - 1))
    assert limits.hit("api", "a", 3, 60).allowed is False
    clock.shift(timedelta(seconds=1))
    assert limits.hit("api", "a", 3, 60).allowed is True


@pytest.mark.django_db
def test_hit_refused_costs_nothing(clock):
    limits.hit("api", "a", 1, 60)
    before = Allowance.objects.get().spent_until
    for _ in range(5):
        limits.hit("api", "a", 1, 60)
    assert Allowance.objects.get().spent_until == before


@pytest.mark.django_db
def test_hit_refused_takes_one_query_that_only_reads(django_assert_num_queries, clock):
    limits.hit("api", "a", 1, 60)
    with django_assert_num_queries(1) as queries:
        limits.hit("api", "a", 1, 60)
    assert queries.captured_queries[0]["sql"].split()[0] == "SELECT"


@pytest.mark.django_db
def test_hit_keeps_scopes_keys_and_allowances_apart(clock):
    limits.hit("api", "a", 1, 60)
    others = [
        limits.hit("ask", "a", 1, 60),
        limits.hit("api", "b", 1, 60),
        limits.hit("api", "a", 2, 60),
        limits.hit("api", "a", 1, 30),
    ]
    assert [other.allowed for other in others] == [True, True, True, True]


@pytest.mark.django_db
def test_hit_keeps_no_address_in_the_clear(clock):
    limits.hit("api", "203.0.113.7", 1, 60)
    assert "203.0.113.7" not in Allowance.objects.get().key


@pytest.mark.django_db
def test_clean_up_forgets_only_those_whose_allowance_is_back(clock):
    limits.hit("api", "short", 10, 10)
    limits.hit("api", "long", 1, 1000)
    clock.shift(timedelta(seconds=20))
    assert limits.clean_up() == 1
    assert limits.hit("api", "long", 1, 1000).allowed is False


@pytest.mark.django_db
def test_require_raises_with_the_sentence_and_the_wait(clock):
    limits.require("ask", "a", 1, 60, "Wait.")
    with pytest.raises(limits.TooManyRequestsError, match=r"^Wait\.$") as raised:
        limits.require("ask", "a", 1, 60, "Wait.")
    assert raised.value.standing.retry_seconds == 60


@pytest.mark.django_db(transaction=True)
def test_hit_grants_exactly_the_allowance_to_many_at_once():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads share one connection of a database in memory; the next test uses processes")
    granted = []

    def knock() -> None:
        try:
            granted.append(limits.hit("api", "crowd", 5, 3600).allowed)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=knock) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(granted) == [False] * 11 + [True] * 5


KNOCK = """
import sys
import django
from django.db import connection
django.setup()
from anso.portal import limits
if sys.argv[1] == "make":
    with connection.schema_editor() as editor:
        editor.create_model(limits.Allowance)
else:
    print(sum(limits.hit("api", "crowd", 40, 3600).allowed for _ in range(30)))
"""


@pytest.mark.slow
def test_hit_grants_exactly_the_allowance_over_several_processes(tmp_path):
    import os

    environment = {
        **os.environ,
        "ANSO_HOME": str(tmp_path),
        "ANSO_DATABASE": "",
        "DJANGO_SETTINGS_MODULE": "anso.portal.settings",
    }

    def start(word: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-c", KNOCK, word], env=environment, stdout=subprocess.PIPE, text=True
        )

    assert start("make").communicate()[0] == ""
    knocking = [start("knock") for _ in range(3)]
    granted = [int(process.communicate()[0]) for process in knocking]
    assert [process.returncode for process in knocking] == [0, 0, 0]
    assert sum(granted) == 40


class AllowanceProperties(TestCase):
    """Whatever the hits, in any span of the allowance's time at most twice its number is granted, and the
    number itself is granted to whoever waits long enough."""

    @given(
        limit=st.integers(1, 8),
        seconds=st.floats(1, 1000),
        pauses=st.lists(st.floats(0, 400), min_size=1, max_size=40),
        key=st.uuids(),
    )
    def test_hit_never_grants_more_than_burst_and_refill(self, limit, seconds, pauses, key):
        with time_machine.travel(START, tick=False) as clock:
            now, granted = 0.0, []
            for pause in pauses:
                clock.shift(timedelta(seconds=pause))
                now += pause
                if limits.hit("property", str(key), limit, seconds).allowed:
                    granted.append(now)
        for index, first in enumerate(granted):
            within = [moment for moment in granted[index:] if moment < first + seconds]
            assert len(within) <= 2 * limit

    @given(limit=st.integers(1, 20), seconds=st.floats(1, 1000), key=st.uuids())
    def test_hit_grants_the_full_burst_to_a_fresh_key(self, limit, seconds, key):
        with time_machine.travel(START, tick=False):
            standings = [limits.hit("burst", str(key), limit, seconds) for _ in range(limit + 1)]
        assert [standing.allowed for standing in standings] == [True] * limit + [False]
        assert [standing.remaining for standing in standings] == [*range(limit - 1, -1, -1), 0]


@pytest.fixture
def proxies(monkeypatch):
    def allow(networks: str) -> None:
        monkeypatch.setenv("ANSO_PROXIES", networks)
        config.cache_clear()

    yield allow
    monkeypatch.delenv("ANSO_PROXIES", raising=False)
    config.cache_clear()


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),  # a stranger's word is not believed
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),  # a proxy on this machine
        ("127.0.0.1", "10.9.9.9, 198.51.100.1", "198.51.100.1"),  # only what the proxy itself wrote
        ("127.0.0.1", "203.0.113.9, 10.0.0.5", "203.0.113.9"),  # two proxies of ours
        ("10.0.0.5", "198.51.100.1:4711", "198.51.100.1"),
        ("10.0.0.5", "[2001:db8::1]:443", "2001:db8::1"),
        ("10.0.0.5", "nonsense", "10.0.0.5"),
        ("::ffff:203.0.113.7", "", "203.0.113.7"),
        ("", "", "127.0.0.1"),  # a local socket has no address
    ],
)
def test_client_address_believes_only_proxies_of_ours(proxies, peer, forwarded, expected):
    proxies("10.0.0.0/24")
    request = RequestFactory().get("/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": forwarded})
    assert limits.client_address(request) == expected


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("127.0.0.1", "", True),
        ("::1", "", True),
        ("127.0.0.1", "198.51.100.1", False),
        ("192.0.2.1", "", False),
    ],
)
def test_is_this_machine_sees_through_a_proxy_on_it(peer, forwarded, expected):
    request = RequestFactory().get("/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": forwarded})
    assert limits.is_this_machine(request) is expected


def test_proxy_networks_names_what_is_no_network():
    with pytest.raises(InvalidInputError, match="ANSO_PROXIES: 'here' is no address or network"):
        limits.proxy_networks("10.0.0.0/24, here")


@pytest.mark.django_db
def test_hit_written_before_the_clock_was_set_back_does_not_lock_anybody_out(clock):
    for _ in range(3):
        limits.hit("api", "a", 3, 60)
    clock.shift(timedelta(hours=-1))
    standings = [limits.hit("api", "a", 3, 60) for _ in range(4)]
    assert [standing.allowed for standing in standings] == [True, True, True, False]
    assert standings[-1].retry_seconds == 20


def test_neighbours_in_an_ipv6_network_share_an_allowance():
    networks = [
        limits.client_network(RequestFactory().get("/", REMOTE_ADDR=address))
        for address in ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", "2001:db8:0:2::1", "203.0.113.7")
    ]
    assert networks == ["2001:db8:0:1::/64", "2001:db8:0:1::/64", "2001:db8:0:2::/64", "203.0.113.7"]


@pytest.mark.parametrize(
    ("headers", "here"),
    [
        ({}, True),
        ({"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}, False),
        ({"X-Forwarded-Proto": "https"}, False),
        ({"Via": "1.1 proxy"}, False),
        ({"X-Forwarded-For": "127.0.0.1"}, True),
    ],
)
def test_request_through_a_proxy_is_not_from_this_machine(headers, here):
    assert limits.is_this_machine(RequestFactory().get("/", headers=headers)) is here
